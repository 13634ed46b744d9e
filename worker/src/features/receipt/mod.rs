//! `/receipt/{token}`: where a story stands, changing it while nobody has decided, consent per
//! purpose, and taking everything back. Whoever has the link may do all of it, without an account.
//!
//! A story has two tokens, derived from its sending with the deployment's secret: one for the page after
//! sending, and one that only mails carry. Whoever opens the second one reads the mails to the address, and so
//! the address is proven. D1 knows digests only, of every token that was given out: an old link goes on working
//! whatever the secret is by now.

mod actions;
mod edit;
mod open;
mod page;
mod proof;
mod yours;

use laurel_domain::{ProgramId, SubmissionId, TestimonialId};
use laurel_pages::Reader;
use laurel_words::Words;

use crate::auth::digest::{hmac_hex, sha256_hex};
use crate::config::Config;
use crate::db::{Statement, statement};
use crate::error::AppError;
use crate::web::{Router, get, post};

pub(crate) use actions::{take_back_again, withdraw_again};
pub(crate) use edit::offer_change;
pub(crate) use yours::erase_again;

/// Adds the routes.
pub(crate) fn routes(router: Router) -> Router {
    router
        .add(get("/receipt/{token}", page::show))
        .add(post("/receipt/{token}", edit::edit))
        .add(get("/receipt/{token}/thanks", page::thanks))
        .add(post("/receipt/{token}/consent", actions::change_consent))
        .add(post("/receipt/{token}/withdraw", actions::withdraw))
        .add(get("/receipt/{token}/export", yours::export))
        .add(get("/receipt/{token}/erase", yours::confirm))
        .add(post("/receipt/{token}/erase", yours::erase))
}

const REMEMBER_SQL: &str = "INSERT OR IGNORE INTO receipt_links
  (receipt_hash, program_id, testimonial_id, proves) VALUES (?1, ?2, ?3, ?4)";

/// The token of the page after sending, which proves nothing.
pub(crate) fn token(
    config: &Config,
    program: &ProgramId,
    submission: SubmissionId,
) -> Result<String, AppError> {
    hmac_hex(&config.secret, &format!("receipt {program} {submission}"))
}

/// A token as it is stored.
pub(crate) fn hash(token: &str) -> String {
    sha256_hex(token)
}

/// A link to a receipt for a mail.
pub(crate) struct Mailed {
    /// The whole address, in the language of the mail unless that is the usual one.
    pub(crate) link: String,
    /// Belongs to the batch of the mail.
    pub(crate) remembered: Statement,
}

/// The link that only mails to the author's address carry.
pub(crate) fn mailed(
    config: &Config,
    words: Words,
    program: &ProgramId,
    story: TestimonialId,
    submission: SubmissionId,
) -> Result<Mailed, AppError> {
    let token = hmac_hex(
        &config.secret,
        &format!("mailed receipt {program} {submission}"),
    )?;
    let reader = Reader {
        words,
        chosen: words != Words::default(),
        address: None,
    };
    Ok(Mailed {
        link: format!("{}{}", config.origin, reader.link(&path(&token))),
        remembered: remember(program, story, &token, true),
    })
}

/// Notes that a token leads to a story, and whether it proves the address of its author.
pub(crate) fn remember(
    program: &ProgramId,
    story: TestimonialId,
    token: &str,
    proves: bool,
) -> Statement {
    let params = [
        hash(token).into(),
        program.into(),
        story.into(),
        proves.into(),
    ];
    statement(REMEMBER_SQL, params)
}

/// Where an author is thanked.
pub(crate) fn thanks_path(token: &str) -> String {
    format!("{}/thanks", path(token))
}

/// The path of a receipt.
fn path(token: &str) -> String {
    format!("/receipt/{token}")
}
