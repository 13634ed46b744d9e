//! Calls the API of a running server, by the same definitions that the server serves it with.

use std::thread;
use std::time::Duration;

use laurel_api::{Endpoint, Method, Problem, ProblemType};
use laurel_imports::Portion;
use serde::de::DeserializeOwned;
use ureq::http::{Request, Response, header};
use ureq::{Agent, Body, SendBody};

use crate::error::{Context, Failure, Result};

/// How long one answer may take. The first one after a start waits for the Worker to load.
const PATIENCE: Duration = Duration::from_mins(2);

/// The pauses before a request is sent again, about 16 seconds in all.
const PAUSES: [Duration; 6] = [
    Duration::from_millis(250),
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
];

/// Somebody who may call the API of one server.
pub(crate) struct Client {
    agent: Agent,
    base_url: String,
    credential: (header::HeaderName, String),
}

impl Client {
    /// Calls the server at `base_url` (no slash at its end) with an API token.
    pub(crate) fn with_token(base_url: &str, token: &str) -> Result<Self> {
        Self::new(base_url, (header::AUTHORIZATION, format!("Bearer {token}")))
    }

    /// Signs a development server's member in, by the one click that only such a server has.
    pub(crate) fn signed_in(base_url: &str, email: &str) -> Result<Self> {
        let mut client = Self::new(base_url, (header::COOKIE, String::new()))?;
        let url = format!("{}/dev/sign-in?email={email}", client.base_url);
        let response = client.agent.get(&url).call().context(&url)?;
        let cookies = response.headers().get_all(header::SET_COOKIE).iter();
        let session = cookies
            .filter_map(|cookie| cookie.to_str().ok()?.split(';').next())
            .find(|pair| !pair.ends_with('='))
            .ok_or_else(|| Failure::new(format!("{url} answered without a session")))?;
        session.clone_into(&mut client.credential.1);
        Ok(client)
    }

    fn new(base_url: &str, credential: (header::HeaderName, String)) -> Result<Self> {
        let base_url = base_url.trim_end_matches('/');
        if !base_url.starts_with("http://") {
            return Err(Failure::new(format!(
                "`{base_url}` does not begin with http://: tasks call a server on this machine"
            )));
        }
        let agent = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .build()
            .into();
        Ok(Self {
            agent,
            base_url: base_url.to_owned(),
            credential,
        })
    }

    /// Calls an endpoint once.
    pub(crate) fn call<E: Endpoint>(
        &self,
        path: &E::Path,
        query: &E::Query,
        body: &E::Request,
    ) -> Result<E::Response> {
        self.try_call::<E>(path, query, body, None)
            .map_err(Trouble::into_failure)
    }

    /// Calls an endpoint that changes what had this revision.
    pub(crate) fn call_if_match<E: Endpoint>(
        &self,
        path: &E::Path,
        body: &E::Request,
        revision: u64,
    ) -> Result<E::Response>
    where
        E::Query: Default,
    {
        self.try_call::<E>(path, &E::Query::default(), body, Some(revision))
            .map_err(Trouble::into_failure)
    }

    /// Calls an endpoint for which twice is the same as once: a lost connection or a server that is not
    /// ready is tried again after a pause, a few times.
    pub(crate) fn call_patiently<E: Endpoint>(
        &self,
        path: &E::Path,
        query: &E::Query,
        body: &E::Request,
    ) -> Result<E::Response> {
        self.try_patiently::<E>(path, query, body)
            .map_err(Trouble::into_failure)
    }

    /// The same for a batch; `None` when it is too large and `portion` smaller than before.
    pub(crate) fn send_batch<E: Endpoint>(
        &self,
        path: &E::Path,
        body: &E::Request,
        (portion, rows): (&mut Portion, usize),
    ) -> Result<Option<E::Response>>
    where
        E::Query: Default,
    {
        match self.try_patiently::<E>(path, &E::Query::default(), body) {
            Err(Trouble::TooLarge(_)) if portion.halve(rows) => Ok(None),
            answer => answer.map(Some).map_err(Trouble::into_failure),
        }
    }

    fn try_patiently<E: Endpoint>(
        &self,
        path: &E::Path,
        query: &E::Query,
        body: &E::Request,
    ) -> std::result::Result<E::Response, Trouble> {
        let mut pauses = PAUSES.iter();
        loop {
            match (self.try_call::<E>(path, query, body, None), pauses.next()) {
                (Err(Trouble::Passing(_)), Some(pause)) => thread::sleep(*pause),
                (answer, _) => return answer,
            }
        }
    }

    fn try_call<E: Endpoint>(
        &self,
        path: &E::Path,
        query: &E::Query,
        body: &E::Request,
        revision: Option<u64>,
    ) -> std::result::Result<E::Response, Trouble> {
        let url = format!("{}{}", self.base_url, E::url(path, query));
        let mut request = Request::builder()
            .method(E::ROUTE.method.as_str())
            .uri(&url)
            .header(&self.credential.0, &self.credential.1)
            // A session is taken only from our own pages.
            .header(header::ORIGIN, &self.base_url)
            .header(header::ACCEPT, "application/json");
        if let Some(revision) = revision {
            request = request.header(header::IF_MATCH, format!("\"{revision}\""));
        }
        let payload = if E::ROUTE.method == Method::Get {
            SendBody::none()
        } else {
            request = request.header(header::CONTENT_TYPE, "application/json");
            SendBody::from_json(body).map_err(|error| Trouble::Lasting(error.to_string()))?
        };
        let request = request
            .body(payload)
            .map_err(|error| Trouble::Lasting(format!("{url}: {error}")))?;
        match self.agent.run(request) {
            Ok(response) => answer(&url, response),
            Err(error) => Err(Trouble::Passing(format!("{url}: {error}"))),
        }
    }
}

/// Why a call has no answer.
enum Trouble {
    /// May be gone in a moment.
    Passing(String),
    /// The batch is too large: half of it may fit.
    TooLarge(String),
    /// Stays until somebody does something.
    Lasting(String),
}

impl Trouble {
    fn into_failure(self) -> Failure {
        let (Self::Passing(message) | Self::TooLarge(message) | Self::Lasting(message)) = self;
        Failure::new(message)
    }
}

fn answer<T: DeserializeOwned>(
    url: &str,
    mut response: Response<Body>,
) -> std::result::Result<T, Trouble> {
    let status = response.status();
    let body = response
        .body_mut()
        .with_config()
        .limit(64 * 1024 * 1024)
        .read_to_vec()
        .map_err(|error| Trouble::Passing(format!("{url}: {error}")))?;
    if status.is_success() {
        return serde_json::from_slice(&body)
            .map_err(|error| Trouble::Lasting(format!("{url}: unexpected answer: {error}")));
    }
    match serde_json::from_slice::<Problem>(&body) {
        Ok(problem) if problem.kind == ProblemType::Unavailable => {
            Err(Trouble::Passing(said(url, &problem)))
        }
        Ok(problem) if problem.kind == ProblemType::TooLargeBatch => {
            Err(Trouble::TooLarge(said(url, &problem)))
        }
        Ok(problem) => Err(Trouble::Lasting(said(url, &problem))),
        // Whatever stands in front of the server says 502 to 504 while it starts.
        Err(_) if status.is_server_error() => Err(Trouble::Passing(format!("{url}: {status}"))),
        Err(_) => Err(Trouble::Lasting(format!("{url}: {status}"))),
    }
}

/// A problem, with a line for each field.
fn said(url: &str, problem: &Problem) -> String {
    let detail = problem.detail.as_ref();
    let mut lines = vec![detail.map_or_else(
        || format!("{url}: {}", problem.title),
        |detail| format!("{url}: {}. {detail}", problem.title),
    )];
    let fields = problem.errors.iter();
    lines.extend(fields.map(|field| format!("{}: {}", field.field, field.message)));
    lines.push(format!("(request {})", problem.request_id));
    lines.join("\n  ")
}
