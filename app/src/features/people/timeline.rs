//! A person's touchpoints, the latest first, grouped by month.

use laurel_api::endpoints::ListTouchpoints;
use laurel_api::page::PageQuery;
use laurel_api::touchpoints::Touchpoint;
use laurel_api::{NoBody, PageSize};
use laurel_domain::PersonId;
use laurel_domain::touchpoint::{Category, Channel, TouchpointKind};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{ApiError, call};
use crate::hooks::erased::effect;
use crate::hooks::use_latest::use_latest;
use crate::session::use_program;
use crate::ui::button::Button;
use crate::ui::dates::{day_words, moment_words, month_words};
use crate::ui::numbers::amount;
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::show::Show;
use crate::words::t;

/// How many touchpoints are read at once.
const PAGE: u8 = 50;

/// The touchpoints; older ones on demand.
#[component]
pub fn Timeline(
    /// Whose.
    person: PersonId,
    /// Counts what was recorded meanwhile; the timeline then begins anew.
    recorded: RwSignal<u32>,
) -> impl IntoView {
    let path = StoredValue::new(use_program().person(person));
    let shown = RwSignal::new(Vec::<Touchpoint>::new());
    let next = RwSignal::new(None::<String>);
    let busy = RwSignal::new(true);
    let problem = RwSignal::new(None::<ApiError>);
    // An answer to an older reading does not belong to what is shown now.
    let latest = use_latest();
    let read = move |cursor: Option<String>| {
        let Some(path) = path.try_get_value() else {
            return;
        };
        let mine = latest.begin();
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            let from_the_top = cursor.is_none();
            let query = PageQuery {
                cursor,
                limit: PageSize::clamped(PAGE),
            };
            let answer = call::<ListTouchpoints>(&path, &query, &NoBody {}).await;
            if !latest.is(mine) {
                return;
            }
            busy.try_set(false);
            match answer {
                Ok(answer) => {
                    next.try_set(answer.meta.next);
                    shown.try_update(|shown| {
                        if from_the_top {
                            shown.clear();
                        }
                        shown.extend(answer.touchpoints);
                    });
                }
                Err(error) => {
                    problem.try_set(Some(error));
                }
            }
        });
    };
    effect(move || {
        recorded.track();
        read(None);
    });
    let older = move |()| read(next.get_untracked());
    let months = move || {
        shown.with(|shown| {
            shown
                .chunk_by(|one, other| month_of(one) == month_of(other))
                .map(month)
                .collect_view()
        })
    };
    view! {
        <section class="stack">
            <h2>{t().timeline_title()}</h2>
            <div class="stack" aria-busy=move || busy.get().then_some("true")>
                {months}
            </div>
            <Show when=move || busy.get() && shown.with(Vec::is_empty)>
                <p class="loading" role="status">
                    {t().timeline_reading()}
                </p>
            </Show>
            <ProblemBanner problem retry=older />
            <Show when=move || next.with(Option::is_some)>
                <div>
                    <Button class="quiet" on_press=older busy>
                        {t().timeline_older()}
                    </Button>
                </div>
            </Show>
        </section>
    }
}

fn month_of(touchpoint: &Touchpoint) -> (i32, u8) {
    let (year, month, _) = touchpoint.at.day().calendar();
    (year, month)
}

fn month(touchpoints: &[Touchpoint]) -> AnyView {
    let name = touchpoints
        .first()
        .map(|first| month_words(first.at.day()))
        .unwrap_or_default();
    let items = touchpoints.iter().map(item).collect_view();
    view! {
        <section>
            <h3>{name}</h3>
            <ol class="timeline">{items}</ol>
        </section>
    }
    .into_any()
}

/// The mark's color; the words say the same.
const fn class_of(kind: TouchpointKind) -> &'static str {
    match kind {
        TouchpointKind::SupportEscalated => "problem",
        TouchpointKind::Purchase | TouchpointKind::BecameCustomer => "accent",
        _ => match kind.category() {
            Category::Journey => "attract",
            Category::Act | Category::Decision => "delight",
            Category::Reward => "",
        },
    }
}

/// What else is known: amount, pieces, score, channel, note.
fn detail_of(touchpoint: &Touchpoint) -> String {
    let known = [
        touchpoint
            .amount
            .as_ref()
            .map(|money| amount(money.minor, money.currency)),
        touchpoint
            .quantity
            .filter(|pieces| *pieces > 1)
            .map(|pieces| t().timeline_pieces(u64::from(pieces))),
        touchpoint
            .score
            .map(|score| t().ui_of_ten(&score.to_string())),
        // How it was recorded says nothing about where it happened.
        Some(touchpoint.channel)
            .filter(|channel| *channel != Channel::Api)
            .map(|channel| t().channel(channel).to_owned()),
    ];
    known.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn item(touchpoint: &Touchpoint) -> impl IntoView + use<> {
    let note = touchpoint
        .note
        .clone()
        .map(|note| view! { <div dir="auto">{note}</div> });
    view! {
        <li class=class_of(touchpoint.kind)>
            <time datetime=touchpoint.at.to_rfc3339() title=moment_words(touchpoint.at)>
                {day_words(touchpoint.at.day())}
            </time>
            <div>
                {t().touchpoint_kind(touchpoint.kind)}
                {note}
                <div class="detail">{detail_of(touchpoint)}</div>
            </div>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use laurel_domain::money::{Currency, Money};
    use laurel_domain::{Timestamp, TouchpointId};

    #[test]
    fn details_say_only_what_is_known() {
        let mut touchpoint = Touchpoint {
            id: TouchpointId::from_digest([1; 16]),
            kind: TouchpointKind::Purchase,
            channel: Channel::Import,
            at: Timestamp::from_millis(0),
            amount: Some(Money {
                minor: 1_177,
                currency: Currency::USD,
            }),
            quantity: Some(2),
            score: None,
            note: None,
        };
        assert_eq!(detail_of(&touchpoint), "11.77 USD · 2 pieces · Import");
        touchpoint.amount = None;
        touchpoint.quantity = Some(1);
        assert_eq!(detail_of(&touchpoint), "Import");
        touchpoint.channel = Channel::Api;
        assert_eq!(detail_of(&touchpoint), "");
        assert_eq!(month_of(&touchpoint), (1970, 1));
    }
}
