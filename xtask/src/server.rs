//! The local server: `xtask/server.mjs` with workerd, in a process group of its own.

use std::fs::{self, File};
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use crate::error::{Context, Failure, Result};
use crate::files;
use crate::node;
use crate::state::State;

/// How long the server may take until it answers.
const PATIENCE: Duration = Duration::from_mins(1);

/// How often the jobs run that a deployed server runs by its cron.
const JOBS_EVERY: Duration = Duration::from_mins(1);

/// The process group of the server that this process started; 0 while there is none.
static GROUP: AtomicU32 = AtomicU32::new(0);

/// Whether this process was asked to end.
static IS_ENDING: AtomicBool = AtomicBool::new(false);

/// A running server. Dropping it stops it.
pub(crate) struct Server {
    child: Child,
    process_file: std::path::PathBuf,
}

impl Server {
    /// Starts the server on what was built, and waits until `/healthz` says that all is well.
    pub(crate) fn start(state: &State, port: u16, inspector: Option<u16>) -> Result<Self> {
        require_free(port)?;
        let variables = state.write_env_file(port)?;
        let log_path = state.log();
        let log = File::create(&log_path).on("writing", &log_path)?;
        let mut command = node::script("xtask/server.mjs");
        command
            .args(["--port", &port.to_string()])
            .arg("--state")
            .arg(state.folder())
            .arg("--variables")
            .arg(variables)
            .args(inspector.map(|port| format!("--inspector={port}")))
            // It ends with this input, so however this process ends.
            .stdin(Stdio::piped())
            .stdout(log.try_clone().on("writing", &log_path)?)
            .stderr(log)
            // So that one signal reaches it and all that it starts, and nobody else.
            .process_group(0);
        let child = command.spawn().context("starting the server")?;
        let mut server = Self {
            child,
            process_file: state.process_file(),
        };
        GROUP.store(server.child.id(), Ordering::SeqCst);
        files::write(&server.process_file, server.child.id().to_string())?;
        if let Err(failure) = server.wait_until_healthy(port) {
            let log = files::read(&log_path).unwrap_or_default();
            return Err(Failure::new(format!("{failure}\n{}", last_lines(&log, 30))));
        }
        Ok(server)
    }

    /// Its process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits until the server ends, which by itself it never should. Meanwhile it runs the jobs every
    /// minute, as a deployed server's cron does.
    pub(crate) fn wait(&mut self) -> Failure {
        let mut last_jobs = Instant::now();
        while self.is_running() || IS_ENDING.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_millis(500));
            if last_jobs.elapsed() >= JOBS_EVERY {
                self.run_jobs();
                last_jobs = Instant::now();
            }
        }
        Failure::new("the server ended by itself; its log says why")
    }

    /// Starts another program that ends when the server does.
    pub(crate) fn spawn_beside(&self, command: &mut Command) -> Result<Child> {
        let group = i32::try_from(self.child.id()).context("naming the server's group")?;
        command
            .stdin(Stdio::null())
            .process_group(group)
            .spawn()
            .context("starting a program beside the server")
    }

    fn run_jobs(&mut self) {
        if let Some(input) = &mut self.child.stdin {
            // A server that is gone is noticed by whoever waits for it.
            let _ = input.write_all(b"jobs\n");
        }
    }

    fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    fn wait_until_healthy(&mut self, port: u16) -> Result<()> {
        let url = format!("http://localhost:{port}/healthz");
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(5)))
            .build()
            .into();
        let start = Instant::now();
        let mut last = String::new();
        while start.elapsed() < PATIENCE {
            if !self.is_running() {
                return Err(Failure::new("the server ended by itself; it wrote:"));
            }
            match agent.get(&url).call() {
                Ok(_) => return Ok(()),
                Err(error) => last = error.to_string(),
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Err(Failure::new(format!(
            "the server did not become healthy in {} s ({url}: {last}); it wrote:",
            PATIENCE.as_secs()
        )))
    }
}

/// Makes Ctrl-C, and any request to end, stop the server too.
pub(crate) fn stop_on_signal() -> Result<()> {
    ctrlc::set_handler(|| {
        IS_ENDING.store(true, Ordering::SeqCst);
        end_group(GROUP.load(Ordering::SeqCst));
        std::process::exit(130);
    })
    .context("listening for Ctrl-C")
}

/// Ends a process group: first politely, after five seconds not.
fn end_group(group: u32) {
    if group == 0 {
        return;
    }
    let start = Instant::now();
    let mut is_there = signal(group, "-TERM");
    while is_there && start.elapsed() < Duration::from_secs(5) {
        std::thread::sleep(Duration::from_millis(50));
        is_there = signal(group, "-0");
    }
    if is_there {
        signal(group, "-KILL");
    }
}

/// Sends a signal to a process group. Answers whether the group exists.
fn signal(group: u32, signal: &str) -> bool {
    Command::new("kill")
        .args([signal, "--", &format!("-{group}")])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

impl Drop for Server {
    fn drop(&mut self) {
        // Reaped in a thread meanwhile: a zombie would count as a living member of its group.
        std::thread::scope(|scope| {
            let child = &mut self.child;
            let group = child.id();
            scope.spawn(move || child.wait());
            end_group(group);
        });
        GROUP.store(0, Ordering::SeqCst);
        // Only a note for whoever looks; without it nothing is lost.
        let _ = fs::remove_file(&self.process_file);
    }
}

/// Refuses a port on which something already listens.
pub(crate) fn require_free(port: u16) -> Result<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(_) => Err(Failure::new(format!(
            "port {port} is in use: end what listens there, or choose another with --port"
        ))),
    }
}

fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<_> = text.lines().collect();
    let start = lines.len().saturating_sub(count);
    lines.get(start..).unwrap_or_default().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_refused_by_name() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let failure = require_free(port).unwrap_err().to_string();
        assert!(failure.contains(&port.to_string()), "{failure}");
        drop(taken);
        assert!(require_free(port).is_ok());
    }

    #[test]
    fn shows_the_end_of_a_long_log() {
        assert_eq!(last_lines("a\nb\nc", 2), "b\nc");
        assert_eq!(last_lines("a", 2), "a");
        assert_eq!(last_lines("", 2), "");
    }
}
