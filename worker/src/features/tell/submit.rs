//! Sending the form.

use http::StatusCode;
use laurel_domain::testimonial::Purpose;
use laurel_domain::{ProgramId, SubmissionId};
use laurel_pages::{Reader, ReceiptValues, Shown, TellValues};
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
        let form = Form::without_database(&visit, &program, &values);
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
    let form = Form::without_database(&visit, &program, &values);
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
    let suspected = !values.leave_empty.is_empty();
    let (mut sent, mut reached) = (None, None);
    let mut takes = Takes::default();
    if let (Some(submission), Ok(story)) = (submission, &checked) {
        sent = Some(batch.add::<SentRow>(queries::sent(program, submission)));
        takes = limited(visit, program, story, suspected)?;
        reached = Some(takes.reached(&mut batch, ctx.now)?);
    }
    let rows = ctx.db.batch(batch).await?;
    let row = rows.first(program_row)?.ok_or_else(AppError::not_found)?;
    let form = Form::new(
        &visit.reader,
        program,
        &row.name,
        &row.product_name,
        row.incentive.clone(),
    );
    if let Some((notice, values)) = other_than_shown(visit, &row, values) {
        return Ok(form.respond(
            StatusCode::UNPROCESSABLE_ENTITY,
            values,
            checked.err().unwrap_or_default(),
            Some(notice),
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
        return sent_before(visit, program, submission, &sent, (&story, values), &form).await;
    }
    let not_read = || AppError::internal("story", "what it needs was not read");
    if let Some(wait) = limits::try_again_in(&rows, reached.ok_or_else(not_read)?, ctx.now)? {
        return Ok(over_limit(visit, &form, values.clone(), wait));
    }
    let agreed_in = Reader {
        words: shown_in(visit, values),
        ..visit.reader.clone()
    };
    let sending = Sending {
        program,
        row: &row,
        submission,
        story: &story,
        values,
        reader: &agreed_in,
        suspected,
    };
    let mut batch = store::statements(ctx, &sending)?;
    batch.extend(takes.statements(ctx.now)?);
    ctx.db.batch(batch).await?;
    jobs::run_later(ctx, Some(program));
    to_thanks(visit, &receipt::token(&ctx.config, program, submission)?)
}

/// What a story counts towards.
fn limited(
    visit: &Visit,
    program: &ProgramId,
    story: &Story,
    suspected: bool,
) -> Result<Takes, AppError> {
    let ctx = &visit.ctx;
    let program = program.as_str();
    let client = limits::client(&visit.headers);
    let mut takes = Takes::default();
    takes.add(ctx, limits::STORIES_OF_CLIENT, &[program, &client])?;
    if suspected {
        takes.add(ctx, limits::SUSPECTED_OF_PROGRAM, &[program])?;
        return Ok(takes);
    }
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

/// The language in which the form was shown.
fn shown_in(visit: &Visit, values: &TellValues) -> Words {
    Words::by_tag(&values.language).unwrap_or(visit.reader.words)
}

/// What is stored is what was read: when it is other than what was shown, the note that says so, and the form's
/// values to be sent again. A program that sends no digests has seen no form.
fn other_than_shown(
    visit: &Visit,
    row: &ProgramRow,
    values: &TellValues,
) -> Option<(String, TellValues)> {
    let words = visit.reader.words;
    let incentive = row.incentive.as_deref();
    let Shown {
        wording,
        incentive: offered,
    } = page::shown(shown_in(visit, values), &row.name, incentive);
    let differs = |sent: &str, now: &str| !sent.is_empty() && sent != now;
    let consented = Purpose::ALL
        .iter()
        .any(|purpose| values.consents_to(*purpose));
    let mut notices = Vec::new();
    let mut values = values.clone();
    if consented && differs(&values.agreed_with, &row.name) {
        notices.push(words.tell_renamed().to_owned());
    } else if consented && differs(&values.wording, &wording) {
        notices.push(words.tell_reworded().to_owned());
    }
    if !notices.is_empty() {
        values = without_consent(&values);
    }
    if differs(&values.incentive, &offered) {
        notices.push(match incentive {
            Some(incentive) => words.tell_other_incentive(&row.name, incentive),
            None => words.tell_no_incentive(&row.name),
        });
    }
    (!notices.is_empty()).then(|| (notices.join(" "), values))
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
fn to_thanks(visit: &Visit, token: &str) -> Result<Response, AppError> {
    html::see_other(&visit.reader.link(&receipt::thanks_path(token)))
}

/// The same form was sent before. All of it as before is the same story, unless it stands no longer; other words
/// are offered as a change of it, as long as its author can change it. What cannot be that is another story: the
/// form is shown again, with a sending of its own.
async fn sent_before(
    visit: &Visit,
    program: &ProgramId,
    submission: SubmissionId,
    sent: &SentRow,
    (story, values): (&Story, &TellValues),
    form: &Form,
) -> Result<Response, AppError> {
    let ctx = &visit.ctx;
    let same = sent.is(story, values) && (sent.waits() || sent.is_approved());
    if !same && (!sent.waits() || !sent.is_from(story)) {
        let values = TellValues {
            submission: page::submission(ctx)?,
            ..values.clone()
        };
        let notice = Some(visit.reader.words.tell_another().to_owned());
        return Ok(form.respond(StatusCode::CONFLICT, values, Vec::new(), notice));
    }
    let token = receipt::token(&ctx.config, program, submission)?;
    if let Some(lead) = sent.lead(program, &token)? {
        ctx.db.batch(vec![lead]).await?;
    }
    if same {
        return to_thanks(visit, &token);
    }
    let TellValues {
        submission: _,
        agreed_with: _,
        language: _,
        wording: _,
        incentive: _,
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
    receipt::offer_change(ctx, &visit.reader, &token, typed).await
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
