//! A server that can be killed.

use std::fs::File;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use laurel_tests::client::Client;
use laurel_tests::server::root;
use laurel_tests::wait::until;

/// The local server with workerd, in a process group of its own.
pub(super) struct Server {
    child: Child,
    pub(super) base_url: String,
}

/// A database with all its tables.
pub(super) fn migrate(folder: &Path) {
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
    pub(super) fn start(folder: &Path) -> Self {
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
                "LAUREL_SECRET=\"{}\"\nLAUREL_ORIGIN=\"{base_url}\"\n",
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
        let start = Instant::now();
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
        println!("started in {:.1} s", start.elapsed().as_secs_f64());
        server
    }

    /// Ends the whole group at once, with no chance to finish anything.
    pub(super) fn kill(&mut self) {
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
pub(super) struct Cleanup(pub(super) PathBuf);

impl Drop for Cleanup {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
