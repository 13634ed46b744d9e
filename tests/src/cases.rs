//! One valid request for every route: for the authorization test, and for the one that counts rows.
//!
//! Long because each route is a case of one match.

use crate::client::{Answer, Client, Request};
use crate::database::digest;
use crate::fixtures::Program;
use laurel_api::Route;
use serde_json::{Value, json};

/// A request that succeeds for whoever may send it.
#[derive(Debug, Clone)]
pub struct Case {
    method: &'static str,
    path: String,
    body: Option<Value>,
    /// The id in the path, when there is one besides the program's.
    id: Option<String>,
    revision: Option<u64>,
}

impl Case {
    /// The request of a client.
    pub fn request(&self, client: &Client) -> Request {
        let mut request = client.request(self.method, &self.path);
        if let Some(body) = &self.body {
            request = request.json(body);
        }
        match self.revision {
            Some(revision) => request.header("if-match", &format!("\"{revision}\"")),
            None => request,
        }
    }

    /// Sends it.
    pub fn send(&self, client: &Client) -> Answer {
        self.request(client).send()
    }

    /// The same in another program.
    #[must_use]
    pub fn in_program(&self, from: &Program, to: &str) -> Self {
        let slash = |slug: &str| format!("/programs/{slug}");
        let path = self.path.replacen(&slash(from.slug()), &slash(to), 1);
        Self {
            path,
            ..self.clone()
        }
    }

    /// The same with another id.
    ///
    /// # Panics
    /// When there is none in the path.
    #[must_use]
    pub fn with_id(&self, id: &str) -> Self {
        let known = self.id.as_ref().expect("a path with an id");
        Self {
            path: self.path.replacen(known, id, 1),
            id: Some(id.to_owned()),
            ..self.clone()
        }
    }
}

/// A check of the plan of one's own.
fn own_check() -> Value {
    json!({ "phase": "activation", "title": "Support knows our advocates" })
}

/// A widget's configuration.
pub fn widget() -> Value {
    json!({ "name": "Wall", "layout": "wall", "tag": null, "show_rating": true, "max_items": 12 })
}

/// Prepares what the routes of one program need.
pub struct Cases {
    program: Program,
    count: u32,
}

impl Cases {
    /// For this program.
    pub fn new(program: &Program) -> Self {
        Self {
            program: program.clone(),
            count: 0,
        }
    }

    /// A request for this route, with everything that it needs newly created.
    ///
    /// # Panics
    /// When the route has no case, or something cannot be created.
    pub fn prepare(&mut self, route: &Route) -> Case {
        self.count += 1;
        let number = self.count;
        let (id, query, body, revision) = match route.name {
            "EndOneSession" => {
                // None of whoever calls, and so ended already.
                let id = "019a8b5c-1000-8000-8000-000000000070";
                (Some(id.to_owned()), None, None, None)
            }
            "GetSession" | "EndSession" | "ListSessions" | "EndOtherSessions" | "GetProgram"
            | "ListMembers" | "ListTokens" | "ListPeople" | "ListAsks" | "ListAdvocates"
            | "GetFunnel" | "GetFlywheel" | "GetPyramid" | "GetReadiness" | "ListTestimonials"
            | "ListWidgets" | "ListViews" | "ListImports" | "ListSegments" | "GetSettings"
            | "GetOverview" | "GetPlan" | "ListEvents" | "ListJobs" => (None, None, None, None),
            "PutSettings" => {
                let (revision, settings) = self.settings();
                let body = json!({ "settings": settings });
                (None, None, Some(body), Some(revision))
            }
            "PreviewFunnel" => {
                let (_, settings) = self.settings();
                let body = json!({ "stages": settings["stages"] });
                (None, None, Some(body), None)
            }
            "StepRecomputation" => {
                self.change_settings();
                (None, None, Some(json!({ "people": 1 })), None)
            }
            "ChangeRecomputation" => {
                self.change_settings();
                (None, None, Some(json!({ "paused": true })), None)
            }
            "RetryJob" => (None, None, Some(json!({ "kind": "refresh" })), None),
            "UpdateProgram" => (
                None,
                None,
                Some(json!({ "name": format!("Brand {number}") })),
                None,
            ),
            "PutMember" => (None, None, Some(self.member()), None),
            "RemoveMember" => {
                let member = self.member();
                self.create("PUT", "/members", &member);
                let query = format!("email={}", member["email"].as_str().unwrap());
                (None, Some(query), None, None)
            }
            "CreateToken" => (None, None, Some(token()), None),
            "RevokeToken" => (
                Some(self.created("/tokens", &token(), "token")),
                None,
                None,
                None,
            ),
            "GetPerson" | "GetChain" | "ListTouchpoints" | "ExportPerson" => {
                (Some(self.person()), None, None, None)
            }
            "ErasePerson" => (
                Some(self.person()),
                Some("confirm=erase".to_owned()),
                None,
                None,
            ),
            "UpdatePerson" => (
                Some(self.person()),
                None,
                Some(json!({ "industry": "Design" })),
                None,
            ),
            "ChangeTags" => (
                Some(self.person()),
                None,
                Some(json!({ "add": ["press"] })),
                None,
            ),
            "RecordTouchpoints" => (None, None, Some(self.touchpoints()), None),
            "ListPyramidPeople" => (None, Some("need_level=1".to_owned()), None, None),
            "ListMoves" => (None, Some("direction=rose".to_owned()), None, None),
            "SetMotivation" => {
                let body = json!({ "people": [self.person()], "motivation": "status" });
                (None, None, Some(body), None)
            }
            "CreateAsks" => {
                let body = json!({ "people": [self.person()], "kind": "review" });
                (None, None, Some(body), None)
            }
            "UpdateAsks" => {
                let body = json!({ "people": [self.person()], "kind": "review" });
                let asked = self.create("POST", "/asks", &body);
                let body = json!({ "asks": [asked["outcomes"][0]["ask"]], "state": "declined" });
                (None, None, Some(body), None)
            }
            "GetTestimonial" => (Some(self.testimonial()), None, None, None),
            "UpdateTestimonial" => (
                Some(self.testimonial()),
                None,
                Some(json!({ "tags": ["light"] })),
                Some(1),
            ),
            "UndoTestimonial" => {
                let id = self.testimonial();
                self.approve(&id);
                (Some(id), None, Some(json!({})), Some(2))
            }
            "RecordConsent" => {
                let body = json!({ "purpose": "website", "given": false,
                    "wording": "Take my words off your website.", "evidence": "ticket 4711" });
                (Some(self.testimonial()), None, Some(body), Some(1))
            }
            "SetLicence" => (
                Some(self.testimonial()),
                None,
                Some(json!({ "licence": "CC BY 4.0" })),
                Some(1),
            ),
            "CreateWidget" => (None, None, Some(widget()), None),
            "UpdateWidget" => (
                Some(self.created("/widgets", &widget(), "widget")),
                None,
                Some(widget()),
                Some(1),
            ),
            "DeleteWidget" => (
                Some(self.created("/widgets", &widget(), "widget")),
                None,
                None,
                None,
            ),
            "CreateView" => (None, None, Some(self.view()), None),
            "ChangeView" => (
                Some(self.created("/views", &self.view(), "view")),
                None,
                Some(json!({ "name": format!("Renamed {number}") })),
                None,
            ),
            "DeleteView" => (
                Some(self.created("/views", &self.view(), "view")),
                None,
                None,
                None,
            ),
            "AddOwnCheck" => (None, None, Some(own_check()), None),
            "UpdatePlanItem" => {
                let item = self.create("POST", "/plan", &own_check())["item"].clone();
                let body = Some(json!({ "note": "Asked support." }));
                (item.as_str().map(str::to_owned), None, body, Some(1))
            }
            "RemoveOwnCheck" => {
                let item = self.create("POST", "/plan", &own_check())["item"].clone();
                (item.as_str().map(str::to_owned), None, None, None)
            }
            "ReviewMetric" => {
                let body = json!({ "metric": "funnel", "note": "Trials stall." });
                (None, None, Some(body), None)
            }
            "StartImport" => (None, None, Some(self.import(1)), None),
            "GetImport" => (Some(self.started()), None, None, None),
            "CancelImport" => (Some(self.started()), None, Some(json!({})), None),
            "CheckBatch" => {
                let key = &digest(&format!("row {}", self.count))[..32];
                let row = json!({ "key": key, "similar": &key[..16], "mark": &key[..16] });
                (
                    None,
                    None,
                    Some(json!({ "kind": "reviews", "rows": [row] })),
                    None,
                )
            }
            "ImportBatch" => {
                let id = self.started();
                (
                    Some(id),
                    None,
                    Some(json!({ "first_row": 0, "rows": self.reviews() })),
                    None,
                )
            }
            unknown => panic!("{unknown} is not in the authorization matrix: give it a case here"),
        };
        let mut path = route.path.replace("{program}", self.program.slug());
        if let (Some(start), Some(id)) = (path.find('{'), &id) {
            let end = path.find('}').expect("a closing brace");
            path.replace_range(start..=end, id);
        }
        assert!(!path.contains('{'), "{path}");
        if let Some(query) = query {
            path = format!("{path}?{query}");
        }
        Case {
            method: route.method.as_str(),
            path,
            body,
            id,
            revision,
        }
    }

    fn create(&self, method: &str, rest: &str, body: &Value) -> Value {
        let answer = self
            .program
            .owner()
            .request(method, &self.program.api(rest))
            .json(body)
            .send();
        assert_eq!(answer.status, 200, "{method} {rest}: {}", answer.text());
        answer.json()
    }

    fn created(&self, rest: &str, body: &Value, what: &str) -> String {
        self.create("POST", rest, body)[what]["id"]
            .as_str()
            .expect("an id")
            .to_owned()
    }

    /// The revision of the rules, and rules that differ from those there are.
    fn settings(&self) -> (u64, Value) {
        let answer: Value = self
            .program
            .owner()
            .get(&self.program.api("/settings"))
            .json();
        let mut settings = answer["settings"].clone();
        settings["follow_days"] = json!(100 + self.count);
        (answer["revision"].as_u64().expect("a revision"), settings)
    }

    /// Queues a recomputation.
    fn change_settings(&self) {
        let (revision, settings) = self.settings();
        let answer = self
            .program
            .owner()
            .request("PUT", &self.program.api("/settings"))
            .json(&json!({ "settings": settings }))
            .header("if-match", &format!("\"{revision}\""))
            .send();
        assert_eq!(answer.status, 200, "{}", answer.text());
    }

    fn member(&self) -> Value {
        let email = format!("m{}@{}.example", self.count, self.program.slug());
        json!({ "email": email, "name": "Somebody new", "role": "viewer" })
    }

    fn touchpoints(&self) -> Value {
        let person = json!({ "external_id": made(self.count) });
        json!({ "touchpoints": [{ "person": person, "kind": "website_visit", "at": "2026-03-01T10:00:00Z" }] })
    }

    fn person(&self) -> String {
        self.create("POST", "/touchpoints", &self.touchpoints());
        self.program.find_person(&made(self.count)).id.to_string()
    }

    fn view(&self) -> Value {
        json!({ "name": format!("View {}", self.count), "page": "funnel", "query": "source=Fair" })
    }

    fn import(&self, rows: u32) -> Value {
        json!({
            "kind": "reviews",
            "file_name": "reviews.csv",
            "file_digest": digest(&format!("file {}", self.count)),
            "header_digest": digest("header"),
            "mapping": { "columns": { "quote": "text" }, "source": "Shop" },
            "rows_total": rows,
        })
    }

    fn started(&self) -> String {
        self.created("/imports", &self.import(1), "import")
    }

    fn reviews(&self) -> Value {
        let key = &digest(&format!("row {}", self.count))[..32];
        json!({ "reviews": [{ "key": key, "at": "2026-03-01T00:00:00Z", "source": "Shop",
            "quote": format!("Review number {}.", self.count) }] })
    }

    /// An imported testimonial: of these everything can be decided, the licence too.
    fn testimonial(&self) -> String {
        let import = self.started();
        let body = json!({ "first_row": 0, "rows": self.reviews() });
        self.create("POST", &format!("/imports/{import}/batches"), &body);
        let list = self
            .program
            .owner()
            .get(&self.program.api("/testimonials?limit=100&source=Shop"));
        let list: Value = list.json();
        let quote = format!("Review number {}.", self.count);
        let found = list["testimonials"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["quote"] == *quote);
        found.expect("the imported review")["id"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    fn approve(&self, id: &str) {
        let path = self.program.api(&format!("/testimonials/{id}"));
        let answer = self
            .program
            .owner()
            .request("PATCH", &path)
            .json(&json!({ "state": "approved" }))
            .header("if-match", "\"1\"")
            .send();
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
}

fn token() -> Value {
    json!({ "label": "Website", "scopes": ["view"] })
}

/// The external id of somebody newly created; it ends so that it is no other one's beginning.
fn made(number: u32) -> String {
    format!("made{number}x")
}
