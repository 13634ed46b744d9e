//! What is asked of the funnel, checked: every refused field is named.

use laurel_api::funnel::FunnelQuery;
use laurel_domain::Day;
use laurel_domain::funnel::trend::Pace;
use laurel_domain::mistake::Mistake;
use laurel_domain::segment::{Dimension, Segment, read_values};

use super::period;
use crate::error::AppError;

/// A funnel is broken down into at most so many parts.
pub(super) const MOST_PARTS: usize = 5;

/// What is asked.
pub(super) struct Asked {
    /// The ends of the period.
    pub(super) period: (Day, Day),
    /// Whose funnel; everybody's where absent.
    pub(super) segment: Option<Segment>,
    pub(super) comparison: Option<Compared>,
    pub(super) breakdown: Option<Parts>,
    pub(super) trend: Option<Pace>,
}

/// The funnel to compare with.
pub(super) struct Compared {
    pub(super) period: (Day, Day),
    pub(super) who: Who,
}

/// Whose funnel it is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Who {
    Everyone,
    These(Segment),
    /// Everybody who is not in the segment that is compared.
    Others(Segment),
}

/// Into what a funnel is broken down.
pub(super) struct Parts {
    pub(super) dimension: Dimension,
    /// Those with the most people where absent.
    pub(super) values: Option<Vec<Segment>>,
}

impl Asked {
    /// Reads and checks a query.
    pub(super) fn parse(query: &FunnelQuery) -> Result<Self, AppError> {
        let FunnelQuery {
            from,
            to,
            segment,
            compare_from,
            compare_to,
            compare_segment,
            breakdown,
            values,
            trend,
        } = query;
        let own = period(*from, *to)?;
        let segment = optional_segment("segment", segment.as_deref())?;
        let other_period = if compare_from.is_none() && compare_to.is_none() {
            None
        } else {
            let period = period(*compare_from, *compare_to)
                .map_err(|_| AppError::field("compare_to", Mistake::PeriodReversed))?;
            Some(period)
        };
        let comparison = if other_period.is_none() && compare_segment.is_none() {
            None
        } else {
            let chosen = optional_segment("compare_segment", compare_segment.as_deref())?;
            let who = match (chosen, &segment) {
                (Some(chosen), _) => Who::These(chosen),
                // Named but empty: everybody else.
                (None, Some(own)) if compare_segment.is_some() => Who::Others(own.clone()),
                (None, Some(own)) => Who::These(own.clone()),
                (None, None) if other_period.is_none() => {
                    return Err(AppError::field(
                        "compare_segment",
                        Mistake::ComparedWithNobody,
                    ));
                }
                (None, None) => Who::Everyone,
            };
            Some(Compared {
                period: other_period.unwrap_or(own),
                who,
            })
        };
        let trend = trend
            .as_deref()
            .map(|pace| Pace::parse(pace).map_err(|error| AppError::field("trend", error)))
            .transpose()?;
        Ok(Self {
            period: own,
            breakdown: parts(breakdown.as_deref(), values.as_deref(), segment.is_some())?,
            segment,
            comparison,
            trend,
        })
    }

    /// As it stands in the rollup.
    pub(super) fn segment_key(&self) -> String {
        self.segment
            .as_ref()
            .map(Segment::to_string)
            .unwrap_or_default()
    }

    /// Whether a person may stand on both sides: then the two are no independent samples.
    pub(super) fn overlaps(&self, compared: &Compared) -> bool {
        let (one, other) = (self.period, compared.period);
        if one.1 < other.0 || other.1 < one.0 {
            return false;
        }
        match (&self.segment, &compared.who) {
            (Some(one), Who::These(other)) => {
                one.dimension != other.dimension
                    || one.value() == other.value()
                    || one.dimension == Dimension::Tag
            }
            (Some(_), Who::Others(_)) => false,
            (_, Who::Everyone | Who::These(_) | Who::Others(_)) => true,
        }
    }
}

fn optional_segment(field: &str, text: Option<&str>) -> Result<Option<Segment>, AppError> {
    text.filter(|text| !text.is_empty())
        .map(|text| Segment::parse(text).map_err(|error| AppError::field(field, error)))
        .transpose()
}

fn parts(
    dimension: Option<&str>,
    values: Option<&str>,
    in_segment: bool,
) -> Result<Option<Parts>, AppError> {
    let Some(dimension) = dimension else {
        return match values {
            None => Ok(None),
            Some(_) => Err(AppError::field("values", Mistake::BreakdownMissing)),
        };
    };
    let dimension =
        Dimension::parse(dimension).map_err(|error| AppError::field("breakdown", error))?;
    if in_segment {
        return Err(AppError::field("breakdown", Mistake::BreakdownOfSegment));
    }
    let Some(values) = values else {
        return Ok(Some(Parts {
            dimension,
            values: None,
        }));
    };
    let mut segments: Vec<Segment> = Vec::new();
    for value in read_values(values) {
        let segment =
            Segment::new(dimension, value).map_err(|error| AppError::field("values", error))?;
        if !segments.contains(&segment) {
            segments.push(segment);
        }
    }
    if segments.len() > MOST_PARTS {
        return Err(AppError::field(
            "values",
            Mistake::TooMany {
                most: MOST_PARTS as u64,
                given: segments.len() as u64,
            },
        ));
    }
    Ok(Some(Parts {
        dimension,
        values: Some(segments),
    }))
}
