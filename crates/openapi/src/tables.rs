//! The tables of `docs/API.md`: between markers, from the same definitions as the document.

use laurel_api::ProblemType;
use serde_json::Value;

use crate::document::Description;
use crate::operation::{Operation, permission};

/// `docs/API.md` with the tables as they are now; all other words stay.
///
/// # Errors
/// When a marker is missing.
pub fn fill(page: &str, description: &Description) -> Result<String, String> {
    let page = replace(page, "endpoints", &endpoints(&description.operations))?;
    replace(&page, "problems", &problems(&description.document))
}

fn endpoints(operations: &[Operation]) -> String {
    let row = |Operation { route, summary }: &Operation| {
        format!(
            "| {} `{}` | {} | {} |",
            route.method.as_str(),
            route.path,
            permission(route.needs),
            summary.replace('|', "\\|")
        )
    };
    let rows: Vec<String> = operations.iter().map(row).collect();
    format!(
        "| method and path | needs | what |\n|---|---|---|\n{}",
        rows.join("\n")
    )
}

/// With the meanings that stand in the document's list of kinds.
fn problems(document: &Value) -> String {
    let list = document
        .pointer("/components/schemas/ProblemType/description")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let row = |kind: &ProblemType| {
        let beginning = format!("- `{}`: ", kind.code());
        let meaning = list
            .lines()
            .find_map(|line| line.strip_prefix(&beginning))
            .unwrap_or_default();
        format!("| {} | `{}` | {meaning} |", kind.status(), kind.code())
    };
    let rows: Vec<String> = ProblemType::ALL.iter().map(row).collect();
    format!(
        "| status | `type` | when |\n|---|---|---|\n{}",
        rows.join("\n")
    )
}

/// The page with other words between `<!-- name: … -->` and `<!-- end of name -->`.
fn replace(page: &str, name: &str, words: &str) -> Result<String, String> {
    let missing = || format!("docs/API.md has no markers for `{name}`");
    let (before, rest) = page
        .split_once(&format!("<!-- {name}: "))
        .ok_or_else(missing)?;
    let (comment, rest) = rest.split_once("-->\n").ok_or_else(missing)?;
    let end = format!("<!-- end of {name} -->");
    let (_, after) = rest.split_once(&end).ok_or_else(missing)?;
    Ok(format!(
        "{before}<!-- {name}: {comment}-->\n{words}\n{end}{after}"
    ))
}
