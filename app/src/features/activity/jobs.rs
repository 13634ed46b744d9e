//! What runs, what waits, what failed; a failed job is tried again.

use laurel_api::NoQuery;
use laurel_api::endpoints::{ListJobs, RetryJob};
use laurel_api::jobs::{Job, JobState, JobsResponse, RetryRequest};
use leptos::prelude::*;

use crate::api::call;
use crate::hooks::erased::memo;
use crate::hooks::use_remote::{Remote, use_remote};
use crate::hooks::use_sending::use_sending;
use crate::session::use_program;
use crate::ui::dates::Moment;
use crate::ui::empty::Empty;
use crate::ui::loaded::loaded;
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::show::Show;
use crate::ui::table::TableFrame;
use crate::ui::tag::{Tag, Tone};
use crate::ui::toast::use_toasts;
use crate::words::t;

/// The program's jobs.
pub(super) fn section() -> AnyView {
    let path = use_program().path();
    let remote = use_remote::<ListJobs>(move || Some((path.clone(), NoQuery {})));
    view! {
        <section class="section" aria-labelledby="jobs-title">
            <h2 id="jobs-title">{t().activity_jobs()}</h2>
            {loaded(remote, t().activity_jobs_reading(), move |answer| table(answer, remote))}
        </section>
    }
    .into_any()
}

fn table(answer: Signal<JobsResponse>, remote: Remote<JobsResponse>) -> AnyView {
    let path = StoredValue::new(use_program().path());
    let toasts = use_toasts();
    let sending = use_sending();
    let retry = Callback::new(move |job: Job| {
        let (path, words) = (path.get_value(), t().job_kind(job.kind));
        let body = RetryRequest {
            kind: job.kind,
            key: job.key,
        };
        let request = async move { call::<RetryJob>(&path, &NoQuery {}, &body).await };
        sending.send(request, move |_| {
            toasts.show(t().activity_retried(words));
            remote.reload();
        });
    });
    let nothing = memo(move || answer.with(|answer| answer.jobs.is_empty()));
    let rows = move || {
        answer.with(|answer| {
            let jobs = answer.jobs.iter().cloned();
            jobs.map(|job| row(job, retry)).collect_view()
        })
    };
    view! {
        <ProblemBanner problem=sending.failure() />
        <Show
            when=move || !nothing.get()
            fallback=|| {
                view! {
                    <Empty heading=t().activity_jobs_none() words=t().activity_jobs_none_why()/>
                }
            }
        >
            <TableFrame label=t().activity_jobs_table()>
                <table class="table stacked">
                    <thead>
                        <tr>
                            <th scope="col">{t().activity_job()}</th>
                            <th scope="col">{t().activity_state()}</th>
                            <th scope="col">{t().activity_when()}</th>
                            <th scope="col" class="number">
                                {t().activity_attempts()}
                            </th>
                            <th scope="col">
                                <span class="visually-hidden">{t().activity_actions()}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </TableFrame>
        </Show>
    }
    .into_any()
}

fn row(job: Job, retry: Callback<Job>) -> AnyView {
    let name = t().job_kind(job.kind);
    let (words, tone) = match job.state {
        JobState::Waiting => (t().activity_state_waiting(), Tone::Plain),
        JobState::Running => (t().activity_state_running(), Tone::Accent),
        JobState::Failing => (t().activity_state_failing(), Tone::Problem),
        JobState::Failed => (t().activity_state_failed(), Tone::Problem),
    };
    let error = job.last_error.as_deref();
    let error = error
        .map(|error| view! { <p class="small muted" dir="auto">{t().activity_error(error)}</p> });
    let again = matches!(job.state, JobState::Failing | JobState::Failed);
    let attempts = t().count(u64::from(job.attempts));
    let at = job.due_at;
    let button = again.then(|| {
        view! {
            <button
                type="button"
                class="button quiet small"
                aria-label=t().activity_retry_label(name)
                on:click=move |_| retry.run(job.clone())
            >
                {t().activity_retry()}
            </button>
        }
    });
    view! {
        <tr>
            <th scope="row">{name}{error}</th>
            <td data-label=t().activity_state()>
                <div>
                    <Tag words tone />
                </div>
            </td>
            <td data-label=t().activity_when()>
                <Moment at />
            </td>
            <td data-label=t().activity_attempts() class="number">
                {attempts}
            </td>
            <td>{button}</td>
        </tr>
    }
    .into_any()
}
