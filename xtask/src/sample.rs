//! The sample company page: another site, on another origin, with a strict Content-Security-Policy.
//!
//! A small static server in a thread, so that the demo needs no second tool. It serves the files of
//! `embed/sample/`; `{{laurel}}` in them becomes the origin of the Laurel server.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::error::{Context, Result};
use crate::workspace;

/// Requests are read up to this many bytes.
const LONGEST_REQUEST: u64 = 16 * 1024;

/// Serves the sample page on `port` until the process ends.
pub(crate) fn serve(port: u16, laurel_port: u16) -> Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .context(format!("opening port {port} for the sample page"))?;
    let site = Site {
        laurel: format!("http://localhost:{laurel_port}"),
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
        let folder = workspace::path("embed/sample");
        let found = file_name(request).and_then(|name| self.load(&folder, name));
        found.unwrap_or_else(|| Response {
            status: "404 Not Found",
            content_type: "text/plain; charset=utf-8",
            body: b"There is nothing here.\n".to_vec(),
        })
    }

    fn load(&self, folder: &Path, name: &str) -> Option<Response> {
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
        let mut body = fs::read(folder.join(name)).ok()?;
        if extension == "html" {
            let page = String::from_utf8_lossy(&body);
            body = page.replace("{{laurel}}", &self.laurel).into_bytes();
        }
        Some(Response {
            status: "200 OK",
            content_type,
            body,
        })
    }
}

/// The file that a request line asks for. The folder is flat, so a name with a slash is nobody's.
fn file_name(request: &str) -> Option<&str> {
    let mut words = request.split_whitespace();
    let method = words.next()?;
    let target = words.next()?;
    let path = target.split('?').next()?.strip_prefix('/')?;
    if !matches!(method, "GET" | "HEAD") || path.contains(['/', '\\', '%']) || path.starts_with('.')
    {
        return None;
    }
    Some(if path.is_empty() { "index.html" } else { path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_in_the_folder_are_served() {
        assert_eq!(file_name("GET / HTTP/1.1\r\n"), Some("index.html"));
        assert_eq!(file_name("GET /?a=b HTTP/1.1"), Some("index.html"));
        assert_eq!(file_name("HEAD /style.css HTTP/1.1"), Some("style.css"));
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
            assert_eq!(file_name(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_policy_names_laurel_and_allows_nothing_inline() {
        let site = Site {
            laurel: String::from("http://localhost:8787"),
        };
        let policy = site.policy();
        assert!(
            policy.contains("script-src http://localhost:8787;"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe"), "{policy}");
    }
}
