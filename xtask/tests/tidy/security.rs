//! What the docs say is shown by a test is a test.

use crate::repository::{assert_none, files};

#[test]
fn the_tests_that_the_docs_name_exist() {
    let all = files();
    let defined = |name: &str| {
        let begin = format!("fn {name}(");
        let mut sources = all.iter().filter(|file| file.is(&[".rs"]));
        sources.any(|file| file.text.contains(&begin))
    };
    let is_name = |text: &&str| {
        text.matches('_').count() >= 3
            && text
                .chars()
                .all(|c| c == '_' || c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    let docs = all
        .iter()
        .filter(|file| file.path.ends_with("docs/SECURITY.md"));
    let named = docs.flat_map(|file| {
        let code = file.text.split('`').skip(1).step_by(2);
        code.filter(is_name).collect::<Vec<_>>()
    });
    let missing = named.filter(|name| !defined(name)).map(str::to_owned);
    assert_none("docs/SECURITY.md names tests that exist", missing.collect());
}
