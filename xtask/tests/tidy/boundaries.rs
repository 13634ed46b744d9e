//! Which crate may depend on which, read from `cargo tree`.

use std::process::Command;

use crate::repository::{assert_none, files, root};

/// All packages that `package` is compiled with for wasm, itself included.
fn dependencies(package: &str) -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree", "--edges", "normal", "--prefix", "none", "--format", "{p}",
        ])
        .args(["--target", "wasm32-unknown-unknown", "--package", package])
        .current_dir(root())
        .output()
        .expect("cargo tree runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo tree -p {package}: {errors}");
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

/// Whether a package belongs to a platform: the browser, the Workers runtime, or a page framework.
fn is_platform(name: &str) -> bool {
    let families = [
        "wasm-bindgen",
        "js-sys",
        "web-sys",
        "worker",
        "leptos",
        "gloo",
        "plotters-canvas",
    ];
    families.iter().any(|family| {
        name.strip_prefix(family)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
    })
}

#[test]
fn the_rules_know_no_platform() {
    let mut found = Vec::new();
    for package in [
        "laurel-domain",
        "laurel-store",
        "laurel-publication",
        "laurel-ingest",
        "laurel-api",
        "laurel-imports",
    ] {
        for name in dependencies(package) {
            if is_platform(&name) {
                found.push(format!("{package} depends on {name}"));
            }
        }
    }
    assert_none(
        "domain, store, publication, ingest, api and imports stay free of wasm, Worker and Leptos crates",
        found,
    );
}

#[test]
fn the_description_of_the_api_is_in_no_build_that_runs() {
    let mut found = Vec::new();
    for package in ["laurel-worker", "laurel-app"] {
        let describes = |name: &String| name.starts_with("schemars") || name == "laurel-openapi";
        found.extend(dependencies(package).into_iter().filter(describes));
    }
    assert_none("the feature `schema` is off in Worker and app", found);
}

#[test]
fn the_charts_draw_on_any_backend() {
    // plotters itself brings the wasm-bindgen family along; the canvas is the app's own choice.
    let brings_along = ["wasm-bindgen", "js-sys", "web-sys"];
    let found = dependencies("laurel-charts")
        .into_iter()
        .filter(|name| is_platform(name))
        .filter(|name| !brings_along.iter().any(|known| name.starts_with(known)))
        .collect();
    assert_none("charts is generic over the drawing backend", found);
}

#[test]
fn the_way_into_the_data_is_one_way() {
    // From the bottom up: each uses all before it and none behind it.
    let street = [
        "laurel-domain",
        "laurel-store",
        "laurel-ingest",
        "laurel-worker",
    ];
    let mut found = Vec::new();
    for (at, package) in street.iter().enumerate() {
        let names = dependencies(package);
        for (other, name) in street.iter().enumerate() {
            let depends = names.iter().any(|found| found == name);
            if depends && other > at {
                found.push(format!("{package} depends on {name}"));
            }
            if !depends && other < at {
                found.push(format!("{package} does without {name}"));
            }
        }
    }
    assert_none("domain ← store ← ingest ← worker", found);
}

#[test]
fn who_signs_in_knows_nothing_of_recording() {
    let mut found = Vec::new();
    for file in files()
        .iter()
        .filter(|file| file.path.starts_with("worker/src/auth"))
    {
        if file.text.contains("laurel_ingest") {
            found.push(file.path.clone());
        }
    }
    assert_none("auth knows store, never ingest", found);
}

#[test]
fn no_file_is_compiled_into_two_crates() {
    let mut found = Vec::new();
    // Measures the app's own drawing, which is an application's and no crate's to use.
    let bench = "tests/bench/charts/src/lib.rs";
    let sources = files();
    let sources = sources.iter().filter(|file| file.is(&[".rs"]));
    for file in sources.filter(|file| file.path != bench) {
        for line in file.text.lines().map(str::trim) {
            if line.starts_with("#[path") && line.contains("..") {
                found.push(format!("{}: {line}", file.path));
            }
        }
    }
    assert_none("no `#[path]` leaves its folder", found);
}

#[test]
fn the_domain_knows_no_json() {
    let found = dependencies("laurel-domain");
    let found = found
        .into_iter()
        .filter(|name| name == "serde_json")
        .collect();
    assert_none("domain has no serde_json", found);
}

#[test]
fn app_and_worker_meet_only_through_the_api() {
    let mut found = Vec::new();
    for (package, other) in [
        ("laurel-app", "laurel-worker"),
        ("laurel-worker", "laurel-app"),
    ] {
        let names = dependencies(package);
        assert!(
            names.iter().any(|name| name == "laurel-api"),
            "{package} uses the api crate"
        );
        if names.iter().any(|name| name == other) {
            found.push(format!("{package} depends on {other}"));
        }
    }
    assert_none("app and worker never depend on each other", found);
}

#[test]
fn public_pages_need_no_page_framework() {
    let frameworks = ["leptos", "tachys", "reactive_graph"];
    let mut found = Vec::new();
    for package in ["laurel-pages", "laurel-worker"] {
        for name in dependencies(package) {
            if frameworks.iter().any(|known| name.starts_with(known)) {
                found.push(format!("{package} depends on {name}"));
            }
        }
    }
    assert_none(
        "the Worker renders with templates that compile to string pushes",
        found,
    );
}
