//! The wall, the framed document, and what they tell search engines.

use insta::assert_snapshot;
use laurel_domain::testimonial::Relationship;
use laurel_pages::{EmbedDocument, Layout, Theme, WallPage, embed_document, wall_page};
use serde_json::Value;

use crate::fixtures::{self, HOSTILE, PROGRAM, english, testimonial};
use crate::readable;

fn structured_data(html: &str) -> Option<Value> {
    let (_, rest) = html.split_once(r#"<script type="application/ld+json">"#)?;
    let (json, _) = rest.split_once("</script>")?;
    serde_json::from_str(json).ok()
}

fn full_page() -> WallPage {
    let mut employee = testimonial("2", "I work on the line and drink from it every day.", 5);
    employee.relationship = Relationship::Employee;
    let mut imported = testimonial("3", "Leaks a little.", 2);
    imported.source = Some("Trade fair guest book".to_owned());
    imported.author = None;
    imported.headline = None;
    let mut excerpt = testimonial("4", HOSTILE, 4);
    excerpt.excerpt_of_longer = true;
    excerpt.incentive = Some("a pound of tea".to_owned());
    let mut page = fixtures::wall_page(vec![
        testimonial("1", "Quiet.", 5),
        employee,
        imported,
        excerpt,
    ]);
    page.more_url = Some("/p/demo?after=4".to_owned());
    page
}

#[test]
fn a_wall() {
    let html = wall_page(&english(), full_page());
    for printed in [
        "Works for the company",
        "Offered to everyone who sends a story: a pound of tea",
        "Trade fair guest book",
        "average of all 1,204 published ratings",
        "Excerpt · ",
    ] {
        assert!(html.contains(printed), "{printed}");
    }
    assert_snapshot!(readable(&html));
}

#[test]
fn search_engines_hear_of_own_customers_only() {
    let data = structured_data(&wall_page(&english(), full_page())).unwrap();
    assert_eq!(data["@type"], "Product");
    assert_eq!(data["aggregateRating"]["ratingCount"], 353);
    let bodies: Vec<&str> = data["review"]
        .as_array()
        .unwrap()
        .iter()
        .map(|review| review["reviewBody"].as_str().unwrap())
        .collect();
    assert_eq!(bodies, ["Quiet.", HOSTILE]);
}

#[test]
fn without_a_product_there_is_no_structured_data() {
    let mut page = full_page();
    page.product = None;
    assert!(!wall_page(&english(), page).contains("ld+json"));
}

#[test]
fn a_selection_says_who_selected() {
    let mut page = full_page();
    page.wall.widget.selected_by = Some(PROGRAM.to_owned());
    page.wall.widget.show_rating = false;
    let html = wall_page(&english(), page);
    assert!(html.contains("Selected by <bdi>Fern &amp; Kettle</bdi>"));
    assert!(!html.contains("average of"));
}

#[test]
fn an_empty_wall_says_what_to_do() {
    let mut page = fixtures::wall_page(Vec::new());
    page.wall.rating = None;
    page.product = None;
    assert_snapshot!(readable(&wall_page(&english(), page)));
}

#[test]
fn a_framed_wall() {
    let mut wall = full_page().wall;
    wall.widget.layout = Layout::List;
    wall.widget.theme = Theme::Dark;
    let html = embed_document(
        &english(),
        EmbedDocument {
            program_name: PROGRAM.to_owned(),
            wall,
        },
    );
    assert!(html.contains(r#"data-theme="dark""#));
    assert!(!html.contains("site-head"));
    assert_snapshot!(readable(&html));
}

#[test]
fn the_payload_keeps_its_shape() {
    insta::assert_json_snapshot!(full_page().wall);
}
