//! `laurel-scale STATE PROGRAM PEOPLE`: what `cargo xtask scale` runs.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program tells its user what it does"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "runs on the developer's machine, where the std clocks work"
)]

use std::path::Path;
use std::process::ExitCode;
use std::time::{Instant, SystemTime};

use laurel_domain::Timestamp;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [state, program, people] = arguments.as_slice() else {
        eprintln!("usage: laurel-scale STATE PROGRAM PEOPLE");
        return ExitCode::FAILURE;
    };
    let Ok(people) = people.parse() else {
        eprintln!("`{people}` is not a number of people");
        return ExitCode::FAILURE;
    };
    let since_epoch = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    let now = Timestamp::from_millis(i64::try_from(since_epoch.as_millis()).unwrap_or_default());
    let begun = Instant::now();
    let mut told = 0;
    let mut progress = |done: u64| {
        if done == people || done - told >= 100_000 {
            told = done;
            println!("{done} people after {:.0} s", begun.elapsed().as_secs_f64());
        }
    };
    let outcome = laurel_scale::open(Path::new(state)).and_then(|mut connection| {
        laurel_scale::fill(&mut connection, program, people, now, &mut progress)
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}
