//! Every route × everybody who could call it: exactly the expected status, and a refusal changes
//! nothing. A route without a case fails.

mod public;

use laurel_api::endpoints::ALL;
use laurel_api::{Needs, ProblemType, Route};
use laurel_domain::role::{Permission, Role};
use laurel_tests::assertions::{comparable, problem};
use laurel_tests::cases::{Case, Cases, widget};
use laurel_tests::client::{Answer, Client};
use laurel_tests::database;
use laurel_tests::fixtures::{ALL_SCOPES, Program, ROLES, SCOPES, program};
use laurel_tests::server::server;

/// Somebody who calls, and what they are in the program.
struct Caller {
    name: String,
    client: Client,
    standing: Standing,
}

#[derive(Clone)]
enum Standing {
    /// A session of a member.
    Member(Role),
    /// A session of somebody who is no member of this program.
    Stranger,
    /// A token of this program with these scopes.
    Token(Vec<Permission>),
    /// Nothing that is valid here.
    Nobody,
}

fn callers(program: &Program, other: &Program) -> Vec<Caller> {
    let caller = |name: &str, client: Client, standing: Standing| Caller {
        name: name.to_owned(),
        client,
        standing,
    };
    let mut callers = vec![
        caller("advocate", program.session("advocate"), Standing::Stranger),
        caller("anonymous", Client::anonymous(), Standing::Nobody),
        caller(
            "a made-up session",
            Client::session(&"0".repeat(64)),
            Standing::Nobody,
        ),
        caller(
            "owner of another program",
            other.owner(),
            Standing::Stranger,
        ),
        caller(
            "viewer of another program",
            other.session("viewer"),
            Standing::Stranger,
        ),
        caller(
            "token of another program",
            other.token(ALL_SCOPES),
            Standing::Nobody,
        ),
        caller("revoked token", program.token("revoked"), Standing::Nobody),
        caller(
            "a made-up token",
            Client::token("laurel_0"),
            Standing::Nobody,
        ),
    ];
    for role in ROLES {
        let standing = Standing::Member(Role::parse(role).unwrap());
        callers.push(caller(role, program.session(role), standing));
    }
    for scopes in SCOPES {
        let parsed = scopes
            .split(',')
            .map(|scope| Permission::parse(scope).unwrap());
        let standing = Standing::Token(parsed.collect());
        callers.push(caller(
            &format!("token: {scopes}"),
            program.token(scopes),
            standing,
        ));
    }
    callers
}

/// The status that the endpoint's definition gives this caller.
fn expected(route: &Route, standing: &Standing) -> u16 {
    match (route.needs, standing) {
        (_, Standing::Nobody) | (Needs::SignedIn, Standing::Token(_)) => 401,
        (Needs::SignedIn, Standing::Member(_) | Standing::Stranger) => 200,
        (Needs::In(_), Standing::Stranger) => 404,
        (Needs::In(permission), Standing::Member(role)) if role.may(permission) => 200,
        (Needs::In(permission), Standing::Token(scopes)) if scopes.contains(&permission) => 200,
        (Needs::In(_), Standing::Member(_) | Standing::Token(_)) => 403,
    }
}

fn assert_status(route: &Route, caller: &Caller, answer: &Answer) {
    let expected = expected(route, &caller.standing);
    assert_eq!(
        answer.status,
        expected,
        "{} as {}: {}",
        route.name,
        caller.name,
        answer.text()
    );
    match expected {
        401 => drop(problem(answer, ProblemType::SignInNeeded)),
        403 => drop(problem(answer, ProblemType::NotAllowed)),
        404 => drop(problem(answer, ProblemType::NotFound)),
        _ => {}
    }
}

#[test]
fn every_route_answers_everybody_as_its_definition_says() {
    let (own, other) = (program(), program());
    let mut cases = Cases::new(&own);
    let callers = callers(&own, &other);
    let in_programs = ALL
        .iter()
        .filter(|route| matches!(route.needs, Needs::In(_)));
    for route in in_programs {
        let (allowed, refused): (Vec<&Caller>, Vec<&Caller>) = callers
            .iter()
            .partition(|caller| expected(route, &caller.standing) == 200);
        assert!(!allowed.is_empty(), "{}: somebody may", route.name);
        let case = cases.prepare(route);
        let before = fingerprint(&own);
        for caller in refused {
            assert_status(route, caller, &case.send(&caller.client));
        }
        assert_eq!(
            fingerprint(&own),
            before,
            "{}: a refused call changed something",
            route.name
        );
        for caller in allowed {
            let case = cases.prepare(route);
            assert_status(route, caller, &case.send(&caller.client));
        }
    }
}

#[test]
fn routes_about_the_session_need_one_and_nothing_else() {
    for route in ALL.iter().filter(|route| route.needs == Needs::SignedIn) {
        // Sessions end here, so these programs are for this route alone.
        let (own, other) = (program(), program());
        for caller in callers(&own, &other) {
            let answer = Cases::new(&own).prepare(route).send(&caller.client);
            if route.name == "EndSession" && caller.name == "a made-up session" {
                // Ending what has ended is done already, so that it is safe to repeat.
                assert_eq!(answer.status, 200, "{}", answer.text());
            } else {
                assert_status(route, &caller, &answer);
            }
            if route.name == "EndSession" {
                let after = caller.client.get("/api/v1/session");
                assert_eq!(after.status, 401, "{} after its end", caller.name);
            }
        }
    }
}

#[test]
fn another_program_answers_exactly_like_one_that_does_not_exist() {
    let (own, other) = (program(), program());
    let mut cases = Cases::new(&own);
    for route in ALL
        .iter()
        .filter(|route| matches!(route.needs, Needs::In(_)))
    {
        let case = cases.prepare(route);
        let missing = case.in_program(&own, "no-such-program");
        for client in [
            other.owner(),
            own.session("advocate"),
            other.token(ALL_SCOPES),
        ] {
            assert_eq!(
                comparable(&case.send(&client)),
                comparable(&missing.send(&client)),
                "{}",
                route.name
            );
        }
    }
}

#[test]
fn rows_of_another_program_answer_exactly_like_missing_ones() {
    let (own, other) = (program(), program());
    let mut cases = Cases::new(&own);
    let nothing = "018f0000-0000-7000-8000-000000000000";
    let mut checked = 0;
    for route in ALL
        .iter()
        .filter(|route| route.path.matches('{').count() == 2)
    {
        let case = cases.prepare(route);
        let sibling = case.in_program(&own, other.slug());
        let missing = sibling.with_id(nothing);
        let (sibling, missing) = (sibling.send(&other.owner()), missing.send(&other.owner()));
        problem(&sibling, ProblemType::NotFound);
        assert_eq!(comparable(&sibling), comparable(&missing), "{}", route.name);
        let garbage = case.with_id("not-an-id").send(&own.owner());
        assert_eq!(
            comparable(&garbage),
            comparable(&missing),
            "{}: no id at all",
            route.name
        );
        checked += 1;
    }
    assert!(checked >= 10, "routes with an id: {checked}");
}

#[test]
fn a_role_that_changes_or_ends_counts_at_once() {
    let own = program();
    let viewer = own.session("viewer");
    let put = |role: &str| {
        let body = serde_json::json!({ "email": own.email("viewer"), "name": "V", "role": role });
        own.owner()
            .request("PUT", &own.api("/members"))
            .json(&body)
            .send()
    };
    let moderate = || {
        viewer
            .request("POST", &own.api("/widgets"))
            .json(&widget())
            .send()
            .status
    };
    assert_eq!(moderate(), 403);
    assert_eq!(put("editor").status, 200);
    assert_eq!(moderate(), 200);
    assert_eq!(put("viewer").status, 200);
    assert_eq!(moderate(), 403);
    let path = format!("{}?email={}", own.api("/members"), own.email("viewer"));
    assert_eq!(own.owner().request("DELETE", &path).send().status, 200);
    assert_eq!(viewer.get(&own.api("")).status, 404);
}

/// What a program holds, in a few numbers: a call that changes anything changes one of them.
fn fingerprint(program: &Program) -> String {
    let database = database::read(&server().state);
    let tables = [
        (
            "members",
            "total(length(email) + length(name) + length(role))",
        ),
        ("tokens", "total(1 + coalesce(revoked_at, 0))"),
        ("people", "count(*)"),
        ("touchpoints", "count(*)"),
        ("person_state", "total(revision)"),
        ("testimonials", "total(revision + 1)"),
        ("consents", "count(*)"),
        ("widgets", "total(updated_at)"),
        ("imports", "total(rows_done + 1 + length(state))"),
        ("events", "count(*)"),
        ("asks", "total(length(state))"),
        ("plan_items", "total(revision)"),
        ("metric_reviews", "count(*)"),
        ("saved_views", "total(length(name) + length(query))"),
        ("segments", "total(people)"),
        ("recomputations", "total(done + length(state))"),
        ("programs", "total(length(name) + settings_revision)"),
    ];
    let mut parts = Vec::new();
    for (table, what) in tables {
        let sql = format!("SELECT CAST({what} AS INTEGER) FROM {table} WHERE program_id = ?1");
        parts.push(format!(
            "{table} {}",
            database::count(&database, &sql, program.slug())
        ));
    }
    parts.join(", ")
}

/// A case by itself, for other modules that try every route.
pub(crate) fn all_cases(program: &Program) -> impl Iterator<Item = (&'static Route, Case)> {
    let mut cases = Cases::new(program);
    // Each prepared when its turn comes: what one changes, the next must have seen.
    ALL.iter().map(move |route| (route, cases.prepare(route)))
}
