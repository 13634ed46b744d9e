//! One statement a leading filter, each walking that filter's index in order. Parameters are the same in
//! all: ?1 program, ?2 and ?3 where the page begins, ?4 rows, ?5 stage, ?6 whether later ones too, ?7 need
//! level, ?8 advocacy stage, ?9 source, ?10 and ?11 period, ?12 what only one statement needs, ?13 country,
//! ?14 industry, ?15 company size, ?16 product, ?17 tag, ?18 group of the recommendation question.

/// What a row of a list has.
macro_rules! columns {
    () => {
        "v.person_id, v.external_id, v.email, v.name, v.headline, v.company, v.source, v.funnel_stage,
    v.advocacy_stage, v.need_level, v.purchases, v.revenue_minor, v.acts, v.given, v.received, v.derived_at,
    v.last_touch_at, v.tags"
    };
}

/// The filters that do not lead sieve what the leading one finds.
macro_rules! sieve {
    () => {
        "
    AND (?5 IS NULL OR v.funnel_stage = ?5 OR (?6 = 1 AND v.funnel_stage > ?5))
    AND (?7 IS NULL OR v.need_level = ?7) AND (?8 IS NULL OR v.advocacy_stage = ?8)
    AND (?9 IS NULL OR v.source IS nullif(?9, '')) AND (?13 IS NULL OR v.country IS nullif(?13, ''))
    AND (?14 IS NULL OR v.industry IS nullif(?14, '')) AND (?15 IS NULL OR v.company_size IS nullif(?15, ''))
    AND (?16 IS NULL OR v.product IS nullif(?16, ''))
    AND (?10 IS NULL OR v.cohort_day >= ?10) AND (?11 IS NULL OR v.cohort_day <= ?11)
    AND (?18 IS NULL OR v.nps_group = ?18)"
    };
}

/// Those whom the leading filter finds, the latest touchpoint first.
macro_rules! latest {
    ($which:literal) => {
        concat!(
            "SELECT ",
            columns!(),
            " FROM people_with_state v WHERE v.program_id = ?1",
            $which,
            " AND v.last_touch_at <= ?2 AND (v.last_touch_at < ?2 OR v.person_id > ?3)",
            sieve!(),
            " ORDER BY v.last_touch_at DESC, v.person_id LIMIT ?4"
        )
    };
}

/// Everybody, the latest touchpoint first.
pub(super) const RECENT_SQL: &str = latest!("");

/// Those whose furthest stage it is.
pub(super) const AT_STAGE_SQL: &str = latest!(" AND v.funnel_stage = ?5");

/// Those on a need level.
pub(super) const AT_NEED_LEVEL_SQL: &str = latest!(" AND v.need_level = ?7");

/// Those on an advocacy stage.
pub(super) const AT_ADVOCACY_STAGE_SQL: &str = latest!(" AND v.advocacy_stage = ?8");

/// Those whose latest answer to the recommendation question is of one group.
pub(super) const IN_NPS_GROUP_SQL: &str = latest!(" AND v.nps_group = ?18");

/// Those who came by a source, or whose source is not known.
pub(super) const FROM_SOURCE_SQL: &str = latest!(" AND v.source IS nullif(?9, '')");

/// Those from a country.
pub(super) const BY_COUNTRY_SQL: &str = latest!(" AND v.country = ?13");

/// Those of an industry.
pub(super) const BY_INDUSTRY_SQL: &str = latest!(" AND v.industry = ?14");

/// Those of a company size.
pub(super) const BY_COMPANY_SIZE_SQL: &str = latest!(" AND v.company_size = ?15");

/// Those who first bought a product.
pub(super) const BY_PRODUCT_SQL: &str = latest!(" AND v.product = ?16");

/// Those with a tag.
pub(super) const TAGGED_SQL: &str = concat!(
    "SELECT ",
    columns!(),
    "
  FROM person_tags t
  JOIN people_with_state v ON v.program_id = t.program_id AND v.person_id = t.person_id
  WHERE t.program_id = ?1 AND t.tag = ?17 AND t.last_touch_at <= ?2
    AND (t.last_touch_at < ?2 OR t.person_id > ?3)",
    sieve!(),
    "
  ORDER BY t.last_touch_at DESC, t.person_id LIMIT ?4"
);

/// Those who reached a stage: the ones who are still there first, then those further on.
pub(super) const REACHED_STAGE_SQL: &str = concat!(
    "SELECT ",
    columns!(),
    "
  FROM people_with_state v
  WHERE v.program_id = ?1 AND v.funnel_stage >= ?5 AND ?6 = 1 AND v.funnel_stage >= ?12
    AND (v.funnel_stage > ?12 OR v.last_touch_at < ?2 OR (v.last_touch_at = ?2 AND v.person_id > ?3))",
    sieve!(),
    "
  ORDER BY v.funnel_stage, v.last_touch_at DESC, v.person_id LIMIT ?4"
);

/// Those found by the beginning of a word, in the order of what was found; each once, by the first term.
pub(super) const FOUND_SQL: &str = concat!(
    "SELECT t.term, ",
    columns!(),
    "
  FROM person_terms t
  JOIN people_with_state v ON v.program_id = t.program_id AND v.person_id = t.person_id
  WHERE t.program_id = ?1 AND t.term >= max(?12, ?2) AND t.term < ?12 || char(1114111)
    AND (t.term > ?2 OR t.person_id > ?3)
    AND NOT EXISTS (SELECT 1 FROM person_terms o WHERE o.program_id = ?1 AND o.person_id = t.person_id
      AND o.term >= ?12 AND o.term < t.term)
    AND (?17 IS NULL OR EXISTS (SELECT 1 FROM person_tags g WHERE g.program_id = ?1
      AND g.person_id = t.person_id AND g.tag = ?17))",
    sieve!(),
    "
  ORDER BY t.term, t.person_id LIMIT ?4"
);
