//! `cargo xtask import`: the import wizard's work, from the shell.
//!
//! The same steps as in the app: find out how the file is written, map its columns, check every row,
//! then send what is left in batches. Every batch that was acknowledged is in; what stops on the way
//! goes on where it stopped when the same command is given again.

mod options;
mod report;
mod run;

use std::process::ExitCode;
use std::time::Instant;

use laurel_domain::Timestamp;
use laurel_imports::{Table, plan};

pub(crate) use run::{Progress, check, send};

use crate::client::Client;
use crate::error::{Context, Failure, Result};
use crate::options::Arguments;
use crate::program::now;
use crate::{files, report as steps};
use laurel_words::Words;
use options::{Options, Similar};

const HELP: &str = "\
cargo xtask import --program SLUG --kind leads|purchases|reviews|nps|unsubscribed [options] FILE

  --map FIELD=COLUMN       A column that the file's header does not give away; FIELD= leaves a field
                           out. As often as needed. --dry-run shows the mapping.
  --date 2024-01-31        The date of rows without one.
  --currency EUR           The currency of amounts; USD where the header does not say another.
  --source NAME            Where the file comes from, such as a shop's name: the same id of two sources is two
                           things. Otherwise the tool that writes such files, or the file's name.
  --equal-rows separate|repeats
                           Whether rows that equal each other are facts of their own (usual for
                           purchases) or repeats that count once (usual for leads and reviews).
  --placeholder VALUE      A value that means \"not known\", besides Select, N/A and -.
  --choose FINDING=CHOICE  What is to be done about something that was noticed; the dry run names both.
  --counts STATE, --does-not-count STATE
                           Whether rows with this state count, where its words do not tell.
  --similar import|leave-out
                           What becomes of rows that look like something that is there.
  --skip-problems          Leaves rows with problems out instead of refusing the file.
  --dry-run                Says what would happen, and changes nothing.
  --problems FILE.csv      Writes every problem, repeat and row without text into a file.
  --url URL                The server; http://localhost:8787 when not said.
  --token TOKEN            An API token with the scope edit; otherwise LAUREL_TOKEN, otherwise the
                           demo's, which lies in the state folder (--state DIR).
";

/// `cargo xtask import`.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode> {
    let Some(options) = Options::read(arguments)? else {
        print!("{HELP}");
        return Ok(ExitCode::SUCCESS);
    };
    let start = Instant::now();
    let table = open(&options)?;
    let mapping = options.mapping(&table);
    report::file(&options, &table, &mapping);

    let millis = i64::try_from(now()?).context("reading the clock")?;
    let plan = plan(
        &table,
        options.kind,
        &mapping,
        Timestamp::from_millis(millis),
    );
    report::found(&plan);
    if let Some(path) = &options.problems {
        let problems = laurel_imports::problems_csv(Words::default(), plan.report());
        files::write(path, problems)?;
        println!("The list of rows to look at is in {}", path.display());
    }
    if !plan.may_run() {
        return Err(report::refusal(&plan));
    }
    let client = Client::with_token(&options.url, &options.token()?)?;
    let found = run::check(&client, &options.program, &plan, Progress::Shown)?;
    report::would_change(&plan, &found);
    let plan = match options.similar {
        _ if found.similar.is_empty() => plan,
        Some(Similar::Import) => plan,
        Some(Similar::LeaveOut) => plan.without(&found.similar),
        None if options.dry_run => plan,
        None => return Err(report::undecided()),
    };
    if options.dry_run {
        println!(
            "Nothing was changed. Without --dry-run {} rows are sent.",
            plan.len()
        );
        return Ok(ExitCode::SUCCESS);
    }
    run::stop_politely()?;
    let name = options.file_name();
    match run::send(&client, &options.program, &plan, &name, Progress::Shown)? {
        run::End::Done(import) => {
            report::changed(&import);
            println!("{:<28} {}", "Time", steps::seconds(start.elapsed()));
            Ok(ExitCode::SUCCESS)
        }
        run::End::Stopped(import) => {
            println!(
                "Stopped: {} of {} rows are in. The same command goes on from there.",
                import.rows_done, import.rows_total
            );
            Ok(ExitCode::from(130))
        }
    }
}

fn open(options: &Options) -> Result<Table> {
    let path = &options.file;
    let size = std::fs::metadata(path).on("reading", path)?.len();
    let shown = |problem: laurel_imports::FileProblem| {
        Failure::new(format!(
            "{}: {}",
            path.display(),
            problem.say(Words::default())
        ))
    };
    laurel_imports::check_size(size).map_err(shown)?;
    let bytes = std::fs::read(path).on("reading", path)?;
    laurel_imports::open(bytes).map_err(shown)
}
