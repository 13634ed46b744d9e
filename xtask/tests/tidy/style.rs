//! Rules about the style sheets.

use std::collections::{BTreeMap, BTreeSet};

use crate::repository::{assert_none, files};

/// Sheets of one page or chart each; the others are for everybody.
const OF_A_PAGE: [&str; 9] = [
    "flywheel",
    "funnel",
    "import",
    "moderation",
    "overview",
    "plan",
    "stages",
    "view",
    "widget",
];

/// A class that one page's sheet styles wherever it stands must not be another thing elsewhere: all
/// sheets reach all pages of the app.
#[test]
fn a_page_keeps_its_classes_to_itself() {
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    let mut mentioned: Vec<(String, String)> = Vec::new();
    for file in files() {
        let Some(sheet) = file
            .path
            .strip_prefix("style/")
            .and_then(|name| name.strip_suffix(".css"))
        else {
            continue;
        };
        for selector in selectors(&file.text) {
            let classes = classes(&selector);
            if OF_A_PAGE.contains(&sheet)
                && let [only] = &classes[..]
                && selector.starts_with('.')
            {
                owners.insert(only.clone(), sheet.to_owned());
            }
            mentioned.extend(classes.into_iter().map(|class| (class, sheet.to_owned())));
        }
    }
    assert!(owners.len() > 40, "only {} classes found", owners.len());
    let elsewhere = mentioned.into_iter().filter_map(|(class, sheet)| {
        let owner = owners.get(&class).filter(|owner| **owner != sheet)?;
        // Paper only takes away.
        (sheet != "print").then(|| format!(".{class} of {owner}.css stands in {sheet}.css"))
    });
    let mut found: Vec<String> = elsewhere.collect();
    found.sort();
    found.dedup();
    assert_none("a page's class is in its own sheet alone", found);
}

/// A class that nothing has is a rule that nobody needs.
#[test]
fn every_class_is_used() {
    let files = files();
    let is_source = |path: &str| {
        ["app/", "crates/pages/", "embed/", "worker/"]
            .iter()
            .any(|folder| path.starts_with(folder))
    };
    let words: BTreeSet<&str> = files
        .iter()
        .filter(|file| is_source(&file.path))
        .flat_map(|file| file.text.split(|c| !is_of_name(c)))
        .collect();
    assert!(words.contains("button"), "sources were read");
    let mut found = Vec::new();
    for sheet in files.iter().filter(|file| file.path.starts_with("style/")) {
        for class in selectors(&sheet.text).iter().flat_map(|one| classes(one)) {
            if !words.contains(class.as_str()) {
                found.push(format!("{}: .{class}", sheet.path));
            }
        }
    }
    found.sort();
    found.dedup();
    assert_none("something has each class of the style sheets", found);
}

/// The selectors of a sheet, one by one.
fn selectors(sheet: &str) -> Vec<String> {
    let mut text = String::new();
    let mut rest = sheet;
    while let Some((before, comment)) = rest.split_once("/*") {
        text.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.split('{')
        .filter_map(|part| part.rsplit(['}', ';']).next())
        .filter(|prelude| !prelude.trim_start().starts_with('@'))
        .flat_map(one_by_one)
        .collect()
}

/// The selectors of a list; the commas within `:is(…)` divide none.
fn one_by_one(list: &str) -> Vec<String> {
    let mut selectors: Vec<String> = Vec::new();
    let mut is_open = false;
    for part in list.split(',') {
        match selectors.last_mut().filter(|_| is_open) {
            Some(begun) => begun.push_str(part),
            None => selectors.push(part.trim().to_owned()),
        }
        let Some(last) = selectors.last() else {
            continue;
        };
        is_open = last.matches('(').count() > last.matches(')').count();
    }
    selectors
}

/// The classes that a selector names, in order.
fn classes(selector: &str) -> Vec<String> {
    selector
        .split('.')
        .skip(1)
        .filter_map(|rest| rest.split(|c| !is_of_name(c)).next())
        .map(str::to_owned)
        .collect()
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}
