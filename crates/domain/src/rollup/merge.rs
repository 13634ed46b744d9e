//! Adding and subtracting deltas.

use std::collections::BTreeMap;

use super::{Deltas, FlywheelDelta, FunnelDelta, LadderDelta};

/// Something that can be added with a sign.
trait Amount: Copy + Default + PartialEq {
    fn add(&mut self, other: Self, sign: i64);
}

impl Amount for i64 {
    fn add(&mut self, other: Self, sign: i64) {
        *self = self.saturating_add(other.saturating_mul(sign));
    }
}

fn add_all(target: &mut [i64], source: &[i64], sign: i64) {
    for (target, source) in target.iter_mut().zip(source) {
        Amount::add(target, *source, sign);
    }
}

impl Amount for FunnelDelta {
    fn add(&mut self, other: Self, sign: i64) {
        let Self { people, elapsed } = other;
        Amount::add(&mut self.people, people, sign);
        add_all(&mut self.elapsed, &elapsed, sign);
    }
}

impl Amount for FlywheelDelta {
    fn add(&mut self, other: Self, sign: i64) {
        let Self {
            customers,
            acts,
            people_brought,
            customers_brought,
            squares,
            people_others,
            customers_others,
            elapsed,
        } = other;
        Amount::add(&mut self.customers, customers, sign);
        Amount::add(&mut self.acts, acts, sign);
        Amount::add(&mut self.people_brought, people_brought, sign);
        Amount::add(&mut self.customers_brought, customers_brought, sign);
        Amount::add(&mut self.squares, squares, sign);
        Amount::add(&mut self.people_others, people_others, sign);
        Amount::add(&mut self.customers_others, customers_others, sign);
        add_all(&mut self.elapsed, &elapsed, sign);
    }
}

impl Amount for LadderDelta {
    fn add(&mut self, other: Self, sign: i64) {
        let Self { rose, fell } = other;
        Amount::add(&mut self.rose, rose, sign);
        Amount::add(&mut self.fell, fell, sign);
    }
}

fn merge<K: Ord + Clone, A: Amount>(
    target: &mut BTreeMap<K, A>,
    source: &BTreeMap<K, A>,
    sign: i64,
) {
    for (key, amount) in source {
        // Most rows are there already: no key is copied for them.
        if let Some(value) = target.get_mut(key) {
            value.add(*amount, sign);
            if *value == A::default() {
                target.remove(key);
            }
            continue;
        }
        let mut value = A::default();
        value.add(*amount, sign);
        if value != A::default() {
            target.insert(key.clone(), value);
        }
    }
}

impl Deltas {
    /// Adds other changes, for example those of the next person in a batch.
    pub fn add(&mut self, other: &Self) {
        self.combine(other, 1);
    }

    /// Takes changes back.
    pub fn subtract(&mut self, other: &Self) {
        self.combine(other, -1);
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        let Self {
            funnel,
            flywheel,
            need_levels,
            facets,
            ladder,
            advocacy_stages,
            overdrawn,
            reached,
            segments,
            totals,
        } = self;
        funnel.is_empty()
            && flywheel.is_empty()
            && need_levels.is_empty()
            && facets.is_empty()
            && ladder.is_empty()
            && advocacy_stages.is_empty()
            && overdrawn.is_empty()
            && reached.is_empty()
            && segments.is_empty()
            && totals.is_empty()
    }

    fn combine(&mut self, other: &Self, sign: i64) {
        let Self {
            funnel,
            flywheel,
            need_levels,
            facets,
            ladder,
            advocacy_stages,
            overdrawn,
            reached,
            segments,
            totals,
        } = other;
        merge(&mut self.funnel, funnel, sign);
        merge(&mut self.flywheel, flywheel, sign);
        merge(&mut self.need_levels, need_levels, sign);
        merge(&mut self.facets, facets, sign);
        merge(&mut self.ladder, ladder, sign);
        merge(&mut self.advocacy_stages, advocacy_stages, sign);
        merge(&mut self.overdrawn, overdrawn, sign);
        merge(&mut self.reached, reached, sign);
        merge(&mut self.segments, segments, sign);
        merge(&mut self.totals, totals, sign);
    }
}
