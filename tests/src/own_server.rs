//! A server of a test's own: it can be killed, started again, and have settings that the others do not.

use std::fs::File;
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::client::Client;
use crate::server::root;
use crate::wait::until;

/// The local server with workerd, in a process group of its own.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// Its origin, without a slash at the end.
    pub base_url: String,
}

/// A database with all its tables.
///
/// # Panics
/// When it cannot be made.
pub fn migrate(folder: &Path) {
    let output = Command::new(root().join("node_modules/.bin/wrangler"))
        .current_dir(root())
        .env("WRANGLER_SEND_METRICS", "false")
        .env("CI", "1")
        .stdin(Stdio::null())
        .args(["d1", "migrations", "apply", "DB", "--local", "--persist-to"])
        .arg(folder)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

impl Server {
    /// Starts it on a free port and waits until it answers.
    ///
    /// # Panics
    /// When it does not.
    pub fn start(folder: &Path) -> Self {
        Self::start_with(folder, "")
    }

    /// The same with further variables, a line each.
    ///
    /// # Panics
    /// When it does not answer.
    pub fn start_with(folder: &Path, further: &str) -> Self {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let base_url = format!("http://localhost:{port}");
        let variables = folder.join("worker.env");
        std::fs::write(
            &variables,
            format!(
                "LAUREL_SECRET=\"{}\"\nLAUREL_ORIGIN=\"{base_url}\"\n{further}\n",
                "k".repeat(40)
            ),
        )
        .unwrap();
        let log = File::create(folder.join("server.log")).unwrap();
        let child = Command::new("node")
            .current_dir(root())
            .arg("xtask/server.mjs")
            .args(["--port", &port.to_string()])
            .arg("--state")
            .arg(folder)
            .arg("--variables")
            .arg(variables)
            // It ends with this input, so however the test ends.
            .stdin(Stdio::piped())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            // So that one signal reaches it and all that it starts, and nobody else.
            .process_group(0)
            .spawn()
            .unwrap();
        let mut server = Self { child, base_url };
        until("the server", Duration::from_mins(1), || {
            let ended = server.child.try_wait().unwrap();
            assert!(ended.is_none(), "the server ended by itself; see its log");
            let answer = Client::at(&server.base_url)
                .request("GET", "/healthz")
                .try_send();
            answer
                .is_ok_and(|answer| answer.status == 200)
                .then_some(())
        });
        server
    }

    /// Does once what cron does by the minute.
    ///
    /// # Panics
    /// When the server is gone.
    pub fn run_jobs(&mut self) {
        let input = self.child.stdin.as_mut().expect("a server has an input");
        input.write_all(b"jobs\n").expect("the server listens");
    }

    /// Ends the whole group at once, with no chance to finish anything.
    pub fn kill(&mut self) {
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill")
            .args(["-KILL", "--", &group])
            .stderr(Stdio::null())
            .status();
        let _ = self.child.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Removes the state folder, however the test ends.
#[derive(Debug)]
pub struct Cleanup(pub PathBuf);

impl Drop for Cleanup {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
