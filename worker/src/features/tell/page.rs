//! Showing the form.

use http::StatusCode;
use laurel_domain::testimonial::Purpose;
use laurel_domain::{ProgramId, SubmissionId, hex};
use laurel_pages::{FieldProblem, Reader, Shown, TellPage, TellValues, consent_wording, tell_page};
use laurel_words::Words;

use super::queries::{self, ProgramRow};
use crate::auth::digest::content_digest;
use crate::context::Ctx;
use crate::error::AppError;
use crate::publication;
use crate::random;
use crate::web::Response;
use crate::web::html::{self, Visit};
use laurel_store::Batch;

/// `GET /p/{program}/tell`
pub(super) async fn show(visit: Visit) -> Result<Response, AppError> {
    let ctx = &visit.ctx;
    let program = program(&visit)?;
    let mut batch = Batch::new();
    let row = batch.add::<ProgramRow>(queries::program(&program));
    let rows = ctx.db.batch(batch).await?;
    let row = rows.first(row)?.ok_or_else(AppError::not_found)?;
    let form = Form::new(
        &visit.reader,
        &program,
        &row.name,
        &row.product_name,
        row.incentive,
    );
    let values = TellValues {
        submission: submission(ctx)?,
        ..TellValues::default()
    };
    Ok(form.respond(StatusCode::OK, values, Vec::new(), None))
}

/// The program in the path. Text that is no slug is an address where nothing is.
pub(super) fn program(visit: &Visit) -> Result<ProgramId, AppError> {
    ProgramId::parse(visit.param("program")?).map_err(|_| AppError::not_found())
}

/// The id of a sending, chosen before it is sent.
pub(super) fn submission(ctx: &Ctx) -> Result<String, AppError> {
    Ok(SubmissionId::new(ctx.now, random::bytes()?).to_string())
}

/// Digests of what the form shows in a language.
pub(super) fn shown(words: Words, name: &str, incentive: Option<&str>) -> Shown {
    let digest = |parts: &[&str]| hex::encode(&content_digest(parts));
    let wordings: Vec<String> = Purpose::ALL
        .iter()
        .map(|purpose| consent_wording(words, *purpose, name).wording)
        .collect();
    let wordings: Vec<&str> = wordings.iter().map(String::as_str).collect();
    Shown {
        wording: digest(&wordings),
        incentive: digest(&["incentive", incentive.unwrap_or_default()]),
    }
}

/// The form of a program.
pub(super) struct Form {
    reader: Reader,
    page: TellPage,
}

impl Form {
    /// The form with what the program's row says.
    pub(super) fn new(
        reader: &Reader,
        program: &ProgramId,
        name: &str,
        product_name: &str,
        incentive: Option<String>,
    ) -> Self {
        let consents = Purpose::ALL
            .iter()
            .map(|purpose| consent_wording(reader.words, *purpose, name));
        let shown = shown(reader.words, name, incentive.as_deref());
        Self {
            reader: reader.clone(),
            page: TellPage {
                program_name: name.to_owned(),
                product_name: product_name.to_owned(),
                wall_url: format!("/p/{program}"),
                action: format!("/p/{program}/tell"),
                incentive,
                consents: consents.collect(),
                shown,
                ..TellPage::default()
            },
        }
    }

    /// The form when D1 does not answer: with the names that were last seen here. What was shown before counts as
    /// shown, since what is offered now cannot be known.
    pub(super) fn without_database(
        visit: &Visit,
        program: &ProgramId,
        values: &TellValues,
    ) -> Self {
        let (ctx, reader) = (&visit.ctx, &visit.reader);
        let unknown = || (program.to_string(), program.to_string());
        let (name, product) = publication::last_names(ctx, program).unwrap_or_else(unknown);
        let mut form = Self::new(reader, program, &name, &product, None);
        form.page.shown = Shown {
            wording: values.wording.clone(),
            incentive: values.incentive.clone(),
        };
        form
    }

    /// The page with what was typed.
    pub(super) fn respond(
        &self,
        status: StatusCode,
        values: TellValues,
        problems: Vec<FieldProblem>,
        notice: Option<String>,
    ) -> Response {
        let page = TellPage {
            values,
            problems,
            notice,
            ..self.page.clone()
        };
        html::page(&self.reader, status, tell_page(&self.reader, page))
    }
}
