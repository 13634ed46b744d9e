//! What is expected of many answers alike.

use laurel_api::{Problem, ProblemType, problem};
use laurel_words::Words;

use crate::client::Answer;

/// Expects a problem of this kind, complete and with nothing else in it.
///
/// # Panics
/// When the answer is anything else.
pub fn problem(answer: &Answer, kind: ProblemType) -> Problem {
    let text = answer.text();
    assert_eq!(
        answer.status,
        kind.status(),
        "expected {}: {text}",
        kind.code()
    );
    assert_eq!(answer.header("content-type"), problem::MEDIA_TYPE, "{text}");
    let problem: Problem = answer.json();
    assert_eq!(problem.kind, kind, "{text}");
    assert_eq!(problem.status, kind.status(), "{text}");
    assert_eq!(problem.title, Words::default().problem_kind(kind), "{text}");
    assert_eq!(
        problem.request_id,
        answer.header("x-request-id"),
        "the problem names the request"
    );
    assert!(
        problem.request_id.len() >= 8,
        "a request id that can be found in a log: {text}"
    );
    problem
}

/// Expects the refusal of exactly this field, with words about it.
///
/// # Panics
/// When the answer is anything else.
pub fn refused_field(answer: &Answer, field: &str) {
    let problem = problem(answer, ProblemType::Invalid);
    let fields: Vec<&str> = problem.errors.iter().map(|e| e.field.as_str()).collect();
    assert_eq!(fields, [field], "{}", answer.text());
    assert!(
        problem
            .errors
            .iter()
            .all(|error| !error.code.is_empty() && error.message.len() > 5),
        "{}",
        answer.text()
    );
}

/// A problem's body without what differs from request to request, to compare two answers.
///
/// # Panics
/// When the answer is no problem.
pub fn comparable(answer: &Answer) -> (u16, String) {
    let mut problem: Problem = answer.json();
    problem.request_id.clear();
    (
        answer.status,
        serde_json::to_string(&problem).expect("a problem is JSON"),
    )
}
