//! Who is signed in, and the program that the page is about.

use laurel_api::endpoint::{
    InProgram, NoPath, OfImport, OfPerson, OfTestimonial, OfToken, OfView, OfWidget,
};
use laurel_api::endpoints::{EndSession, GetSession};
use laurel_api::members::{Membership, Session};
use laurel_api::{NoBody, NoQuery};
use laurel_domain::role::{Permission, Role};
use laurel_domain::{ImportId, PersonId, ProgramId, TestimonialId, TokenId, ViewId, WidgetId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::call;
use crate::hooks::use_remote::use_remote;
use crate::ui::loaded::loaded;
use crate::ui::toast::Toasts;
use crate::words::t;

/// The session, for everything below [`SessionGate`].
#[derive(Clone, Copy)]
pub struct SignedIn(StoredValue<Session>);

impl SignedIn {
    /// The address that signed in.
    pub fn email(self) -> String {
        self.0.with_value(|session| session.email.to_string())
    }

    /// The programs of this address, by name.
    pub fn memberships(self) -> Vec<Membership> {
        self.0.with_value(|session| session.memberships.clone())
    }

    /// The membership in the program with this slug.
    pub fn membership(self, slug: &str) -> Option<Membership> {
        self.0.with_value(|session| {
            session
                .memberships
                .iter()
                .find(|membership| membership.program.as_str() == slug)
                .cloned()
        })
    }
}

/// The session.
pub fn use_session() -> SignedIn {
    expect_context()
}

/// The program that the page is about, and what the signed-in member may do in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrentProgram(pub Membership);

/// The program that the page is about. Only for components inside a program's page.
pub fn use_program() -> CurrentProgram {
    expect_context()
}

impl CurrentProgram {
    /// The slug.
    pub fn id(&self) -> ProgramId {
        self.0.program.clone()
    }

    /// The brand's name.
    pub fn program_name(&self) -> &str {
        &self.0.program_name
    }

    /// The member's role.
    pub fn role(&self) -> Role {
        self.0.role
    }

    /// Whether the member's role includes this.
    pub fn may(&self, permission: Permission) -> bool {
        self.0.role.may(permission)
    }

    /// The address of a page of this program; `page` is empty for the overview, else such as `people?q=a`.
    pub fn href(&self, page: &str) -> String {
        let separator = if page.is_empty() { "" } else { "/" };
        format!("/app/{}{separator}{page}", self.0.program)
    }

    /// The path of endpoints of the program itself.
    pub fn path(&self) -> InProgram {
        InProgram { program: self.id() }
    }

    /// The path of endpoints of a person.
    pub fn person(&self, person: PersonId) -> OfPerson {
        OfPerson {
            program: self.id(),
            person,
        }
    }

    /// The path of endpoints of a testimonial.
    pub fn testimonial(&self, testimonial: TestimonialId) -> OfTestimonial {
        OfTestimonial {
            program: self.id(),
            testimonial,
        }
    }

    /// The path of endpoints of a saved view.
    pub fn view(&self, view: ViewId) -> OfView {
        OfView {
            program: self.id(),
            view,
        }
    }

    /// The path of endpoints of a widget.
    pub fn widget(&self, widget: WidgetId) -> OfWidget {
        OfWidget {
            program: self.id(),
            widget,
        }
    }

    /// The path of endpoints of an import.
    pub fn import(&self, import: ImportId) -> OfImport {
        OfImport {
            program: self.id(),
            import,
        }
    }

    /// The path of endpoints of an API token.
    pub fn token(&self, token: TokenId) -> OfToken {
        OfToken {
            program: self.id(),
            token,
        }
    }
}

/// Shows its children once it is known who is signed in; nobody: leads to sign-in.
#[component]
pub fn SessionGate(children: ChildrenFn) -> impl IntoView {
    let session = use_remote::<GetSession>(|| Some((NoPath {}, NoQuery {})));
    loaded(session, t().shell_opening(), move |answer| {
        let session = answer.with_untracked(|answer| answer.session.clone());
        provide_context(SignedIn(StoredValue::new(session)));
        children().into_any()
    })
}

/// Ends the session and leaves the app; `toasts` says when that did not work out.
pub fn sign_out(toasts: Toasts) {
    spawn_local(async move {
        match call::<EndSession>(&NoPath {}, &NoQuery {}, &NoBody {}).await {
            Ok(NoBody {}) => leave("/"),
            Err(error) => toasts.problem(error.to_string()),
        }
    });
}

/// Leads to sign-in; from there back to this page.
pub fn leave_to_sign_in() {
    let location = window().location();
    let here = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    let query = serde_urlencoded::to_string([("return", here)]).unwrap_or_default();
    leave(&format!("/?{query}"));
}

fn leave(url: &str) {
    // Nothing is left to do when the browser refuses to navigate.
    _ = window().location().assign(url);
}
