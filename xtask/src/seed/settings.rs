//! The demo program itself: what it sells and offers, who works in it, what it shows where.

use laurel_api::endpoint::InProgram;
use laurel_api::endpoints::{CreateWidget, ListWidgets, PutMember, UpdateProgram};
use laurel_api::members::MemberRequest;
use laurel_api::programs::ProgramChange;
use laurel_api::widgets::{Layout, WidgetRequest};
use laurel_api::{NoBody, NoQuery};
use laurel_domain::ProgramId;
use laurel_domain::role::Role;

use super::OWNER;
use crate::client::Client;
use crate::error::Result;

/// Who works in the program, by name, address and role.
const MEMBERS: &[(&str, &str, Role)] = &[
    ("Maren Tveiten", OWNER, Role::Owner),
    ("Tobias Nnamdi", "tobias@halvlys.example.com", Role::Editor),
    (
        "Yuki Haraldsen",
        "yuki@halvlys.example.com",
        Role::Moderator,
    ),
    ("Sunniva Bakke", "sunniva@halvlys.example.com", Role::Viewer),
];

/// Says what the program is about, as its owner.
pub(super) fn fill(owner: &Client, program: &ProgramId) -> Result<()> {
    let path = InProgram {
        program: program.clone(),
    };
    let change = ProgramChange {
        product_type: Some(String::from("Product")),
        website: Some(String::from("https://halvlys.example.com")),
        incentive: Some(String::from(
            "A tin of walnut oil for every story, whatever it says",
        )),
        ..ProgramChange::default()
    };
    owner.call_patiently::<UpdateProgram>(&path, &NoQuery {}, &change)?;
    for (name, email, role) in MEMBERS {
        let member = MemberRequest {
            email: (*email).to_owned(),
            name: Some((*name).to_owned()),
            role: Some(*role),
        };
        owner.call_patiently::<PutMember>(&path, &NoQuery {}, &member)?;
    }
    Ok(())
}

/// Makes the widgets that are not there. The sample page shows the first.
pub(super) fn make_widgets(client: &Client, program: &ProgramId) -> Result<()> {
    let path = InProgram {
        program: program.clone(),
    };
    let there = client
        .call_patiently::<ListWidgets>(&path, &NoQuery {}, &NoBody {})?
        .widgets;
    let wanted = [
        WidgetRequest {
            name: String::from("Wall on the home page"),
            layout: Layout::Wall,
            tag: None,
            show_rating: true,
            max_items: 20,
        },
        WidgetRequest {
            name: String::from("List for the page about lamps at work"),
            layout: Layout::List,
            tag: Some(String::from("business")),
            show_rating: false,
            max_items: 8,
        },
    ];
    for widget in wanted {
        if there.iter().all(|found| found.name != widget.name) {
            client.call::<CreateWidget>(&path, &NoQuery {}, &widget)?;
        }
    }
    Ok(())
}
