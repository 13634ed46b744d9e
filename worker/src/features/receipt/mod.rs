//! `/receipt/{token}`: where a story stands, changing it while nobody has decided, consent per
//! purpose, and taking everything back. Whoever has the link may do all of it, without an account.
//!
//! The token is derived from the sending's id with the deployment's secret, so it can be mailed again;
//! D1 knows only its digest.

mod actions;
mod edit;
mod open;
mod page;
mod yours;

use laurel_domain::SubmissionId;
use laurel_pages::Reader;
use laurel_words::Words;

use crate::auth::digest::{hmac_hex, sha256_hex};
use crate::config::Config;
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

/// The token of a sending's receipt.
pub(crate) fn token(config: &Config, submission: SubmissionId) -> Result<String, AppError> {
    hmac_hex(&config.secret, &submission.to_string())
}

/// A token as it is stored.
pub(crate) fn hash(token: &str) -> String {
    sha256_hex(token)
}

/// The whole address of a receipt, for mails.
/// In the language of the mail, unless that is the usual one.
pub(crate) fn address(config: &Config, words: Words, token: &str) -> String {
    let reader = Reader {
        words,
        chosen: words != Words::default(),
        address: None,
    };
    format!("{}{}", config.origin, reader.link(&path(token)))
}

/// The whole address of a sending's receipt, for mails.
pub(crate) fn link(
    config: &Config,
    words: Words,
    submission: SubmissionId,
) -> Result<String, AppError> {
    Ok(address(config, words, &token(config, submission)?))
}

/// Where an author is thanked.
pub(crate) fn thanks_path(config: &Config, submission: SubmissionId) -> Result<String, AppError> {
    Ok(format!("{}/thanks", path(&token(config, submission)?)))
}

/// The path of a receipt.
fn path(token: &str) -> String {
    format!("/receipt/{token}")
}
