//! Sending the form.

use http::StatusCode;
use laurel_domain::testimonial::{Purpose, TestimonialState};
use laurel_domain::{ProgramId, SubmissionId};
use laurel_ingest::Snapshot;
use laurel_pages::{Reader, ReceiptValues, TellValues, ThanksPage, thanks_page};
use laurel_store::{Batch, retrying};
use laurel_words::Words;
use worker::console_error;

use super::page::{self, Form};
use super::queries::{self, ProgramRow, SentRow, WAITING_MAX, WaitingRow};
use super::store::{self, Sending};
use super::story::{Story, Typed};
use crate::error::AppError;
use crate::features::receipt;
use crate::jobs;
use crate::web::Response;
use crate::web::html::{self, Visit};

/// `POST /p/{program}/tell`
pub(super) async fn submit(visit: Visit) -> Result<Response, AppError> {
    let program = page::program(&visit)?;
    let values: TellValues = visit.read_form()?;
    let outcome = retrying(async || attempt(&visit, &program, &values).await).await;
    let error = match outcome {
        Ok(response) => return Ok(response),
        Err(error @ AppError::Client { .. }) => return Err(error),
        // A lost race ends here only when storage is very slow: nobody else is faster again and again.
        Err(error) => error,
    };
    console_error!(
        "request {}: story not stored: {error:?}",
        visit.ctx.shared.request_id
    );
    let form = Form::without_database(&visit, &program).await;
    Ok(form.respond(
        StatusCode::SERVICE_UNAVAILABLE,
        values,
        Vec::new(),
        Some(visit.reader.words.tell_try_again().to_owned()),
    ))
}

async fn attempt(
    visit: &Visit,
    program: &ProgramId,
    values: &TellValues,
) -> Result<Response, AppError> {
    let ctx = &visit.ctx;
    let words = visit.reader.words;
    let submission = values.submission.parse::<SubmissionId>().ok();
    let checked = typed(values).check(words);
    let mut batch = Batch::new();
    let program_row = batch.add::<ProgramRow>(queries::program(program));
    let (mut sent, mut waiting, mut known) = (None, None, None);
    if let (Some(submission), Ok(story)) = (submission, &checked) {
        sent = Some(batch.add::<SentRow>(queries::sent(program, submission)));
        let email = story.email.as_ref();
        waiting =
            email.map(|email| batch.add::<WaitingRow>(queries::waiting(program, email, ctx.now)));
        let author = store::person(story);
        known = Some(laurel_ingest::reads(
            &mut batch,
            program,
            [&author].into_iter(),
        )?);
    }
    let rows = ctx.db.batch(batch).await?;
    let row = rows.first(program_row)?.ok_or_else(AppError::not_found)?;
    if !values.leave_empty.is_empty() {
        return Ok(thank_a_program(visit, &row, program, values));
    }
    let form = Form::new(
        &visit.reader,
        program,
        &row.name,
        &row.product_name,
        row.incentive.clone(),
    );
    if consented_to_another_name(values, &row.name) {
        return Ok(form.respond(
            StatusCode::UNPROCESSABLE_ENTITY,
            without_consent(values),
            checked.err().unwrap_or_default(),
            Some(words.tell_renamed().to_owned()),
        ));
    }
    let again =
        |status, problems, notice| Ok(form.respond(status, values.clone(), problems, notice));
    let (submission, story) = match (submission, checked) {
        (Some(submission), Ok(story)) => (submission, story),
        (Some(_), Err(problems)) => return again(StatusCode::UNPROCESSABLE_ENTITY, problems, None),
        (None, checked) => {
            let values = TellValues {
                submission: page::submission(ctx)?,
                ..values.clone()
            };
            let problems = checked.err().unwrap_or_default();
            let notice = Some(words.tell_incomplete().to_owned());
            return Ok(form.respond(StatusCode::UNPROCESSABLE_ENTITY, values, problems, notice));
        }
    };
    if let Some(sent) = rows.first_asked(sent)? {
        return sent_before(visit, submission, &sent, &story, values).await;
    }
    if rows
        .first_asked(waiting)?
        .is_some_and(|row| row.waiting >= WAITING_MAX)
    {
        let notice = words.tell_waiting(WAITING_MAX.into());
        return again(StatusCode::TOO_MANY_REQUESTS, Vec::new(), Some(notice));
    }
    let known = known.ok_or_else(|| AppError::internal("story", "its author was not read"))?;
    let snapshot = Snapshot::take(&rows, known)?;
    let agreed_in = Reader {
        words: Words::by_tag(&values.language).unwrap_or(words),
        ..visit.reader.clone()
    };
    let sending = Sending {
        program,
        row: &row,
        submission,
        story: &story,
        values,
        reader: &agreed_in,
    };
    ctx.db
        .batch(store::statements(ctx, &sending, &snapshot)?)
        .await?;
    jobs::run_later(ctx, Some(program));
    to_thanks(visit, submission)
}

/// Whether a box was ticked whose words named somebody else. What is stored is what was read.
fn consented_to_another_name(values: &TellValues, name: &str) -> bool {
    let consented = Purpose::ALL
        .iter()
        .any(|purpose| values.consents_to(*purpose));
    consented && !values.agreed_with.is_empty() && values.agreed_with != name
}

fn without_consent(values: &TellValues) -> TellValues {
    TellValues {
        consent_website: false,
        consent_social_media: false,
        consent_sales_material: false,
        ..values.clone()
    }
}

/// After sending: an address of its own, so that reloading sends nothing again.
fn to_thanks(visit: &Visit, submission: SubmissionId) -> Result<Response, AppError> {
    let path = receipt::thanks_path(&visit.ctx.config, submission)?;
    html::see_other(&visit.reader.link(&path))
}

/// The same form was sent before. With the same words that is the same story; with others it is
/// offered as a change of it, as long as it can be changed.
async fn sent_before(
    visit: &Visit,
    submission: SubmissionId,
    sent: &SentRow,
    story: &Story,
    values: &TellValues,
) -> Result<Response, AppError> {
    if sent.quote == story.quote.as_str() || sent.state != TestimonialState::Pending.code() {
        return to_thanks(visit, submission);
    }
    let TellValues {
        submission: _,
        agreed_with: _,
        language: _,
        quote,
        rating,
        author,
        email: _,
        headline,
        company,
        relationship,
        consent_website: _,
        consent_social_media: _,
        consent_sales_material: _,
        leave_empty: _,
    } = values.clone();
    let typed = ReceiptValues {
        revision: String::new(),
        quote,
        rating,
        author,
        headline,
        company,
        relationship,
    };
    receipt::offer_change(&visit.ctx, &visit.reader, submission, typed).await
}

/// A program filled in the trap: it is thanked, and nothing is stored.
fn thank_a_program(
    visit: &Visit,
    row: &ProgramRow,
    program: &ProgramId,
    values: &TellValues,
) -> Response {
    let page = ThanksPage {
        program_name: row.name.clone(),
        wall_url: format!("/p/{program}"),
        receipt_url: format!("/p/{program}"),
        email: values.email.clone(),
        incentive: row.incentive.clone(),
    };
    html::page(
        &visit.reader,
        StatusCode::OK,
        thanks_page(&visit.reader, page),
    )
}

fn typed(values: &TellValues) -> Typed<'_> {
    Typed {
        quote: &values.quote,
        rating: &values.rating,
        author: &values.author,
        email: Some(&values.email),
        headline: &values.headline,
        company: &values.company,
        relationship: &values.relationship,
    }
}
