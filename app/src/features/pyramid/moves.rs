//! Who rose and who fell on the ladder of advocacy.

use laurel_api::endpoint::InProgram;
use laurel_api::endpoints::ListMoves;
use laurel_api::pyramid::{LadderMove, MovesResponse};
use laurel_domain::advocacy_stage::AdvocacyStage;
use leptos::prelude::*;

use super::asked::Asked;
use crate::hooks::use_remote::use_remote;
use crate::hooks::use_url_query::QueryState;
use crate::session::use_program;
use crate::ui::dates::day_words;
use crate::ui::grid::{Cell, Column, grid};
use crate::ui::loaded::loaded;
use crate::ui::pagination::Pagination;
use crate::words::t;

/// The movements that the URL asks for.
pub fn moves(path: InProgram, asked: Memo<Asked>, state: QueryState) -> AnyView {
    let remote = use_remote::<ListMoves>(move || match asked.get() {
        Asked::Moves(query) => Some((path.clone(), query)),
        _ => None,
    });
    loaded(remote, t().pyramid_moves_reading(), move |answer| {
        moves_table(answer, state)
    })
}

fn moves_table(answer: Signal<MovesResponse>, state: QueryState) -> AnyView {
    let program = use_program();
    let next = Signal::derive(move || answer.with(|answer| answer.meta.next.clone()));
    let row = move |step: &LadderMove| {
        let stage = |stage: Option<AdvocacyStage>| {
            Cell::Words(
                stage
                    .map_or_else(
                        || t().pyramid_moves_no_stage(),
                        |stage| t().advocacy_stage(stage),
                    )
                    .to_owned(),
            )
        };
        let href = program.href(&format!("people/{}", step.person.id));
        vec![
            Cell::Head(step.person.name.clone(), Some(href)),
            stage(step.from),
            stage(step.to),
            Cell::Words(day_words(step.at.day())),
        ]
    };
    let rows =
        Signal::derive(move || answer.with(|answer| answer.moves.iter().map(&row).collect()));
    let columns = [
        Column::Words(t().pyramid_column_name()),
        Column::Words(t().pyramid_moves_from()),
        Column::Words(t().pyramid_moves_to()),
        Column::Words(t().pyramid_moves_day()),
    ];
    view! {
        {grid(t().pyramid_moves(), t().pyramid_moves_words(), &columns, rows)}
        <Pagination next state words=t().pyramid_moves_more() />
    }
    .into_any()
}
