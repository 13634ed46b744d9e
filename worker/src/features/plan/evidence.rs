//! The live figures behind the plan and the overview: counters, sums of days, and what is stored about
//! the checks themselves. How many rows are read does not depend on the number of people.

use std::collections::BTreeMap;

use laurel_api::plan::{PlanMember, Review};
use laurel_domain::need_level::NeedLevel;
use laurel_domain::nps::Answers;
use laurel_domain::overview::{Moved, WEEK_DAYS};
use laurel_domain::plan::{
    Evidence, LevelEvidence, Metric, RECENT_DAYS, Reviews, StageEvidence, Waiting,
};
use laurel_domain::settings::{Kinds, ProgramSettings};
use laurel_domain::touchpoint::{Category, TouchpointKind};
use laurel_domain::{Day, ProgramId};
use serde::Deserialize;

use super::rows::{self, ItemRow, ReviewRow, StoredItem};
use crate::auth::access::Authorized;
use crate::db::statement;
use crate::error::AppError;
use crate::features::figures::counts::{self, Counts};
use laurel_store::{Batch, Sent};

const TOTALS_SQL: &str = "SELECT name, value FROM program_totals WHERE program_id = ?1";

const COUNTS_SQL: &str = "SELECT cells -> '$.totals' AS totals, cells -> '$.need' AS need,
    cells ->> '$.overdrawn.people' AS overdrawn FROM program_counts WHERE program_id = ?1";

/// Touchpoints by kind of this week (0), of the week before (1), and of the rest (2).
const ACTIVITY_SQL: &str = "SELECT json_group_array(json(cells -> '$.kinds')) AS days,
    CASE WHEN day >= ?4 THEN 0 WHEN day >= ?3 THEN 1 ELSE 2 END AS week
  FROM day_counts WHERE program_id = ?1 AND day BETWEEN ?2 AND ?5 AND cells -> '$.kinds' IS NOT NULL GROUP BY 2";

const WAITING_SQL: &str = "SELECT day, testimonials FROM waiting_daily
  WHERE program_id = ?1 AND testimonials > 0 ORDER BY day";

const OVERDRAWN_SQL: &str = "SELECT coalesce(sum(cells ->> '$.overdrawn.people'), 0) AS new
  FROM day_counts WHERE program_id = ?1 AND day >= ?2";

const ASKS_SQL: &str = "SELECT stage, sum(asks) AS asks FROM asks_daily
  WHERE program_id = ?1 AND day BETWEEN ?2 AND ?3 GROUP BY stage";

const WIDGETS_SQL: &str = "SELECT count(*) AS widgets FROM widgets WHERE program_id = ?1";

const REVIEWS_SQL: &str = "SELECT metric, at, reviewed_by, note FROM metric_reviews
  WHERE program_id = ?1 AND metric = ?2 ORDER BY at DESC LIMIT 6";

const MEMBERS_SQL: &str =
    "SELECT email, name FROM members WHERE program_id = ?1 ORDER BY email LIMIT 500";

/// The handles of what [`reads`] asked.
#[derive(Clone, Copy)]
pub(crate) struct Reads {
    totals: Sent<TotalRow>,
    counts: Sent<CountsRow>,
    activity: Sent<WeekRow>,
    waiting: Sent<WaitingRow>,
    overdrawn: Sent<OverdrawnRow>,
    widgets: Sent<WidgetsRow>,
    items: Sent<ItemRow>,
    members: Sent<MemberRow>,
    reviews: [Sent<ReviewRow>; 3],
    asks: Sent<AskRow>,
}

/// Adds the statements that read everything.
pub(crate) fn reads(batch: &mut Batch, program: &ProgramId, today: Day) -> Reads {
    let week = Day(today.0 - WEEK_DAYS + 1);
    let recent = Day(today.0 - RECENT_DAYS + 1);
    let review = |metric: Metric| statement(REVIEWS_SQL, [program.into(), metric.code().into()]);
    let week_before = Day(week.0 - WEEK_DAYS);
    let days = [
        program.into(),
        recent.into(),
        week_before.into(),
        week.into(),
        today.into(),
    ];
    Reads {
        totals: batch.add(statement(TOTALS_SQL, [program.into()])),
        counts: batch.add(statement(COUNTS_SQL, [program.into()])),
        activity: batch.add(statement(ACTIVITY_SQL, days)),
        waiting: batch.add(statement(WAITING_SQL, [program.into()])),
        overdrawn: batch.add(statement(OVERDRAWN_SQL, [program.into(), week.into()])),
        widgets: batch.add(statement(WIDGETS_SQL, [program.into()])),
        items: batch.add(rows::items(program)),
        members: batch.add(statement(MEMBERS_SQL, [program.into()])),
        reviews: [Metric::Funnel, Metric::Flywheel, Metric::Pyramid]
            .map(|metric| batch.add(review(metric))),
        asks: batch.add(statement(
            ASKS_SQL,
            [program.into(), recent.into(), today.into()],
        )),
    }
}

#[derive(Deserialize)]
struct TotalRow {
    name: String,
    value: i64,
}

#[derive(Default, Deserialize)]
struct CountsRow {
    totals: Option<String>,
    need: Option<String>,
    overdrawn: Option<u64>,
}

#[derive(Deserialize)]
struct WeekRow {
    days: String,
    week: u8,
}

/// Touchpoints of a kind.
#[derive(Default)]
struct Activity {
    recent: u64,
    week: u64,
    week_before: u64,
}

#[derive(Deserialize)]
struct WaitingRow {
    day: i32,
    testimonials: u64,
}

#[derive(Deserialize)]
struct OverdrawnRow {
    new: u64,
}

#[derive(Deserialize)]
struct AskRow {
    stage: i64,
    asks: u64,
}

#[derive(Deserialize)]
struct WidgetsRow {
    widgets: u64,
}

#[derive(Deserialize)]
struct MemberRow {
    email: String,
    name: String,
}

/// Everything that was read.
pub(crate) struct Live {
    /// What the checks are judged by.
    pub(crate) evidence: Evidence,
    /// The program's counters.
    pub(crate) totals: BTreeMap<String, i64>,
    /// Advocates who are overdrawn since this week.
    pub(crate) newly_overdrawn: u64,
    pub(super) items: Vec<StoredItem>,
    pub(super) members: Vec<PlanMember>,
    pub(super) reviews: Vec<Review>,
    activity: BTreeMap<TouchpointKind, Activity>,
}

impl Live {
    /// Takes what [`reads`] asked.
    pub(crate) fn take(rows: &Authorized, reads: Reads, today: Day) -> Result<Self, AppError> {
        let counted = rows.first(reads.counts)?.unwrap_or_default();
        let own = rows.take(reads.totals)?.into_iter();
        let mut totals: BTreeMap<String, i64> = own.map(|row| (row.name, row.value)).collect();
        let Counts(of_people) = counts::one(counted.totals.as_deref())?;
        totals.extend(
            of_people
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value)),
        );
        let activity = activity(&rows.take(reads.activity)?)?;
        let waiting: Vec<(Day, u64)> = rows
            .take(reads.waiting)?
            .into_iter()
            .map(|row| (Day(row.day), row.testimonials))
            .collect();
        let overdrawn = rows.first(reads.overdrawn)?;
        let newly_overdrawn = overdrawn.map_or(0, |row| row.new);
        let widgets = rows.first(reads.widgets)?.map_or(0, |row| row.widgets);
        let members = rows
            .take(reads.members)?
            .into_iter()
            .map(|MemberRow { email, name }| PlanMember { email, name });
        let mut reviews = Vec::new();
        for metric in reads.reviews {
            for row in rows.take(metric)? {
                reviews.push(Review::try_from(row)?);
            }
        }
        let mut live = Self {
            evidence: Evidence {
                today,
                people: 0,
                people_source: 0,
                customers: 0,
                customers_industry: 0,
                customers_company_size: 0,
                nps: Answers::default(),
                nps_recent: 0,
                advocates: 0,
                advocates_motivation: 0,
                overdrawn: counted.overdrawn.unwrap_or_default(),
                levels: [LevelEvidence::default(); 5],
                stages: stages(&rows.access.rules.settings, &rows.take(reads.asks)?),
                stories_recent: 0,
                waiting: Waiting::of(&waiting, today),
                published: 0,
                widgets,
                escalated: 0,
                reviews: latest(&reviews),
            },
            totals,
            newly_overdrawn,
            items: rows
                .take(reads.items)?
                .into_iter()
                .map(StoredItem::try_from)
                .collect::<Result<_, _>>()?,
            members: members.collect(),
            reviews,
            activity,
        };
        live.count(&counts::one(counted.need.as_deref())?);
        Ok(live)
    }

    /// Fills in what counters and activity say.
    fn count(&mut self, people: &Counts<'_>) {
        let mut levels = [LevelEvidence::default(); 5];
        for (level, evidence) in NeedLevel::ALL.iter().zip(&mut levels) {
            evidence.people = people.of(&level.number().to_string());
            evidence.rewards = self.recent(|kind| NeedLevel::of_reward(kind) == Some(*level));
        }
        let nps = Answers {
            promoters: self.total("promoters"),
            passives: self.total("passives"),
            detractors: self.total("detractors"),
        };
        self.evidence = Evidence {
            people: self.total("people"),
            people_source: self.total("people:source"),
            customers: self.total("customers"),
            customers_industry: self.total("customers:industry"),
            customers_company_size: self.total("customers:company_size"),
            nps,
            nps_recent: self.recent(|kind| kind == TouchpointKind::NpsAnswer),
            advocates: self.total("advocates"),
            advocates_motivation: self.total("advocates:motivation"),
            levels,
            stories_recent: self.recent(|kind| kind == TouchpointKind::Testimonial),
            published: self.total("testimonials:published"),
            escalated: self.total("escalated"),
            ..self.evidence.clone()
        };
    }

    /// One of the program's counters; 0 for one that has counted nothing.
    pub(crate) fn total(&self, name: &str) -> u64 {
        let value = self.totals.get(name).copied();
        value
            .and_then(|value| u64::try_from(value).ok())
            .unwrap_or(0)
    }

    /// Touchpoints of these kinds in the last [`RECENT_DAYS`].
    fn recent(&self, of: impl Fn(TouchpointKind) -> bool) -> u64 {
        let kinds = self.activity.iter().filter(|(kind, _)| of(**kind));
        kinds.map(|(_, row)| row.recent).sum()
    }

    /// Touchpoints of a category in this week and in the week before.
    pub(crate) fn moved(&self, category: Category) -> Moved {
        self.moved_kinds(|kind| kind.category() == category)
    }

    /// Touchpoints of these kinds in this week and in the week before.
    pub(crate) fn moved_kinds(&self, of: impl Fn(TouchpointKind) -> bool) -> Moved {
        let mut moved = Moved::default();
        for (_, row) in self.activity.iter().filter(|(kind, _)| of(**kind)) {
            moved.now += row.week;
            moved.before += row.week_before;
        }
        moved
    }
}

/// What happened by kind. A kind that is not ours is left out.
fn activity(weeks: &[WeekRow]) -> Result<BTreeMap<TouchpointKind, Activity>, AppError> {
    let mut activity: BTreeMap<TouchpointKind, Activity> = BTreeMap::new();
    for row in weeks {
        for (kind, count) in counts::all(&row.days)?.into_iter().flat_map(|day| day.0) {
            let Ok(kind) = TouchpointKind::parse(kind) else {
                continue;
            };
            let count = u64::try_from(count).unwrap_or_default();
            let of_kind = activity.entry(kind).or_default();
            of_kind.recent += count;
            match row.week {
                0 => of_kind.week += count,
                1 => of_kind.week_before += count,
                _ => {}
            }
        }
    }
    Ok(activity)
}

/// The stages from the purchase on; none when no purchase enters any.
fn stages(settings: &ProgramSettings, asks: &[AskRow]) -> Vec<StageEvidence> {
    let Some(purchase) = settings.purchase_stage() else {
        return Vec::new();
    };
    let act = |kinds: &Kinds| match kinds {
        Kinds::Any => false,
        Kinds::Acts => true,
        Kinds::OneOf(kinds) => kinds.contains(&TouchpointKind::Testimonial),
    };
    let stages = settings.stages.iter().zip(0..).skip(purchase);
    stages
        .map(|(stage, position)| StageEvidence {
            name: stage.name.clone(),
            asks: asks
                .iter()
                .filter(|row| row.stage == position)
                .map(|row| row.asks)
                .sum(),
            form_leads_here: stage.entered_by.iter().any(|entry| act(&entry.kinds)),
        })
        .collect()
}

fn latest(reviews: &[Review]) -> Reviews {
    let of = |metric: Metric| {
        let days = reviews.iter().filter(|review| review.metric == metric);
        days.map(|review| review.at.day()).max()
    };
    Reviews {
        funnel: of(Metric::Funnel),
        flywheel: of(Metric::Flywheel),
        pyramid: of(Metric::Pyramid),
    }
}
