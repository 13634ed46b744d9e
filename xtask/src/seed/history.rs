//! All lives of the demo: who came by themselves, whom they brought, and whom these brought.

use std::collections::VecDeque;

use super::life::{DAY, Life};
use super::people::{Origin, Person};
use super::random::Random;

/// People who come by themselves in the year.
const ALONE: i64 = 1_150;
/// People who came before it: the first customers.
const FOUNDERS: i64 = 46;

/// Every life. Whoever brought somebody stands before them.
pub(super) fn lives() -> Vec<Life> {
    let mut random = Random::stream(u64::MAX);
    let mut arrivals: Vec<i64> = (0..FOUNDERS)
        .map(|_| arrival(random.between(400, 520), &mut random))
        .collect();
    arrivals.extend((0..ALONE).map(|_| {
        // The program grows: two in five of the days are drawn twice, and the later one counts.
        let days = random.between(1, 364);
        let days = if random.chance(40) {
            days.min(random.between(1, 364))
        } else {
            days
        };
        arrival(days, &mut random)
    }));
    arrivals.sort_unstable();
    let mut waiting: VecDeque<Origin> = arrivals.into_iter().map(Origin::Alone).collect();
    let mut lives: Vec<Life> = Vec::new();
    while let Some(origin) = waiting.pop_front() {
        let number = lives.len();
        let Some(person) = Person::new(number, origin) else {
            break;
        };
        let life = Life::of(person);
        let above = match origin {
            Origin::Alone(_) => 0,
            Origin::Brought { generation, .. } => generation,
        };
        let brought = life.brings.iter().map(|(at, through)| Origin::Brought {
            by: number,
            generation: above + 1,
            through: *through,
            at: *at,
        });
        waiting.extend(brought);
        lives.push(life);
    }
    lives
}

/// A minute of the day so many days ago, between seven and nine in the evening.
fn arrival(days_ago: i64, random: &mut Random) -> i64 {
    -days_ago * DAY + random.between(7 * 60, 21 * 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use laurel_domain::touchpoint::{Category, TouchpointKind as Kind};
    use std::collections::HashSet;

    #[test]
    fn the_year_looks_like_a_programme() {
        let lives = lives();
        let count = |holds: &dyn Fn(&Life) -> bool| lives.iter().filter(|life| holds(life)).count();
        let with = |kind: Kind| count(&|life| life.facts.iter().any(|fact| fact.kind == kind));
        let acts = |life: &Life| {
            life.facts
                .iter()
                .filter(|fact| fact.kind.category() == Category::Act)
                .count()
        };
        let facts: usize = lives.iter().map(|life| life.facts.len()).sum();
        let customers = with(Kind::Purchase);
        let advocates = count(&|life| acts(life) > 0);
        let brought = count(&|life| matches!(life.person.origin, Origin::Brought { .. }));
        let third =
            count(&|life| matches!(life.person.origin, Origin::Brought { generation: 3, .. }));
        println!(
            "{} people, {facts} facts, {customers} customers, {advocates} advocates, {brought} brought, \
             {third} in the third generation, {} answers, {} escalations, {} influential",
            lives.len(),
            with(Kind::NpsAnswer),
            with(Kind::SupportEscalated),
            with(Kind::InfluenceConfirmed)
        );
        assert!((1_350..1_700).contains(&lives.len()));
        assert!((300..550).contains(&customers));
        assert!((250..450).contains(&with(Kind::NpsAnswer)));
        assert!(third > 5);
        assert!(with(Kind::InfluenceConfirmed) >= 3);
        assert!(with(Kind::SupportEscalated) >= 5);
        for kind in Kind::ALL {
            let by_import = matches!(kind, Kind::Testimonial | Kind::BecameCustomer);
            assert!(by_import || with(*kind) > 0, "{kind}");
        }
    }

    #[test]
    fn nobody_stands_before_whoever_brought_them_and_nothing_happens_today() {
        let lives = lives();
        for life in &lives {
            if let Origin::Brought { by, at, .. } = life.person.origin {
                assert!(by < life.person.number);
                assert!(lives[by].brings.iter().any(|(brought, _)| *brought == at));
            }
            assert!(life.facts.iter().all(|fact| fact.at < 0));
            assert!(!life.facts.is_empty());
        }
        let emails: HashSet<_> = lives.iter().map(|life| &life.person.email).collect();
        assert_eq!(emails.len(), lives.len());
        assert!(
            lives
                .iter()
                .all(|life| laurel_domain::text::Email::parse(&life.person.email).is_ok())
        );
    }

    #[test]
    fn it_is_the_same_every_time() {
        let told = || {
            let today = laurel_domain::Day(20_000);
            lives()
                .iter()
                .flat_map(|life| life.touchpoints(today))
                .collect::<Vec<_>>()
        };
        assert_eq!(told(), told());
    }
}
