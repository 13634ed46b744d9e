//! The flywheel of the customers who first bought in a period.

use laurel_api::Sentence;
use laurel_api::endpoints::GetFlywheel;
use laurel_api::figures::{Cost, Difference, Flywheel, FlywheelResponse, Interval, Loss};
use laurel_domain::flywheel::{Figures, Follow, Loss as Friction, Organic, Report};
use laurel_words::Words;
use serde::Deserialize;

use super::histogram::HistogramColumns;
use super::period;
use crate::db::statement;
use crate::error::AppError;
use crate::web::{Call, Reply};
use laurel_store::Batch;

const COHORT_SQL: &str =
    "SELECT coalesce(max(day) FILTER (WHERE cells -> '$.wheel.customers' IS NOT NULL), ?3) AS last_day,
    coalesce(sum(cells ->> '$.wheel.customers'), 0) AS customers,
    coalesce(sum(cells ->> '$.wheel.acts'), 0) AS acts,
    coalesce(sum(cells ->> '$.wheel.people_brought'), 0) AS people_brought,
    coalesce(sum(cells ->> '$.wheel.customers_brought'), 0) AS customers_brought,
    coalesce(sum(cells ->> '$.wheel.squares'), 0) AS squares,
    coalesce(sum(cells ->> '$.wheel.people_others'), 0) AS people_others,
    coalesce(sum(cells ->> '$.wheel.customers_others'), 0) AS customers_others,
    coalesce(sum(cells ->> '$.wheel.a'), 0) AS t0,
    coalesce(sum(cells ->> '$.wheel.b'), 0) AS t1,
    coalesce(sum(cells ->> '$.wheel.c'), 0) AS t2,
    coalesce(sum(cells ->> '$.wheel.d'), 0) AS t3,
    coalesce(sum(cells ->> '$.wheel.e'), 0) AS t4,
    coalesce(sum(cells ->> '$.wheel.f'), 0) AS t5,
    coalesce(sum(cells ->> '$.wheel.g'), 0) AS t6,
    coalesce(sum(cells ->> '$.wheel.h'), 0) AS t7,
    coalesce(sum(cells ->> '$.wheel.i'), 0) AS t8,
    coalesce(sum(cells ->> '$.wheel.j'), 0) AS t9,
    coalesce(sum(cells ->> '$.wheel.k'), 0) AS t10,
    coalesce(sum(cells ->> '$.wheel.l'), 0) AS t11,
    coalesce(sum(cells ->> '$.wheel.m'), 0) AS t12,
    coalesce(sum(cells ->> '$.wheel.n'), 0) AS t13,
    coalesce(sum(cells ->> '$.wheel.o'), 0) AS t14,
    coalesce(sum(cells ->> '$.wheel.p'), 0) AS t15
  FROM day_counts WHERE program_id = ?1 AND day BETWEEN ?2 AND ?3";

const LOSSES_SQL: &str = "SELECT 'testimonials:pending' AS name, value FROM program_totals
  WHERE program_id = ?1 AND name = 'testimonials:pending'
  UNION ALL SELECT 'detractors', coalesce(cells ->> '$.totals.detractors', 0) FROM program_counts WHERE program_id = ?1";

/// Open asks past their day, along the index of what is due; more than [`MANY`] are not counted.
const OVERDUE_SQL: &str = "SELECT count(*) AS overdue FROM (SELECT 1 FROM asks
  WHERE program_id = ?1 AND state = 'open' AND due_day < ?2 LIMIT 1000)";

/// From here on counting ends: "1,000 or more".
const MANY: u64 = 1_000;

#[derive(Deserialize)]
struct OverdueRow {
    overdue: u64,
}

#[derive(Deserialize)]
struct CohortRow {
    last_day: i32,
    customers: u64,
    acts: u64,
    people_brought: u64,
    customers_brought: u64,
    squares: u64,
    people_others: u64,
    customers_others: u64,
    #[serde(flatten)]
    elapsed: HistogramColumns,
}

#[derive(Deserialize)]
struct TotalRow {
    name: String,
    value: u64,
}

/// `GET /flywheel`
pub(super) async fn get_flywheel(
    call: Call<GetFlywheel>,
) -> Result<Reply<FlywheelResponse>, AppError> {
    let (from, to) = period(call.query.from, call.query.to)?;
    let program = &call.path.program;
    let in_period = |sql| statement(sql, [program.into(), from.into(), to.into()]);
    let today = call.ctx.now.day();
    let mut batch = Batch::new();
    let cohort = batch.add::<CohortRow>(in_period(COHORT_SQL));
    let losses = batch.add::<TotalRow>(statement(LOSSES_SQL, [program.into()]));
    let overdue = [program.into(), today.into()];
    let overdue = batch.add::<OverdueRow>(statement(OVERDUE_SQL, overdue));
    let authorized = call.authorized(batch).await?;
    let cohort = authorized
        .first(cohort)?
        .ok_or_else(|| AppError::internal("flywheel", "no row"))?;
    let settings = &authorized.access.rules.settings;
    let figures = Figures {
        customers: cohort.customers,
        acts: cohort.acts,
        people_brought: cohort.people_brought,
        customers_brought: cohort.customers_brought,
        squares: cohort.squares,
        elapsed: cohort.elapsed.into(),
    };
    let organic = Organic {
        people: cohort.people_others,
        customers: cohort.customers_others,
    };
    let follow = Follow {
        last_day: laurel_domain::Day(cohort.last_day.min(to.0)),
        days: settings.follow_days,
        today: call.ctx.now.day(),
    };
    let losses = authorized.take(losses)?;
    let count = |name: &str| {
        losses
            .iter()
            .find(|row| row.name == name)
            .map_or(0, |row| row.value)
    };
    let friction = vec![
        (
            Friction::UnansweredSubmissions,
            count("testimonials:pending"),
        ),
        (Friction::Detractors, count("detractors")),
        (
            Friction::OverdueAsks,
            authorized.first(overdue)?.map_or(0, |row| row.overdue),
        ),
    ];
    let report = Report::new(figures, organic, follow, friction);
    let flywheel = wire(&report, call.words);
    Ok(Reply::new(FlywheelResponse {
        flywheel,
        cost: Cost {
            rows_read: authorized.rows_read(),
        },
    }))
}

fn wire(report: &Report, words: Words) -> Flywheel {
    let Report {
        figures,
        delight,
        attract,
        engage,
        organic,
        organic_conversion,
        engage_difference,
        loop_gain,
        loop_gain_interval,
        missing,
        cycle_days,
        cycle_quartiles,
        momentum,
        so_far,
        losses,
    } = report;
    let friction = losses.iter().map(|(loss, count)| Loss {
        code: loss.code().to_owned(),
        label: if *loss == Friction::OverdueAsks && *count >= MANY {
            words.loss_at_least(words.loss(*loss), MANY)
        } else {
            words.loss(*loss).to_owned()
        },
        count: *count,
    });
    Flywheel {
        customers: figures.customers,
        acts: figures.acts,
        people_brought: figures.people_brought,
        customers_brought: figures.customers_brought,
        delight: *delight,
        attract: *attract,
        engage: *engage,
        engage_others: *organic_conversion,
        people_others: organic.people,
        customers_others: organic.customers,
        engage_difference: engage_difference.map(|difference| Difference {
            value: difference.value,
            low: difference.interval.low,
            high: difference.interval.high,
            could_be_chance: difference.could_be_chance,
        }),
        loop_gain: *loop_gain,
        loop_gain_missing: missing
            .as_ref()
            .map(|missing| Sentence::new(missing, words.gain_missing(missing))),
        loop_gain_interval: loop_gain_interval.map(|interval| Interval {
            low: interval.low,
            high: interval.high,
        }),
        cycle_days: *cycle_days,
        cycle_lower_quartile_days: cycle_quartiles.map(|(lower, _)| lower),
        cycle_upper_quartile_days: cycle_quartiles.map(|(_, upper)| upper),
        momentum: *momentum,
        so_far: *so_far,
        friction: friction.collect(),
    }
}
