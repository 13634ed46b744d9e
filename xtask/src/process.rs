//! Runs other programs, and says which one failed and how.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::error::{Context, Failure, Result};
use crate::workspace;

/// A command that runs at the checkout's root.
pub(crate) fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(workspace::root());
    command
}

/// The `cargo` that runs this task.
pub(crate) fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs a command whose output goes straight to the developer.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command
        .stdin(Stdio::null())
        .status()
        .context(shown(command))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "`{}` failed ({status})",
            shown(command)
        )))
    }
}

/// Runs a command and answers what it wrote to its standard output; on failure shows all it wrote.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .context(shown(command))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(text);
    }
    Err(Failure::new(format!(
        "`{}` failed ({})\n{text}{}",
        shown(command),
        output.status,
        String::from_utf8_lossy(&output.stderr)
    )))
}

/// Runs a command, showing its standard output line by line while keeping it.
///
/// Answers the output and whether the command succeeded.
pub(crate) fn tee(command: &mut Command) -> Result<(String, bool)> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .context(shown(command))?;
    let mut text = String::new();
    if let Some(stdout) = child.stdout.take() {
        let mut reader = BufReader::new(stdout);
        let mut line = Vec::new();
        while reader
            .read_until(b'\n', &mut line)
            .context("reading output")?
            > 0
        {
            let piece = String::from_utf8_lossy(&line);
            print!("{piece}");
            text.push_str(&piece);
            line.clear();
        }
    }
    let status = child.wait().context(shown(command))?;
    Ok((text, status.success()))
}

/// Whether a program is there and answers `--version` (or the like) successfully.
pub(crate) fn answers(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .output()
        .is_ok_and(|output| output.status.success())
}

fn shown(command: &Command) -> String {
    let mut text = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}
