//! What an endpoint is.

use laurel_domain::plan::Item;
use laurel_domain::role::Permission;
use laurel_domain::{
    ImportId, PersonId, ProgramId, SessionId, TestimonialId, TokenId, ViewId, WidgetId,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The HTTP methods that the API uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads; safe to repeat.
    Get,
    /// Creates or acts.
    Post,
    /// Creates or replaces; safe to repeat.
    Put,
    /// Changes parts.
    Patch,
    /// Removes; safe to repeat.
    Delete,
}

impl Method {
    /// As it stands in a request line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// Who may call an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Anybody who is signed in.
    SignedIn,
    /// A member of the program in the path (or a token of it) with this permission.
    In(Permission),
}

/// What the feature `schema` asks of a type beyond reading and writing it: a JSON schema.
#[cfg(feature = "schema")]
pub trait Described: schemars::JsonSchema {}
#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> Described for T {}

/// What the feature `schema` asks of a type beyond reading and writing it; without it, nothing.
#[cfg(not(feature = "schema"))]
pub trait Described {}
#[cfg(not(feature = "schema"))]
impl<T> Described for T {}

/// How large a request's body may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyLimit {
    /// As most: 64 KB.
    Small,
    /// Hundreds of rows at once: 8 MB, which is 500 rows with the longest texts.
    Batch,
}

impl BodyLimit {
    /// In bytes.
    pub const fn bytes(self) -> usize {
        match self {
            Self::Small => 64 * 1024,
            Self::Batch => 8 * 1024 * 1024,
        }
    }
}

/// One route: method, path and types. Implemented by the marker types in [`crate::endpoints`].
pub trait Endpoint {
    /// The definition without its types.
    const ROUTE: Route;
    /// What stands in the path's braces.
    type Path: PathParams;
    /// What stands behind the question mark.
    type Query: Serialize + DeserializeOwned + Described + 'static;
    /// The JSON body that is sent.
    type Request: Serialize + DeserializeOwned + Described + 'static;
    /// The JSON body that comes back.
    type Response: Serialize + DeserializeOwned + Described + 'static;

    /// Path and query of one call.
    fn url(path: &Self::Path, query: &Self::Query) -> String {
        let mut url = path.fill(Self::ROUTE.path);
        let query = serde_urlencoded::to_string(query).unwrap_or_default();
        if !query.is_empty() {
            url.push('?');
            url.push_str(&query);
        }
        url
    }
}

/// An endpoint without its types, for lists: the authorization test walks them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// The marker type's name.
    pub name: &'static str,
    /// The method.
    pub method: Method,
    /// The path with parameters in braces.
    pub path: &'static str,
    /// Who may call it.
    pub needs: Needs,
    /// How large the body may be.
    pub body: BodyLimit,
}

/// Parameters of a path. Every value is safe in a URL as it is: a slug or an id.
pub trait PathParams: DeserializeOwned + Described + Send + 'static {
    /// The path with its braces filled.
    fn fill(&self, template: &str) -> String;
    /// The program, when the path names one.
    fn program(&self) -> Option<&ProgramId>;
}

macro_rules! path_params {
    ($( $(#[$meta:meta])* $name:ident { $( $field:ident: $type:ty ),* } )+) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub struct $name {
            /// The program.
            pub program: ProgramId,
            $(
                #[doc = concat!("The ", stringify!($field), "'s id.")]
                pub $field: $type,
            )*
        }

        impl PathParams for $name {
            fn fill(&self, template: &str) -> String {
                let path = template.replace("{program}", self.program.as_str());
                $( let path = path.replace(concat!("{", stringify!($field), "}"), &self.$field.to_string()); )*
                path
            }

            fn program(&self) -> Option<&ProgramId> { Some(&self.program) }
        }
    )+ };
}

path_params! {
    /// A program.
    InProgram {}
    /// A person of a program.
    OfPerson { person: PersonId }
    /// A testimonial of a program.
    OfTestimonial { testimonial: TestimonialId }
    /// A widget of a program.
    OfWidget { widget: WidgetId }
    /// An import of a program.
    OfImport { import: ImportId }
    /// A saved view of a program.
    OfView { view: ViewId }
    /// An API token of a program.
    OfToken { token: TokenId }
    /// A check of a program's plan, by its code or its id.
    OfPlanItem { item: Item }
}

/// A path without parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoPath {}

impl PathParams for NoPath {
    fn fill(&self, template: &str) -> String {
        template.to_owned()
    }

    fn program(&self) -> Option<&ProgramId> {
        None
    }
}

/// A session of one's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfSession {
    /// The session's id.
    pub session: SessionId,
}

impl PathParams for OfSession {
    fn fill(&self, template: &str) -> String {
        template.replace("{session}", &self.session.to_string())
    }

    fn program(&self) -> Option<&ProgramId> {
        None
    }
}

/// No query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NoQuery {}

/// No body in this direction: `{}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NoBody {}
