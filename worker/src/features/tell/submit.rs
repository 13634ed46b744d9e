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
use super::queries::{self, ProgramRow, SentRow};
use super::store::{self, Sending};
use super::story::{Story, Typed};
use crate::error::AppError;
use crate::features::receipt;
use crate::jobs;
use crate::limits::{self, Takes};
use crate::web::Response;
use crate::web::html::{self, Visit};

/// `POST /p/{program}/tell`
pub(super) async fn submit(visit: Visit) -> Result<Response, AppError> {
    let program = page::program(&visit)?;
    let values: TellValues = visit.read_form()?;
    if limits::is_flood(&visit.ctx, &visit.headers).await {
        let form = Form::without_database(&visit, &program);
        return Ok(over_limit(&visit, &form, values, limits::FLOOD_SECONDS));
    }
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
    let form = Form::without_database(&visit, &program);
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
    let (mut sent, mut reached, mut known) = (None, None, None);
    let mut takes = Takes::default();
    if let (Some(submission), Ok(story)) = (submission, &checked) {
        sent = Some(batch.add::<SentRow>(queries::sent(program, submission)));
        takes = limited(visit, program, story)?;
        reached = Some(takes.reached(&mut batch, ctx.now)?);
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
    let not_read = || AppError::internal("story", "what it needs was not read");
    if let Some(wait) = limits::try_again_in(&rows, reached.ok_or_else(not_read)?, ctx.now)? {
        return Ok(over_limit(visit, &form, values.clone(), wait));
    }
    let snapshot = Snapshot::take(&rows, known.ok_or_else(not_read)?)?;
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
    let mut batch = store::statements(ctx, &sending, &snapshot)?;
    batch.extend(takes.statements(ctx.now)?);
    ctx.db.batch(batch).await?;
    jobs::run_later(ctx, Some(program));
    to_thanks(visit, submission)
}

/// What a story counts towards.
fn limited(visit: &Visit, program: &ProgramId, story: &Story) -> Result<Takes, AppError> {
    let ctx = &visit.ctx;
    let program = program.as_str();
    let client = limits::client(&visit.headers);
    let mut takes = Takes::default();
    takes.add(ctx, limits::STORIES_OF_CLIENT, &[program, &client])?;
    takes.add(ctx, limits::STORIES_OF_PROGRAM, &[program])?;
    if let Some(email) = &story.email {
        let mailbox = email.mailbox();
        takes.add(ctx, limits::STORIES_OF_MAILBOX, &[program, &mailbox])?;
    }
    Ok(takes)
}

/// The form with everything that was typed, and when to send it again.
fn over_limit(visit: &Visit, form: &Form, values: TellValues, seconds: u64) -> Response {
    let minutes = seconds.div_ceil(60);
    let words = visit.reader.words;
    let notice = if minutes <= 90 {
        words.tell_limit_minutes(minutes)
    } else {
        words.tell_limit_hours(minutes.div_ceil(60))
    };
    let status = StatusCode::TOO_MANY_REQUESTS;
    let mut response = form.respond(status, values, Vec::new(), Some(notice));
    limits::retry_after(&mut response, seconds);
    response
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
