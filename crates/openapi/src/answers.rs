//! Which problems an operation answers. `tests/tests/routes/description.rs` asks the running server.

use std::collections::{BTreeMap, BTreeSet};

use laurel_api::endpoint::Route;
use laurel_api::{BodyLimit, Needs, Problem, ProblemType};
use laurel_words::Words;
use serde_json::{Map, Value, json};

use crate::operation::is_unsafe;
use crate::schemas::Schemas;

/// Endpoints that need `If-Match`.
const NEED_REVISION: [&str; 7] = [
    "PutSettings",
    "UpdateWidget",
    "UpdatePlanItem",
    "UpdateTestimonial",
    "UndoTestimonial",
    "RecordConsent",
    "SetLicence",
];

/// Further endpoints whose answer has a revision.
const ANSWER_REVISION: [&str; 4] = [
    "GetSettings",
    "GetTestimonial",
    "AddOwnCheck",
    "CreateWidget",
];

/// Endpoints that can contradict what is there: the last owner, a name or key that is taken, a full list,
/// a state from which nothing leads there.
const CONFLICT: [&str; 17] = [
    "PutMember",
    "RemoveMember",
    "RecordTouchpoints",
    "CreateAsks",
    "UpdateAsks",
    "AddOwnCheck",
    "RemoveOwnCheck",
    "UpdateTestimonial",
    "UndoTestimonial",
    "RecordConsent",
    "SetLicence",
    "CreateWidget",
    "CreateView",
    "ChangeView",
    "StartImport",
    "ImportBatch",
    "CancelImport",
];

/// Whether a call must say which revision it saw.
pub(crate) fn needs_revision(route: &Route) -> bool {
    NEED_REVISION.contains(&route.name)
}

/// Whether the answer has an `ETag`.
pub(crate) fn has_revision(route: &Route) -> bool {
    needs_revision(route) || ANSWER_REVISION.contains(&route.name)
}

/// The responses other than 200, by status.
pub(crate) fn problems(route: &Route) -> Map<String, Value> {
    let mut kinds = vec![
        ProblemType::SignInNeeded,
        ProblemType::Invalid,
        ProblemType::Internal,
        ProblemType::Unavailable,
    ];
    if route.needs != Needs::SignedIn {
        kinds.extend([ProblemType::NotFound, ProblemType::NotAllowed]);
    }
    if is_unsafe(route) {
        kinds.extend([
            ProblemType::CrossOrigin,
            ProblemType::Malformed,
            match route.body {
                BodyLimit::Small => ProblemType::TooLarge,
                BodyLimit::Batch => ProblemType::TooLargeBatch,
            },
            ProblemType::UnsupportedMediaType,
        ]);
    }
    if needs_revision(route) {
        kinds.extend([ProblemType::Stale, ProblemType::RevisionNeeded]);
    }
    if CONFLICT.contains(&route.name) {
        kinds.push(ProblemType::Conflict);
    }
    references(&kinds)
}

/// A reference to the component of each status; what shares a status shares a component.
pub(crate) fn references(kinds: &[ProblemType]) -> Map<String, Value> {
    let reference = |(status, kinds): (u16, BTreeSet<&'static str>)| {
        let path = format!("#/components/responses/{}", name(&kinds));
        (status.to_string(), json!({"$ref": path}))
    };
    by_status(kinds).into_iter().map(reference).collect()
}

/// The components: each problem by itself, and those that one operation answers with the same status.
pub(crate) fn components(schemas: &mut Schemas) -> Value {
    let problem = schemas.response::<Problem>();
    let mut components = Map::new();
    let pairs = [vec![ProblemType::NotAllowed, ProblemType::CrossOrigin]];
    let single = ProblemType::ALL.iter().map(|kind| vec![*kind]);
    for kinds in single.chain(pairs) {
        for (status, codes) in by_status(&kinds) {
            let titles: Vec<&str> = kinds
                .iter()
                .map(|kind| Words::default().problem_kind(*kind))
                .collect();
            let examples: Map<String, Value> = kinds.iter().copied().map(example).collect();
            let component = json!({
                "description": format!("{}.", titles.join(", or: ")),
                "headers": {"X-Request-Id": {"$ref": "#/components/headers/RequestId"}},
                "content": {"application/problem+json": {
                    "schema": {
                        "allOf": [problem],
                        "properties": {"type": {"enum": codes}, "status": {"const": status}},
                    },
                    "examples": examples,
                }},
            });
            components.insert(name(&codes), component);
        }
    }
    Value::Object(components)
}

fn example(kind: ProblemType) -> (String, Value) {
    let problem = Problem {
        kind,
        title: Words::default().problem_kind(kind).to_owned(),
        status: kind.status(),
        code: None,
        detail: None,
        request_id: "5f0c2b9d4e7a4c31".to_owned(),
        errors: Vec::new(),
    };
    let name = pascal_case(kind.code());
    (name, json!({"value": problem}))
}

fn by_status(kinds: &[ProblemType]) -> BTreeMap<u16, BTreeSet<&'static str>> {
    let mut statuses: BTreeMap<u16, BTreeSet<&'static str>> = BTreeMap::new();
    for kind in kinds {
        statuses
            .entry(kind.status())
            .or_default()
            .insert(kind.code());
    }
    statuses
}

/// `CrossOriginOrNotAllowed` for two codes.
fn name(codes: &BTreeSet<&'static str>) -> String {
    let names: Vec<String> = codes.iter().map(|code| pascal_case(code)).collect();
    names.join("Or")
}

/// `NotFound` for `/problems/not-found`.
fn pascal_case(code: &str) -> String {
    let last = code.rsplit('/').next().unwrap_or_default();
    let capital = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    last.split('-').map(capital).collect()
}
