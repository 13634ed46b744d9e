//! What the deployment sets, parsed once an isolate: another deployment begins with new isolates.

use std::cell::OnceCell;
use std::rc::Rc;

use worker::Env;

use crate::error::AppError;
use crate::mail;

/// Settings of this deployment.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    /// `LAUREL_ORIGIN`: scheme and host under which people reach Laurel, without a slash at the end.
    pub(crate) origin: String,
    /// `LAUREL_SECRET`: at least 32 characters; keys the receipt links.
    pub(crate) secret: String,
    /// `LAUREL_PLAN`: what the platform lets one invocation do.
    pub(crate) plan: Plan,
    /// Where mail is handed over; `None` keeps it in the outbox.
    pub(crate) mail: Option<MailConfig>,
}

/// A plan of the platform; `docs/DEPLOY.md` has its limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plan {
    /// 10 ms of processor time an invocation, 50 subrequests, 50 statements to D1.
    Free,
    /// 30 s and more, 1,000 and more.
    Paid,
}

/// What one invocation may do.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Statements to D1 and other subrequests. The documentation does not say whether the statements of a
    /// batch count one by one, so they do here.
    pub(crate) calls: u32,
    /// Jobs of one run of the queue.
    pub(crate) jobs: u32,
    /// Those among them that derive people.
    pub(crate) derivations: u32,
    /// People whom one of them, or one step of a recomputation, derives.
    pub(crate) people: u32,
}

impl Plan {
    /// Its limits, with room to spare.
    pub(crate) const fn limits(self) -> Limits {
        match self {
            Self::Free => Limits {
                calls: 50,
                jobs: 8,
                derivations: 1,
                people: 20,
            },
            Self::Paid => Limits {
                calls: 1_000,
                jobs: 60,
                derivations: 10,
                people: 200,
            },
        }
    }
}

/// Who hands mails over, and in whose name.
#[derive(Debug, Clone)]
pub(crate) struct MailConfig {
    /// `LAUREL_MAIL_FROM`: the sender's address.
    pub(crate) from: String,
    /// Who.
    pub(crate) service: MailService,
}

/// Who hands mails over.
#[derive(Debug, Clone)]
pub(crate) enum MailService {
    /// Cloudflare's own, bound as `MAIL`.
    Binding,
    /// An HTTP service that takes `{from, to, subject, text, html}` as JSON with a bearer token.
    Http {
        /// `LAUREL_MAIL_URL`.
        url: String,
        /// `LAUREL_MAIL_TOKEN`.
        token: String,
    },
}

thread_local! {
    static PARSED: OnceCell<Rc<Config>> = const { OnceCell::new() };
}

/// Whether nobody between us and a browser can read along: TLS, or no network.
fn is_safe(origin: &str) -> bool {
    match origin.split_once("://") {
        Some(("https", host)) => !host.is_empty(),
        Some(("http", host)) => is_this_machine(host),
        _ => false,
    }
}

/// Whether a host, with or without a port, is this very machine.
pub(crate) fn is_this_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
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
        let plan = match optional("LAUREL_PLAN").as_deref() {
            None | Some("free") => Plan::Free,
            Some("paid") => Plan::Paid,
            Some(_) => {
                return Err(AppError::internal(
                    "configuration",
                    "LAUREL_PLAN is neither free nor paid",
                ));
            }
        };
        let service = match (optional("LAUREL_MAIL_URL"), optional("LAUREL_MAIL_TOKEN")) {
            (Some(url), Some(token)) => Some(MailService::Http { url, token }),
            _ => env
                .send_email(mail::BINDING)
                .is_ok()
                .then_some(MailService::Binding),
        };
        let mail = optional("LAUREL_MAIL_FROM")
            .zip(service)
            .map(|(from, service)| MailConfig { from, service });
        let origin = required("LAUREL_ORIGIN")?.trim_end_matches('/').to_owned();
        if !is_safe(&origin) {
            return Err(AppError::internal(
                "configuration",
                "LAUREL_ORIGIN must begin with https://, except on localhost",
            ));
        }
        Ok(Self {
            origin,
            secret,
            plan,
            mail,
        })
    }

    /// Whether people reach Laurel over TLS, as everywhere but on a developer's machine.
    pub(crate) fn is_secure(&self) -> bool {
        self.origin.starts_with("https://")
    }
}
