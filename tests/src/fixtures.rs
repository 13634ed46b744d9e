//! Programs to work in: each test takes fresh ones, with a member of every role, somebody who is only
//! a person, and API tokens of every scope.
//!
//! There is no API that creates programs. So all of them are put into the database in one short
//! transaction before the first request, and handed out one by one.

use std::sync::atomic::{AtomicUsize, Ordering};

use laurel_api::endpoint::{InProgram, OfPerson, OfTestimonial, OfWidget};
use laurel_api::endpoints::{CreateWidget, GetTestimonial, ListPeople, RecordTouchpoints};
use laurel_api::people::{PeopleQuery, Person};
use laurel_api::testimonials::{Testimonial, TestimonialDetailResponse};
use laurel_api::touchpoints::{NewTouchpoint, RecordOutcome, RecordRequest};
use laurel_api::widgets::{Layout, Widget, WidgetRequest};
use laurel_api::{NoBody, NoQuery};
use laurel_domain::{PersonId, ProgramId, TestimonialId, Timestamp, TokenId, WidgetId};
use rusqlite::{Connection, Transaction, params};
use serde_json::{Value, json};

use crate::client::Client;
use crate::database::{self, digest};
use crate::server::{Server, server};
use crate::wait::now_millis;

/// How many programs there are for one run of a test binary.
const PROGRAMS: usize = 360;

/// In milliseconds.
const DAY: i64 = 86_400_000;

/// The roles of a program's members, from the mightiest on.
pub const ROLES: [&str; 4] = ["owner", "editor", "moderator", "viewer"];

/// The scopes of a program's API tokens: one token each, and one with all of them.
pub const SCOPES: [&str; 5] = ["view", "moderate", "edit", "manage", ALL_SCOPES];

/// All that a token can be allowed.
pub const ALL_SCOPES: &str = "view,moderate,edit,manage";

/// A program for one test.
#[derive(Debug, Clone)]
pub struct Program {
    /// Its id.
    pub id: ProgramId,
}

/// A program that no other test uses.
///
/// # Panics
/// When there are more tests than programs.
pub fn program() -> Program {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let run = &server().run;
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    assert!(
        number < PROGRAMS,
        "there are more tests than programs: raise PROGRAMS"
    );
    Program::named(&slug(run, number))
}

/// Puts the programs of a run into a server's database.
///
/// # Panics
/// When it cannot be written.
pub(crate) fn insert_all(server: &Server) {
    let mut connection = database::write(&server.state);
    insert(
        &mut connection,
        (0..=PROGRAMS).map(|number| slug(&server.run, number)),
    );
    insert_old_story(&connection, &slug(&server.run, PROGRAMS)).expect("an old story");
}

/// The id of the story of [`old_story`].
const OLD_STORY: &str = "019a8b5c-1000-7000-8000-0000000000aa";

/// A program with a story that was sent before languages were stored.
///
/// # Panics
/// Never: the id is one.
pub fn old_story() -> (Program, TestimonialId) {
    let program = Program::named(&slug(&server().run, PROGRAMS));
    (program, OLD_STORY.parse().expect("an id"))
}

fn insert_old_story(database: &Connection, slug: &str) -> rusqlite::Result<()> {
    let now = now_millis();
    database.execute(
        "INSERT INTO testimonials (program_id, testimonial_id, submission_id, receipt_hash, source, quote, author,
           email, relationship, state, consent_website, consent_social_media, consent_sales_material, revision,
           said_at, created_at, updated_at)
         VALUES (?1, ?2, '019a8b5c-1000-7000-8000-0000000000ab', ?3, 'form', ?4, 'Ada', ?5, 'customer', 'pending',
           1, 0, 0, 1, ?6, ?6, ?6)",
        params![
            slug,
            OLD_STORY,
            digest(slug),
            "I fixed forty watches under this lamp.",
            address("ada", slug),
            now
        ],
    )?;
    Ok(())
}

fn slug(run: &str, number: usize) -> String {
    format!("{run}-{number}")
}

/// Puts programs into a database, in one transaction.
///
/// # Panics
/// When they cannot be written.
pub fn insert(connection: &mut Connection, slugs: impl Iterator<Item = String>) {
    let transaction = connection
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .expect("the database can be written");
    for slug in slugs {
        insert_program(&transaction, &slug).expect("a program's rows");
    }
    transaction.commit().expect("the programs are there");
}

fn insert_program(database: &Transaction<'_>, slug: &str) -> rusqlite::Result<()> {
    let now = now_millis();
    let later = now + DAY;
    database.execute(
        "INSERT INTO programs (program_id, name, product_name, created_at) VALUES (?1, ?2, ?3, ?4)",
        params![slug, format!("Brand {slug}"), format!("Lamp {slug}"), now],
    )?;
    for role in ROLES {
        database.execute(
            "INSERT INTO members (program_id, email, name, role, created_at) VALUES (?1, ?2, ?3, ?3, ?4)",
            params![slug, address(role, slug), role, now],
        )?;
    }
    for who in ROLES.into_iter().chain(["advocate"]) {
        database.execute(
            "INSERT INTO sessions (token_hash, email, created_at, expires_at) VALUES (?1, ?2, ?3, ?4)",
            params![digest(&session_secret(who, slug)), address(who, slug), now, later],
        )?;
    }
    let tokens = SCOPES
        .into_iter()
        .map(|scopes| (scopes, None))
        .chain([("revoked", Some(now))]);
    for (position, (label, revoked_at)) in tokens.enumerate() {
        let mut random = [0; 10];
        random[0] = position as u8;
        let id = TokenId::new(Timestamp::from_millis(now), random);
        let scopes = if revoked_at.is_some() {
            ALL_SCOPES
        } else {
            label
        };
        database.execute(
            "INSERT INTO tokens (program_id, token_id, token_hash, label, scopes, created_by, created_at, revoked_at)
             VALUES (?1, ?2, ?3, ?4, ?5, 'fixture', ?6, ?7)",
            params![slug, id.to_string(), digest(&token_secret(label, slug)), label, scopes, now, revoked_at],
        )?;
    }
    // An editor's sessions that nobody used for just over two weeks, and for a day.
    for (who, idle) in [("idle", 14 * DAY + 60_000), ("rested", DAY)] {
        database.execute(
            "INSERT INTO sessions (token_hash, email, created_at, expires_at, last_used_at, browser)
             VALUES (?1, ?2, ?3, ?4, ?5, 'Safari|iOS')",
            params![
                digest(&session_secret(who, slug)),
                address("editor", slug),
                now - 20 * DAY,
                later,
                now - idle
            ],
        )?;
    }
    // A sign-in link whose ten minutes are over.
    database.execute(
        "INSERT INTO sign_in_links (token_hash, email, browser_hash, created_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            digest(&expired_link(slug)),
            address("viewer", slug),
            digest(&expired_link(slug)),
            now - 600_001,
            now - 1
        ],
    )?;
    Ok(())
}

fn expired_link(slug: &str) -> String {
    digest(&format!("expired link of {slug}"))
}

fn address(who: &str, slug: &str) -> String {
    format!("{who}@{slug}.example")
}

fn session_secret(who: &str, slug: &str) -> String {
    format!("{:0>64}", digest(&format!("session of {who} in {slug}")))
}

fn token_secret(label: &str, slug: &str) -> String {
    format!("laurel_{}", digest(&format!("token {label} of {slug}")))
}

impl Program {
    /// A program that was inserted with [`insert`].
    ///
    /// # Panics
    /// When the text is no slug.
    pub fn named(slug: &str) -> Self {
        Self {
            id: ProgramId::parse(slug).expect("a slug"),
        }
    }

    /// The slug.
    pub fn slug(&self) -> &str {
        self.id.as_str()
    }

    /// The address of a member, or of the `advocate` who is only a person.
    pub fn email(&self, who: &str) -> String {
        address(who, self.slug())
    }

    /// The session's secret of a member or of the `advocate`.
    pub fn session_secret(&self, who: &str) -> String {
        session_secret(who, self.slug())
    }

    /// The token of a viewer's sign-in link that has expired, and of the browser that asked for it.
    pub fn expired_link(&self) -> String {
        expired_link(self.slug())
    }

    /// A browser in which a member or the `advocate` is signed in.
    pub fn session(&self, who: &str) -> Client {
        Client::session(&self.session_secret(who))
    }

    /// The secret of a token with these scopes, or of the `revoked` one.
    pub fn token_secret(&self, scopes: &str) -> String {
        token_secret(scopes, self.slug())
    }

    /// A program with a token.
    pub fn token(&self, scopes: &str) -> Client {
        Client::token(&self.token_secret(scopes))
    }

    /// The owner's browser.
    pub fn owner(&self) -> Client {
        self.session("owner")
    }

    /// A path of the API in this program.
    pub fn api(&self, rest: &str) -> String {
        format!("/api/v1/programs/{}{rest}", self.slug())
    }

    /// Replaces the rules by what `change` makes of them, as whom the client is. Answers those before.
    ///
    /// # Panics
    /// When they cannot be read or are refused.
    pub fn replace_rules(&self, client: &Client, change: impl FnOnce(&mut Value)) -> Value {
        let path = self.api("/settings");
        let answer: Value = client.get(&path).json();
        let mut changed = answer["settings"].clone();
        change(&mut changed);
        let put = client
            .request("PUT", &path)
            .json(&json!({ "settings": changed }))
            .header("if-match", &format!("\"{}\"", answer["revision"]))
            .send();
        assert_eq!(put.status, 200, "{}", put.text());
        answer["settings"].clone()
    }

    /// A public path of this program.
    pub fn public(&self, rest: &str) -> String {
        format!("/p/{}{rest}", self.slug())
    }

    /// The path parameters of an endpoint without further ones.
    pub fn path(&self) -> InProgram {
        InProgram {
            program: self.id.clone(),
        }
    }

    /// Those of a person.
    pub fn of_person(&self, person: PersonId) -> OfPerson {
        OfPerson {
            program: self.id.clone(),
            person,
        }
    }

    /// Those of a testimonial.
    pub fn of_testimonial(&self, testimonial: TestimonialId) -> OfTestimonial {
        OfTestimonial {
            program: self.id.clone(),
            testimonial,
        }
    }

    /// Those of a widget.
    pub fn of_widget(&self, widget: WidgetId) -> OfWidget {
        OfWidget {
            program: self.id.clone(),
            widget,
        }
    }

    /// Records touchpoints.
    ///
    /// # Panics
    /// When they are refused.
    pub fn record(&self, touchpoints: Vec<NewTouchpoint>) -> RecordOutcome {
        let request = RecordRequest { touchpoints };
        let client = self.token("edit");
        client
            .ok::<RecordTouchpoints>(&self.path(), &NoQuery {}, &request)
            .outcome
    }

    /// The only person that a search finds.
    ///
    /// # Panics
    /// When it finds none or several.
    pub fn find_person(&self, q: &str) -> Person {
        let query = PeopleQuery {
            q: Some(q.to_owned()),
            ..PeopleQuery::default()
        };
        let mut people = self
            .owner()
            .ok::<ListPeople>(&self.path(), &query, &NoBody {})
            .people;
        assert_eq!(people.len(), 1, "people found with {q}");
        people.remove(0)
    }

    /// A testimonial with its consents and history.
    ///
    /// # Panics
    /// When it is not there.
    pub fn testimonial(&self, id: TestimonialId) -> TestimonialDetailResponse {
        self.owner()
            .ok::<GetTestimonial>(&self.of_testimonial(id), &NoQuery {}, &NoBody {})
    }

    /// Decides on a testimonial as the owner, on top of what it is now.
    ///
    /// # Panics
    /// When the decision is refused.
    pub fn decide(
        &self,
        id: TestimonialId,
        change: &laurel_api::testimonials::TestimonialChange,
    ) -> Testimonial {
        let revision = self.testimonial(id).testimonial.revision;
        let answer = self
            .owner()
            .endpoint::<laurel_api::endpoints::UpdateTestimonial>(
                &self.of_testimonial(id),
                &NoQuery {},
                change,
            )
            .header("if-match", &format!("\"{revision}\""))
            .send();
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer
            .json::<laurel_api::testimonials::TestimonialResponse>()
            .testimonial
    }

    /// Creates a widget that shows everything.
    ///
    /// # Panics
    /// When it is refused.
    pub fn create_widget(&self, tag: Option<&str>) -> Widget {
        let request = WidgetRequest {
            name: "Front page".to_owned(),
            layout: Layout::Wall,
            tag: tag.map(str::to_owned),
            show_rating: true,
            max_items: 60,
        };
        self.owner()
            .ok::<CreateWidget>(&self.path(), &NoQuery {}, &request)
            .widget
    }
}
