//! A small blocking HTTP client, as a browser, another program or nobody in particular.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use laurel_api::Endpoint;
use serde::Serialize;
use serde::de::DeserializeOwned;
use ureq::Agent;
use ureq::http::{HeaderMap, Request as HttpRequest};

use crate::server::server;

/// Somebody who sends requests.
#[derive(Debug, Clone)]
pub struct Client {
    base_url: String,
    /// Sent with every request.
    headers: Vec<(String, String)>,
    /// Whether unsafe requests say that they come from our own pages, as browsers do.
    from_our_pages: bool,
}

impl Client {
    /// A browser that nobody signed in with.
    pub fn anonymous() -> Self {
        Self::at(&server().base_url)
    }

    /// The same, for a server that a test started itself.
    pub fn at(base_url: &str) -> Self {
        let browser = Self {
            base_url: base_url.to_owned(),
            headers: Vec::new(),
            from_our_pages: true,
        };
        // As Cloudflare says who asks: limits count each of them by itself.
        browser.with_header("cf-connecting-ip", &address())
    }

    /// A browser with a session.
    pub fn session(secret: &str) -> Self {
        Self::anonymous().with_session(secret)
    }

    /// A program with an API token.
    pub fn token(secret: &str) -> Self {
        Self::anonymous().with_token(secret)
    }

    /// The same with a session.
    #[must_use]
    pub fn with_session(self, secret: &str) -> Self {
        self.with_header("cookie", &format!("laurel={secret}"))
    }

    /// The same with an API token, and without what only browsers send.
    #[must_use]
    pub fn with_token(self, secret: &str) -> Self {
        let mut client = self.with_header("authorization", &format!("Bearer {secret}"));
        client.from_our_pages = false;
        client
    }

    /// The same with one more header on every request.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A request; nothing is sent before [`Request::send`].
    pub fn request(&self, method: &str, path: &str) -> Request {
        let mut headers = self.headers.clone();
        if self.from_our_pages && !matches!(method, "GET" | "HEAD" | "OPTIONS") {
            headers.push(("sec-fetch-site".to_owned(), "same-origin".to_owned()));
        }
        Request {
            method: method.to_owned(),
            url: format!("{}{path}", self.base_url),
            headers,
            body: None,
        }
    }

    /// Reads a path.
    pub fn get(&self, path: &str) -> Answer {
        self.request("GET", path).send()
    }

    /// Sends a form, as a browser does.
    pub fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.request("POST", path).form(fields).send()
    }

    /// Calls an endpoint, whatever comes back.
    pub fn call<E: Endpoint>(&self, path: &E::Path, query: &E::Query, body: &E::Request) -> Answer {
        self.endpoint::<E>(path, query, body).send()
    }

    /// The request of a call.
    pub fn endpoint<E: Endpoint>(
        &self,
        path: &E::Path,
        query: &E::Query,
        body: &E::Request,
    ) -> Request {
        let method = E::ROUTE.method.as_str();
        let request = self.request(method, &E::url(path, query));
        if matches!(method, "GET" | "DELETE") {
            request
        } else {
            request.json(body)
        }
    }

    /// Calls an endpoint and expects it to succeed.
    ///
    /// # Panics
    /// When it does not.
    pub fn ok<E: Endpoint>(
        &self,
        path: &E::Path,
        query: &E::Query,
        body: &E::Request,
    ) -> E::Response {
        let answer = self.call::<E>(path, query, body);
        assert_eq!(answer.status, 200, "{}: {}", E::ROUTE.name, answer.text());
        answer.json()
    }
}

/// A request on its way.
#[derive(Debug)]
pub struct Request {
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
}

impl Request {
    /// With a header; one of the same name is replaced.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self = self.without(name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Without a header.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.headers
            .retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self
    }

    /// With a body.
    #[must_use]
    pub fn body(mut self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self.header("content-type", content_type)
    }

    /// With a JSON body.
    ///
    /// # Panics
    /// When the value cannot be written as JSON.
    #[must_use]
    pub fn json(self, value: &impl Serialize) -> Self {
        let body = serde_json::to_vec(value).expect("a value that can be JSON");
        self.body("application/json", body)
    }

    /// With a form.
    ///
    /// # Panics
    /// Never: fields are text.
    #[must_use]
    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        let body = serde_urlencoded::to_string(fields).expect("text");
        self.body("application/x-www-form-urlencoded", body)
    }

    /// Sends it.
    ///
    /// # Panics
    /// When no answer comes.
    pub fn send(self) -> Answer {
        let shown = format!("{} {}", self.method, self.url);
        self.try_send()
            .unwrap_or_else(|error| panic!("{shown}: {error}"))
    }

    /// Sends it; a server may be gone in the middle.
    ///
    /// # Errors
    /// When no answer comes.
    ///
    /// # Panics
    /// When the request itself is malformed.
    pub fn try_send(self) -> Result<Answer, ureq::Error> {
        let mut request = HttpRequest::builder()
            .method(self.method.as_str())
            .uri(&self.url);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let response = match self.body {
            Some(body) => agent().run(request.body(body).expect("a request")),
            None => agent().run(request.body(()).expect("a request")),
        };
        let (parts, mut body) = response?.into_parts();
        let body = body.with_config().limit(64 * 1024 * 1024).read_to_vec()?;
        Ok(Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body,
        })
    }
}

/// An address that no other client of this process has.
fn address() -> String {
    static CLIENTS: AtomicU32 = AtomicU32::new(1);
    let [_, a, b, c] = CLIENTS.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    format!("10.{a}.{b}.{c}")
}

/// workerd closes what idles for five seconds; a request must not come upon a connection just then.
const IDLE: Duration = Duration::from_secs(3);

/// One agent for all: it keeps connections open. Statuses are answers, and redirects are not followed.
fn agent() -> &'static Agent {
    static AGENT: OnceLock<Agent> = OnceLock::new();
    AGENT.get_or_init(|| {
        Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_idle_age(IDLE)
            .timeout_global(Some(Duration::from_mins(1)))
            .build()
            .into()
    })
}

/// A text as it stands in an address, every byte of it escaped.
pub fn percent(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::new(), |mut escaped, byte| {
        // Writing to a string cannot fail.
        let _ = write!(escaped, "%{byte:02x}");
        escaped
    })
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// When it is something else.
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error} in {}", self.text()))
    }

    /// A header's value; empty when it is missing.
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The value of a cookie that this answer sets.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let set = self.headers.get_all("set-cookie");
        set.iter()
            .filter_map(|value| value.to_str().ok()?.split(';').next()?.split_once('='))
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.to_owned())
    }

    /// D1 round trips, as the `Server-Timing` header says.
    pub fn round_trips(&self) -> Option<u32> {
        self.timing("d1")?.parse().ok()
    }

    /// Rows that D1 read and wrote, as the `Server-Timing` header of a development build says.
    pub fn rows(&self) -> Option<(u64, u64)> {
        let (read, written) = self.timing("rows")?.split_once('/')?;
        Some((read.parse().ok()?, written.parse().ok()?))
    }

    /// Statements sent to D1 and rows of tables changed, as the same header says.
    pub fn work(&self) -> Option<(u64, u64)> {
        let (statements, changed) = self.timing("work")?.split_once('/')?;
        Some((statements.parse().ok()?, changed.parse().ok()?))
    }

    fn timing(&self, name: &str) -> Option<&str> {
        let begin = format!("{name};desc=\"");
        let rest = self.header("server-timing").split(&begin).nth(1)?;
        rest.split('"').next()
    }
}
