//! What the deployment sets, parsed once an isolate: another deployment begins with new isolates.

use std::cell::OnceCell;
use std::rc::Rc;

use worker::Env;

use crate::error::AppError;

/// Settings of this deployment.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    /// `LAUREL_ORIGIN`: scheme and host under which people reach Laurel, without a slash at the end.
    pub(crate) origin: String,
    /// `LAUREL_SECRET`: at least 32 characters; keys the receipt links.
    pub(crate) secret: String,
    /// Where mail is handed over; `None` keeps it in the outbox.
    pub(crate) mail: Option<MailConfig>,
}

/// An HTTP mail service that takes `{from, to, subject, text, html}` as JSON with a bearer token.
#[derive(Debug, Clone)]
pub(crate) struct MailConfig {
    /// `LAUREL_MAIL_URL`.
    pub(crate) url: String,
    /// `LAUREL_MAIL_TOKEN`.
    pub(crate) token: String,
    /// `LAUREL_MAIL_FROM`: the sender's address.
    pub(crate) from: String,
}

thread_local! {
    static PARSED: OnceCell<Rc<Config>> = const { OnceCell::new() };
}

impl Config {
    /// The deployment's settings.
    pub(crate) fn of(env: &Env) -> Result<Rc<Self>, AppError> {
        PARSED.with(|parsed| {
            if let Some(config) = parsed.get() {
                return Ok(Rc::clone(config));
            }
            let config = Rc::new(Self::from_env(env)?);
            Ok(Rc::clone(parsed.get_or_init(|| config)))
        })
    }

    /// Reads the deployment's variables and secrets.
    fn from_env(env: &Env) -> Result<Self, AppError> {
        let optional = |name: &str| {
            env.var(name)
                .ok()
                .map(|value| value.to_string())
                .filter(|value| !value.is_empty())
        };
        let required = |name: &'static str| {
            optional(name)
                .ok_or_else(|| AppError::internal("configuration", format!("{name} is not set")))
        };
        let secret = required("LAUREL_SECRET")?;
        if secret.len() < 32 {
            return Err(AppError::internal(
                "configuration",
                "LAUREL_SECRET is shorter than 32 characters",
            ));
        }
        let mail = match (
            optional("LAUREL_MAIL_URL"),
            optional("LAUREL_MAIL_TOKEN"),
            optional("LAUREL_MAIL_FROM"),
        ) {
            (Some(url), Some(token), Some(from)) => Some(MailConfig { url, token, from }),
            _ => None,
        };
        let origin = required("LAUREL_ORIGIN")?.trim_end_matches('/').to_owned();
        Ok(Self {
            origin,
            secret,
            mail,
        })
    }

    /// Whether people reach Laurel over TLS, as everywhere but on a developer's machine.
    pub(crate) fn is_secure(&self) -> bool {
        self.origin.starts_with("https://")
    }
}
