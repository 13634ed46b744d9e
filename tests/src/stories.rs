//! Stories sent through the public form, as an author's browser sends them.

use laurel_domain::TestimonialId;

use crate::client::{Answer, Client};
use crate::database;
use crate::fixtures::Program;
use crate::html;
use crate::server::server;

/// What an author types.
#[derive(Debug, Clone)]
pub struct Story {
    /// The form's fields by name, the submission's id among them.
    pub fields: Vec<(String, String)>,
}

/// A story that arrived.
#[derive(Debug, Clone)]
pub struct Sent {
    /// The testimonial.
    pub id: TestimonialId,
    /// The receipt's path.
    pub receipt: String,
}

impl Story {
    /// Opens the form and fills it in completely, with consent to everything.
    ///
    /// # Panics
    /// When there is no form.
    pub fn new(program: &Program, quote: &str) -> Self {
        let page = Client::anonymous().get(&program.public("/tell"));
        assert_eq!(page.status, 200, "{}", page.text());
        let submission = html::value(&page.text(), "submission").expect("the form has an id");
        let name = html::value(&page.text(), "agreed_with").expect("the form names the company");
        let shown = |field: &str| html::value(&page.text(), field).expect("what the form showed");
        let fields = [
            ("submission", submission.as_str()),
            ("agreed_with", name.as_str()),
            ("language", &shown("language")),
            ("wording", &shown("wording")),
            ("incentive", &shown("incentive")),
            ("quote", quote),
            ("rating", "5"),
            ("author", "Ada Example"),
            ("email", "ada@example.com"),
            ("headline", "Engineer"),
            ("company", "Example Ltd"),
            ("relationship", "customer"),
            ("consent_website", "yes"),
            ("consent_social_media", "yes"),
            ("consent_sales_material", "yes"),
            ("leave_empty", ""),
        ];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self {
            fields: Vec::from(fields),
        }
    }

    /// With another value in a field.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Without a field, such as a box that is not ticked.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self
    }

    /// Presses the button.
    pub fn submit(&self, program: &Program) -> Answer {
        self.submit_as(&Client::anonymous(), program)
    }

    /// Presses the button in this browser.
    pub fn submit_as(&self, client: &Client, program: &Program) -> Answer {
        let fields: Vec<(&str, &str)> = self
            .fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        client.post_form(&program.public("/tell"), &fields)
    }

    /// Sends it and follows to the receipt.
    ///
    /// # Panics
    /// When it is refused.
    pub fn send(&self, program: &Program) -> Sent {
        let answer = self.submit(program);
        let receipt = receipt_of(&answer);
        Sent {
            id: testimonial_of(program, &self.field("submission")),
            receipt,
        }
    }

    /// What a field holds; empty when it is missing.
    pub fn field(&self, wanted: &str) -> String {
        let found = self.fields.iter().find(|(name, _)| name == wanted);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    }
}

/// The path of the receipt in the latest mail to an address, which nobody else sees.
///
/// # Panics
/// When there is none.
pub fn mailed_receipt(program: &Program, recipient: &str) -> String {
    let connection = database::read(&server().state);
    let text: String = connection
        .query_row(
            "SELECT body_text FROM outbox WHERE program_id = ?1 AND recipient = ?2
             ORDER BY created_at DESC, mail_id DESC LIMIT 1",
            [program.slug(), recipient],
            |row| row.get(0),
        )
        .expect("a mail");
    let line = text.lines().find(|line| line.contains("/receipt/"));
    let link = line.expect("a link to the receipt");
    let start = link.find("/receipt/").unwrap_or_default();
    link[start..].to_owned()
}

/// The receipt's path, which stands on the page after sending.
///
/// # Panics
/// When it does not.
pub fn receipt_of(answer: &Answer) -> String {
    let thanks = if answer.status == 303 {
        let location = answer.header("location").to_owned();
        if location.starts_with("/receipt/") {
            let path = location.split('?').next().unwrap_or_default();
            return path.trim_end_matches("/thanks").to_owned();
        }
        Client::anonymous().get(&location)
    } else {
        answer.clone()
    };
    assert_eq!(thanks.status, 200, "{}", thanks.text());
    html::address(&thanks.text(), "/receipt/").expect("thanks with a link to the receipt")
}

/// The testimonial that came of a submission.
fn testimonial_of(program: &Program, submission: &str) -> TestimonialId {
    let connection = database::read(&server().state);
    let id: String = connection
        .query_row(
            "SELECT testimonial_id FROM testimonials WHERE program_id = ?1 AND submission_id = ?2",
            [program.slug(), submission],
            |row| row.get(0),
        )
        .expect("the story is stored");
    id.parse().expect("an id")
}
