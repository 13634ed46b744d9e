//! The routes that are not in the API: which there are, and that they need no sign-in.

use std::collections::BTreeSet;

use laurel_tests::client::Client;
use laurel_tests::fixtures::program;
use laurel_tests::server::root;
use laurel_tests::stories::Story;

/// Every public route of the Worker. One that is not listed fails the test below.
const PUBLIC: [&str; 24] = [
    "/",
    "/sign-in",
    "/sign-in/code",
    "/sign-in/{token}",
    "/healthz",
    "/app",
    "/app/",
    "/app/{*rest}",
    "/me",
    "/me/{*rest}",
    "/p/{program}",
    "/p/{program}/tell",
    "/receipt/{token}",
    "/receipt/{token}/thanks",
    "/receipt/{token}/consent",
    "/receipt/{token}/withdraw",
    "/receipt/{token}/export",
    "/receipt/{token}/erase",
    "/embed/{widget}",
    "/oembed",
    "/dev/outbox",
    "/dev/outbox/{mail}",
    "/dev/sign-in",
    "/dev/jobs",
];

#[test]
fn no_route_is_served_that_is_not_listed() {
    let mut files = Vec::new();
    rust_files(&root().join("worker/src"), &mut files);
    let mut found = BTreeSet::new();
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        let routes = text.split(".add(").skip(1).filter_map(|rest| {
            let (how, rest) = rest.split_once('(')?;
            if !["get", "post", "bare"].contains(&how.trim()) {
                return None;
            }
            let (path, _) = rest.trim_start().strip_prefix('"')?.split_once('"')?;
            Some(path.to_owned())
        });
        found.extend(routes);
    }
    assert!(found.len() > 8, "{found:?}");
    let unlisted: Vec<_> = found
        .iter()
        .filter(|path| !PUBLIC.contains(&path.as_str()))
        .collect();
    assert!(
        unlisted.is_empty(),
        "public routes that no test lists: {unlisted:?}"
    );
}

fn rust_files(folder: &std::path::Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

#[test]
fn everybody_may_read_what_is_public() {
    let program = program();
    let sent = Story::new(&program, "It lights my desk every evening.").send(&program);
    let widget = program.create_widget(None).id;
    let nobody = Client::anonymous();
    for path in [
        "/".to_owned(),
        "/healthz".to_owned(),
        "/app".to_owned(),
        format!("/app/{}/funnel", program.slug()),
        program.public(""),
        program.public("/tell"),
        sent.receipt.clone(),
        format!("{}/thanks", sent.receipt),
        format!("/embed/{widget}"),
        format!("/embed/{widget}.json"),
        "/v1/laurel.js".to_owned(),
        "/assets/public.css".to_owned(),
        "/assets/tell.js".to_owned(),
        "/assets/app.css".to_owned(),
        "/dev/outbox".to_owned(),
    ] {
        let answer = nobody.get(&path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        assert!(
            answer.cookie("laurel").is_none(),
            "{path} starts no session"
        );
    }
}

#[test]
fn what_is_not_there_is_not_found() {
    let nobody = Client::anonymous();
    for path in [
        "/no-such-page",
        "/p/no-such-program",
        "/p/no-such-program/tell",
        "/p/Not A Slug",
        "/receipt/0000000000000000000000000000000000000000000000000000000000000000",
        "/receipt/garbage",
        "/receipt/0000/thanks",
        "/embed/018f0000-0000-7000-8000-000000000000",
        "/embed/018f0000-0000-7000-8000-000000000000.json",
        "/embed/garbage.json",
        "/api/v1/no-such-thing",
        "/api/v2/session",
        "/.env",
        "/assets/../wrangler.toml",
        "/dev/outbox/018f0000-0000-7000-8000-000000000000",
    ] {
        let path = path.replace(' ', "%20");
        let answer = nobody.get(&path);
        assert_eq!(answer.status, 404, "{path}: {}", answer.text());
    }
}

#[test]
fn health_says_that_all_storage_answers() {
    let answer = Client::anonymous().get("/healthz");
    assert_eq!((answer.status, answer.text().as_str()), (200, "ok\n"));
}
