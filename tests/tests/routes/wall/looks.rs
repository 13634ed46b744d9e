//! What a program and its widgets look like is published as well.

use laurel_api::testimonials::Decision;
use laurel_tests::client::Client;
use laurel_tests::fixtures::program;
use laurel_tests::wait::until;
use serde_json::json;

use super::{SOON, change, payload, shows, tell};

#[test]
fn a_change_of_how_it_looks_is_published_too() {
    let program = program();
    let widget = program.create_widget(None).id.to_string();
    let sent = tell(&program, 1).send(&program);
    program.decide(sent.id, &change(Decision::Approved));
    shows(&program, &widget, &[1]);
    let body = json!({ "product_name": "Beacon" });
    let path = program.api("");
    let answer = program.owner().request("PATCH", &path).json(&body).send();
    assert_eq!(answer.status, 200, "{}", answer.text());
    until("the new name", SOON, || {
        let wall = Client::anonymous().get(&program.public("")).text();
        let frame = Client::anonymous().get(&format!("/embed/{widget}")).text();
        (wall.contains("Beacon")
            && frame.contains("Beacon")
            && payload(&widget)["widget"]["about"] == "Beacon")
            .then_some(())
    });
    let json = Client::anonymous().get(&format!("/embed/{widget}.json"));
    assert_eq!(json.round_trips().unwrap_or(0), 0, "read by memory alone");
    let request = json!({ "name": "Front", "layout": "list", "tag": "best", "show_rating": false, "max_items": 3 });
    let path = program.api(&format!("/widgets/{widget}"));
    let answer = program
        .owner()
        .request("PUT", &path)
        .header("if-match", "\"1\"")
        .json(&request)
        .send();
    assert_eq!(answer.status, 200, "{}", answer.text());
    until("the other layout", SOON, || {
        let now = payload(&widget);
        (now["widget"]["layout"] == "list" && now["testimonials"] == json!([])).then_some(())
    });
    let path = program.api(&format!("/widgets/{widget}"));
    assert_eq!(program.owner().request("DELETE", &path).send().status, 200);
    until("the widget's end", SOON, || {
        let answer = Client::anonymous().get(&format!("/embed/{widget}.json"));
        (answer.status == 404).then_some(())
    });
}
