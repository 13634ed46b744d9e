//! The sample company page: another site, on another origin, with a strict Content-Security-Policy.
//!
//! A small static server in a thread, so that the demo needs no second tool. It serves the files of
//! `embed/sample/`. In pages, `{{ORIGIN}}` becomes the origin of the Laurel server, and `{{WIDGET}}` the
//! id after `?widget=`, or else the id of the demo's oldest widget.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use serde::Deserialize;

use crate::error::{Context, Result};
use crate::seed;
use crate::workspace;

/// Requests are read up to this many bytes.
const LONGEST_REQUEST: u64 = 16 * 1024;

/// Serves the sample page on `port` until the process ends. `laurel` is the Laurel server's origin,
/// `token` reads the demo's widgets there.
pub(crate) fn serve(port: u16, laurel: &str, token: &str) -> Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .context(format!("opening port {port} for the sample page"))?;
    let site = Site {
        laurel: laurel.to_owned(),
        token: token.to_owned(),
    };
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let site = site.clone();
            // A visitor who goes away in the middle is no trouble of ours.
            thread::spawn(move || drop(site.answer(&stream)));
        }
    });
    Ok(())
}

#[derive(Clone)]
struct Site {
    laurel: String,
    token: String,
}

struct Response {
    status: &'static str,
    content_type: &'static str,
    body: Vec<u8>,
}

impl Site {
    fn answer(&self, mut stream: &TcpStream) -> std::io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        let mut reader = BufReader::new(stream.take(LONGEST_REQUEST));
        let mut request = String::new();
        reader.read_line(&mut request)?;
        let mut header = String::new();
        while reader.read_line(&mut header)? > 2 {
            header.clear();
        }
        let response = self.respond(&request);
        let head = format!(
            "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n\
             Content-Security-Policy: {}\r\nX-Content-Type-Options: nosniff\r\n\
             Cache-Control: no-store\r\nConnection: close\r\n\r\n",
            response.status,
            response.content_type,
            response.body.len(),
            self.policy(),
        );
        stream.write_all(head.as_bytes())?;
        if !request.starts_with("HEAD ") {
            stream.write_all(&response.body)?;
        }
        stream.flush()
    }

    /// What a careful company's site allows: nothing inline, nothing evaluated, Laurel by name only.
    fn policy(&self) -> String {
        let laurel = &self.laurel;
        format!(
            "default-src 'none'; script-src {laurel}; style-src 'self'; connect-src {laurel}; \
             img-src 'self' {laurel}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
             require-trusted-types-for 'script'; trusted-types 'none'"
        )
    }

    fn respond(&self, request: &str) -> Response {
        let found = target(request).and_then(|(name, query)| self.load(name, query));
        found.unwrap_or_else(|| Response {
            status: "404 Not Found",
            content_type: "text/plain; charset=utf-8",
            body: b"There is nothing here.\n".to_vec(),
        })
    }

    /// Asked anew for each view: it may have been made a moment ago.
    fn oldest_widget(&self) -> Option<String> {
        let url = format!("{}/api/v1/programs/{}/widgets", self.laurel, seed::SLUG);
        let authorization = format!("Bearer {}", self.token);
        let request = ureq::get(&url).header("Authorization", &authorization);
        let answer: Widgets = request.call().ok()?.body_mut().read_json().ok()?;
        answer.widgets.into_iter().next().map(|widget| widget.id)
    }

    fn load(&self, name: &str, query: &str) -> Option<Response> {
        let (_, extension) = name.rsplit_once('.')?;
        let content_type = match extension {
            "html" => "text/html; charset=utf-8",
            "css" => "text/css; charset=utf-8",
            "svg" => "image/svg+xml",
            "png" => "image/png",
            "webp" => "image/webp",
            "jpg" => "image/jpeg",
            _ => return None,
        };
        let mut body = fs::read(workspace::path("embed/sample").join(name)).ok()?;
        if extension == "html" {
            let page = String::from_utf8_lossy(&body);
            let widget = match wanted_widget(query) {
                Some(id) => id.to_owned(),
                None => self.oldest_widget().unwrap_or_default(),
            };
            body = page
                .replace("{{ORIGIN}}", &self.laurel)
                .replace("{{WIDGET}}", &widget)
                .into_bytes();
        }
        Some(Response {
            status: "200 OK",
            content_type,
            body,
        })
    }
}

/// The file and the query that a request line asks for. The folder is flat, so a name with a slash is
/// nobody's.
fn target(request: &str) -> Option<(&str, &str)> {
    let mut words = request.split_whitespace();
    let method = words.next()?;
    let target = words.next()?;
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let path = path.strip_prefix('/')?;
    if !matches!(method, "GET" | "HEAD") || path.contains(['/', '\\', '%']) || path.starts_with('.')
    {
        return None;
    }
    let name = if path.is_empty() { "index.html" } else { path };
    Some((name, query))
}

/// The id after `widget=`, when it looks like one: it is written into the page.
fn wanted_widget(query: &str) -> Option<&str> {
    query
        .split('&')
        .find_map(|pair| pair.strip_prefix("widget="))
        .filter(|id| id.chars().all(|c| c.is_ascii_hexdigit() || c == '-'))
}

#[derive(Deserialize)]
struct Widgets {
    widgets: Vec<Widget>,
}

#[derive(Deserialize)]
struct Widget {
    id: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_in_the_folder_are_served() {
        assert_eq!(target("GET / HTTP/1.1\r\n"), Some(("index.html", "")));
        assert_eq!(target("GET /?a=b HTTP/1.1"), Some(("index.html", "a=b")));
        assert_eq!(target("HEAD /a.css HTTP/1.1"), Some(("a.css", "")));
        for bad in [
            "",
            "GET",
            "POST / HTTP/1.1",
            "GET style.css HTTP/1.1",
            "GET /../Cargo.toml HTTP/1.1",
            "GET /%2e%2e/Cargo.toml HTTP/1.1",
            "GET /.env HTTP/1.1",
            "GET //etc/passwd HTTP/1.1",
        ] {
            assert_eq!(target(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_widget_in_the_address_is_an_id_or_nothing() {
        assert_eq!(wanted_widget("a=b&widget=019f-ab"), Some("019f-ab"));
        assert_eq!(wanted_widget("widget=\"><script>"), None);
        assert_eq!(wanted_widget(""), None);
    }

    #[test]
    fn the_policy_names_laurel_and_allows_nothing_inline() {
        let site = Site {
            laurel: String::from("http://localhost:8787"),
            token: String::new(),
        };
        let policy = site.policy();
        assert!(
            policy.contains("script-src http://localhost:8787;"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe"), "{policy}");
    }
}
