//! What the edited stages would make of everybody, beside the funnel of today: counted portion by portion,
//! so that it shows how far it is and can be stopped.

use laurel_api::NoQuery;
use laurel_api::endpoints::{GetFunnel, PreviewFunnel};
use laurel_api::funnel::FunnelQuery;
use laurel_api::settings::PreviewRequest;
use laurel_domain::settings::StageRule;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::draft::Draft;
use crate::api::{ApiError, call};
use crate::hooks::erased::{effect, memo};
use crate::hooks::use_latest::use_latest;
use crate::hooks::use_remote::use_remote;
use crate::session::use_program;
use crate::shell::use_program_details;
use crate::ui::button::Button;
use crate::ui::numbers::count;
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::progress::Progress;
use crate::ui::show::Show;
use crate::words::t;

/// What was counted so far.
#[derive(Debug, Clone, PartialEq)]
struct Counted {
    stages: Vec<StageRule>,
    reached: Vec<u64>,
    people: u64,
    /// The next portion; `None` when everybody is counted.
    next: Option<String>,
}

/// One row of a picture: a stage's name and its people.
type Bar = (String, u64);

/// Button, progress and the two funnels.
pub fn preview(draft: RwSignal<Draft>) -> AnyView {
    let program = StoredValue::new(use_program());
    let details = use_program_details();
    let counted = RwSignal::new(None::<Counted>);
    let running = RwSignal::new(false);
    let problem = RwSignal::new(None::<ApiError>);
    let latest = use_latest();
    let stop = move || {
        _ = latest.begin();
        running.try_set(false);
    };
    on_cleanup(stop);
    let path = program.with_value(crate::session::CurrentProgram::path);
    let wanted = memo(move || counted.with(Option::is_some));
    let today = use_remote::<GetFunnel>(move || {
        wanted.get().then(|| (path.clone(), FunnelQuery::default()))
    });
    // What was counted is about stages as they were: with others it is worth nothing.
    effect(move || {
        let stages = draft.with(Draft::stages);
        let other = counted.with_untracked(|counted| {
            counted
                .as_ref()
                .is_some_and(|counted| counted.stages != stages)
        });
        if other {
            stop();
            counted.set(None);
        }
    });
    let start = move |()| {
        let mine = latest.begin();
        let stages = draft.with_untracked(Draft::stages);
        let fresh = Counted {
            reached: vec![0; stages.len()],
            stages,
            people: 0,
            next: Some(String::new()),
        };
        problem.set(None);
        running.set(true);
        let path = program.with_value(crate::session::CurrentProgram::path);
        counted.set(Some(fresh.clone()));
        spawn_local(async move {
            let mut sum = fresh;
            while let Some(cursor) = sum.next.take() {
                let request = PreviewRequest {
                    stages: sum.stages.clone(),
                    cursor: (!cursor.is_empty()).then_some(cursor),
                };
                let answer = call::<PreviewFunnel>(&path, &NoQuery {}, &request).await;
                if !latest.is(mine) {
                    return;
                }
                match answer {
                    Ok(portion) => {
                        for (sum, more) in sum.reached.iter_mut().zip(&portion.stages) {
                            *sum += more;
                        }
                        sum.people += portion.people;
                        sum.next = portion.next;
                        counted.try_set(Some(sum.clone()));
                    }
                    Err(error) => {
                        problem.try_set(Some(error));
                        break;
                    }
                }
            }
            running.try_set(false);
        });
    };
    let total = Signal::derive(move || {
        let known = u64::try_from(details.total("people")).unwrap_or_default();
        known.max(counted.with(|counted| counted.as_ref().map_or(0, |counted| counted.people)))
    });
    let done = Signal::derive(move || {
        counted.with(|counted| counted.as_ref().map_or(0, |counted| counted.people))
    });
    let sound = memo(move || draft.with(Draft::is_sound));
    let new = Signal::derive(move || {
        counted.with(|counted| {
            let counted = counted.as_ref()?;
            let names = counted.stages.iter().map(|stage| stage.name.clone());
            Some(
                names
                    .zip(counted.reached.iter().copied())
                    .collect::<Vec<Bar>>(),
            )
        })
    });
    let now = Signal::derive(move || {
        let stages = today.latest().get()?.funnel.stages;
        let bars = stages.into_iter().map(|stage| (stage.name, stage.people));
        Some(bars.collect::<Vec<Bar>>())
    });
    view! {
        <section class="section stack" aria-labelledby="preview-title">
            <h2 id="preview-title">{t().stages_preview()}</h2>
            <p class="muted small measure">
                {t().stages_preview_words()}
            </p>
            <div class="buttons">
                <Button
                    class="quiet"
                    busy=running
                    disabled=Signal::derive(move || !sound.get())
                    on_press=start
                >
                    {t().stages_preview_start()}
                </Button>
                <Show when=move || running.get()>
                    <Button class="plain" on_press=move |()| stop()>
                        {t().stages_preview_stop()}
                    </Button>
                </Show>
            </div>
            <ProblemBanner problem=problem />
            <Show when=move || wanted.get()>
                <Progress
                    label=Signal::derive(move || if running.get() { t().stages_preview_so_far().to_owned() } else { t().stages_preview_counted().to_owned() })
                    done=done
                    total=total
                />
                <div class="funnels">
                    {bars(t().stages_preview_today(), now)} {bars(t().stages_preview_new(), new)}
                </div>
            </Show>
        </section>
    }
    .into_any()
}

/// A funnel as a table with bars.
fn bars(caption: &'static str, bars: Signal<Option<Vec<Bar>>>) -> AnyView {
    let rows = move || {
        let bars = bars.get().unwrap_or_default();
        let first = bars.first().map_or(0, |(_, people)| *people);
        bars.into_iter()
            .map(|(name, people)| {
                let share = crate::ui::figures::share(people, first)
                    .unwrap_or_else(|| crate::ui::figures::NOT_YET.to_owned());
                let width = if first == 0 {
                    0.0
                } else {
                    people as f64 / first as f64 * 100.0
                };
                view! {
                    <tr>
                        <th scope="row" dir="auto">{name}</th>
                        <td class="number">{count(people)}</td>
                        <td class="number">{share}</td>
                        <td class="length" aria-hidden="true">
                            <span style:inline-size=format!("{width:.1}%")></span>
                        </td>
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        <table class="table dense bars">
            <caption>{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{t().stages_preview_stage()}</th>
                    <th scope="col" class="number">{t().stages_preview_people()}</th>
                    <th scope="col" class="number">{t().stages_preview_of_all()}</th>
                    <td></td>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
