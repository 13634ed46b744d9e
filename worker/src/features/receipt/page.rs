//! Showing the receipt, and the thanks before it.

use http::StatusCode;
use laurel_domain::testimonial::Purpose;
use laurel_pages::{
    FieldProblem, Reader, ReceiptConsent, ReceiptPage, ReceiptValues, ThanksPage, consent_wording,
    receipt_page, thanks_page,
};

use laurel_words::Words;

use super::open::{Open, open};
use super::path;
use super::proof::prove;
use crate::error::AppError;
use crate::web::Response;
use crate::web::html::{self, Visit};

/// `GET /receipt/{token}`
pub(super) async fn show(visit: Visit) -> Result<Response, AppError> {
    let token = visit.param("token")?;
    let open = if visit.is_opened {
        prove(&visit.ctx, token).await?
    } else {
        open(&visit.ctx, token).await?
    };
    let notice = visit.query("done").and_then(Done::parse);
    let notice = notice.map(|done| done.sentence(visit.reader.words));
    Ok(respond(
        &visit.reader,
        StatusCode::OK,
        &open,
        None,
        Vec::new(),
        notice,
    ))
}

/// `GET /receipt/{token}/thanks`
pub(super) async fn thanks(visit: Visit) -> Result<Response, AppError> {
    let open = open(&visit.ctx, visit.param("token")?).await?;
    let page = ThanksPage {
        program_name: open.program_name,
        wall_url: format!("/p/{}", open.program),
        receipt_url: path(&open.token),
        email: open.found.email.unwrap_or_default(),
        incentive: open.found.incentive,
    };
    Ok(html::page(
        &visit.reader,
        StatusCode::OK,
        thanks_page(&visit.reader, page),
    ))
}

/// What was just done; stands in the address after it, so that reloading does nothing again.
#[derive(Debug, Clone, Copy)]
pub(super) enum Done {
    Saved,
    Agreed,
    TakenBack,
    Withdrawn,
    Erased,
}

impl Done {
    const ALL: [Self; 5] = [
        Self::Saved,
        Self::Agreed,
        Self::TakenBack,
        Self::Withdrawn,
        Self::Erased,
    ];

    const fn code(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Agreed => "agreed",
            Self::TakenBack => "taken-back",
            Self::Withdrawn => "withdrawn",
            Self::Erased => "erased",
        }
    }

    fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|done| done.code() == code)
    }

    fn sentence(self, words: Words) -> &'static str {
        match self {
            Self::Saved => words.receipt_done_saved(),
            Self::Agreed => words.receipt_done_agreed(),
            Self::TakenBack => words.receipt_done_taken_back(),
            Self::Withdrawn => words.receipt_done_withdrawn(),
            Self::Erased => words.receipt_done_erased(),
        }
    }

    /// Back to the receipt, which says what was done.
    pub(super) fn go(self, reader: &Reader, token: &str) -> Result<Response, AppError> {
        html::see_other(&reader.link(&format!("{}?done={}", path(token), self.code())))
    }
}

/// The receipt, with what was typed into its form when that could not be stored.
pub(super) fn respond(
    reader: &Reader,
    status: StatusCode,
    open: &Open,
    values: Option<ReceiptValues>,
    problems: Vec<FieldProblem>,
    notice: Option<&str>,
) -> Response {
    let found = open.found.clone();
    let excerpt = found
        .excerpt
        .and_then(|excerpt| excerpt.of(&found.quote).ok());
    let page = ReceiptPage {
        source: (!found.is_own_form()).then(|| found.source.clone()),
        program_name: open.program_name.clone(),
        wall_url: format!("/p/{}", open.program),
        receipt_url: path(&open.token),
        state: found.standing_for_author().state(),
        reject_reason: found.standing.reason(),
        excerpt: excerpt.map(str::to_owned),
        rating: found.rating,
        author: found.author.unwrap_or_default(),
        headline: found.headline,
        company: found.company,
        relationship: found.relationship,
        incentive: found.incentive,
        consents: Purpose::ALL
            .iter()
            .map(|purpose| consent(reader.words, open, *purpose))
            .collect(),
        sent_at: found.said_at,
        changed_at: found.updated_at,
        revision: found.revision,
        quote: found.quote,
        erased: open.erased,
        values,
        problems,
        notice: notice.map(str::to_owned),
    };
    html::page(reader, status, receipt_page(reader, page))
}

/// The words that were agreed to, or would be.
fn consent(words: Words, open: &Open, purpose: Purpose) -> ReceiptConsent {
    let given = open.found.consents_to(purpose);
    let last_word = open.last_word(purpose);
    let agreed_to = last_word
        .filter(|_| given)
        .map(|(_, wording)| wording.to_owned());
    ReceiptConsent {
        purpose,
        wording: agreed_to
            .unwrap_or_else(|| consent_wording(words, purpose, &open.program_name).wording),
        given,
        changed_at: last_word.map(|(at, _)| at),
    }
}
