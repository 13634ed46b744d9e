//! The list of people. Each leading filter has a statement of its own, which walks that filter's index in
//! order and stops at the page's end; the other filters sieve on the way.

mod statements;

use laurel_api::endpoints::ListPeople;
use laurel_api::page::Meta;
use laurel_api::people::{PeopleQuery, PeopleResponse, Person, StageMatch};
use laurel_domain::advocacy_stage::AdvocacyStage;
use laurel_domain::mistake::Mistake;
use laurel_domain::nps::Group;
use serde::Deserialize;

use self::statements::{
    AT_ADVOCACY_STAGE_SQL, AT_NEED_LEVEL_SQL, AT_STAGE_SQL, BY_COMPANY_SIZE_SQL, BY_COUNTRY_SQL,
    BY_INDUSTRY_SQL, BY_PRODUCT_SQL, FOUND_SQL, FROM_SOURCE_SQL, IN_NPS_GROUP_SQL,
    REACHED_STAGE_SQL, RECENT_SQL, TAGGED_SQL,
};
use super::rows::PersonRow;
use crate::db::{Param, Statement, statement};
use crate::error::AppError;
use crate::web::{Call, Reply};
use laurel_store::{BadCursor, Batch, END_OF_TIME, Keyset, Page};

/// Where a page begins: the word or the time in the list's order, the person, the person's stage. All
/// empty on the first page.
type Position = (String, String, String);

/// `GET /people`
pub(super) async fn list_people(call: Call<ListPeople>) -> Result<Reply<PeopleResponse>, AppError> {
    let query = checked(&call.query)?;
    let lead = Lead::of(&query);
    let (cursor, limit) = (query.cursor.as_deref(), query.limit.get());
    let keyset = Keyset::after(cursor, Position::default(), limit.into())?;
    let mut batch = Batch::new();
    let program = call.path.program.as_str();
    let list = batch.add::<FoundRow>(lead.statement(program, &query, &keyset)?);
    let authorized = call.authorized(batch).await?;
    let Page { rows, next } = keyset.page(authorized.take(list)?, Lead::position);
    let settings = &authorized.access.rules.settings;
    let people: Vec<Person> = rows
        .into_iter()
        .map(|row| row.person.into_person(settings, call.ctx.now))
        .collect::<Result<_, _>>()?;
    Ok(Reply::new(PeopleResponse {
        people,
        meta: Meta { next },
    }))
}

/// A row of any of the statements; only a search has a term.
#[derive(Deserialize)]
struct FoundRow {
    #[serde(default)]
    term: Option<String>,
    #[serde(flatten)]
    person: PersonRow,
}

fn checked(query: &PeopleQuery) -> Result<PeopleQuery, AppError> {
    let mut query = query.clone();
    query.q = query
        .q
        .map(|text| text.trim().to_lowercase())
        .filter(|text| !text.is_empty());
    if query
        .q
        .as_ref()
        .is_some_and(|text| text.chars().count() < 2)
    {
        return Err(AppError::field("q", Mistake::SearchTooShort { least: 2 }));
    }
    if query
        .need_level
        .is_some_and(|level| !(1..=5).contains(&level))
    {
        return Err(AppError::field(
            "need_level",
            Mistake::NumberOutside { least: 1, most: 5 },
        ));
    }
    if let Some(error) = query
        .advocacy_stage
        .as_deref()
        .and_then(|code| AdvocacyStage::parse(code).err())
    {
        return Err(AppError::field("advocacy_stage", error));
    }
    Ok(query)
}

/// Whether a known value is asked for: those who have none stand in no index, they are met on the way.
fn is_known(value: Option<&str>) -> bool {
    value.is_some_and(|value| !value.is_empty())
}

/// The filter whose index is walked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    Found,
    Tag,
    NpsGroup,
    NeedLevel,
    AdvocacyStage,
    ReachedStage,
    AtStage,
    Product,
    Country,
    Industry,
    CompanySize,
    Source,
    Recent,
}

impl Lead {
    fn of(query: &PeopleQuery) -> Self {
        if query.q.is_some() {
            Self::Found
        } else if query.tag.is_some() {
            Self::Tag
        } else if query.nps.is_some() {
            Self::NpsGroup
        } else if query.need_level.is_some() {
            Self::NeedLevel
        } else if query.advocacy_stage.is_some() {
            Self::AdvocacyStage
        } else if query.stage.is_some() {
            if query.stage_match == Some(StageMatch::Reached) {
                Self::ReachedStage
            } else {
                Self::AtStage
            }
        } else if is_known(query.product.as_deref()) {
            Self::Product
        } else if is_known(query.country.as_deref()) {
            Self::Country
        } else if is_known(query.industry.as_deref()) {
            Self::Industry
        } else if is_known(query.company_size.as_deref()) {
            Self::CompanySize
        } else if query.source.is_some() {
            Self::Source
        } else {
            Self::Recent
        }
    }

    const fn sql(self) -> &'static str {
        match self {
            Self::Found => FOUND_SQL,
            Self::Tag => TAGGED_SQL,
            Self::NpsGroup => IN_NPS_GROUP_SQL,
            Self::NeedLevel => AT_NEED_LEVEL_SQL,
            Self::AdvocacyStage => AT_ADVOCACY_STAGE_SQL,
            Self::ReachedStage => REACHED_STAGE_SQL,
            Self::AtStage => AT_STAGE_SQL,
            Self::Product => BY_PRODUCT_SQL,
            Self::Country => BY_COUNTRY_SQL,
            Self::Industry => BY_INDUSTRY_SQL,
            Self::CompanySize => BY_COMPANY_SIZE_SQL,
            Self::Source => FROM_SOURCE_SQL,
            Self::Recent => RECENT_SQL,
        }
    }

    fn statement(
        self,
        program: &str,
        query: &PeopleQuery,
        keyset: &Keyset<Position>,
    ) -> Result<Statement, AppError> {
        let (position, id, extra) = self.start(query, &keyset.start)?;
        let reached = query.stage_match == Some(StageMatch::Reached);
        let params = [
            program.into(),
            position,
            id.into(),
            keyset.limit(),
            query.stage.into(),
            reached.into(),
            query.need_level.into(),
            query.advocacy_stage.as_deref().into(),
            query.source.as_deref().into(),
            query.from.into(),
            query.to.into(),
            extra,
            query.country.as_deref().into(),
            query.industry.as_deref().into(),
            query.company_size.as_deref().into(),
            query.product.as_deref().into(),
            query.tag.as_deref().into(),
            query.nps.map(Group::code).into(),
        ];
        Ok(statement(self.sql(), params))
    }

    /// Where the page begins: the position in the order, the id behind which it begins, and what only
    /// this statement needs.
    fn start(
        self,
        query: &PeopleQuery,
        (position, id, stage): &Position,
    ) -> Result<(Param, String, Param), BadCursor> {
        let id = id.clone();
        if self == Self::Found {
            return Ok((position.into(), id, query.q.clone().into()));
        }
        let at = if position.is_empty() {
            END_OF_TIME
        } else {
            position.parse().map_err(|_| BadCursor)?
        };
        let extra = if self == Self::ReachedStage {
            let first = query.stage.map_or(0, i64::from);
            Param::from(if stage.is_empty() {
                first
            } else {
                stage.parse().map_err(|_| BadCursor)?
            })
        } else {
            Param::Null
        };
        Ok((at.into(), id, extra))
    }

    fn position(last: &FoundRow) -> Position {
        let FoundRow { term, person } = last;
        let position = match term {
            Some(term) => term.clone(),
            None => person.last_touch_at.to_string(),
        };
        (
            position,
            person.person_id.clone(),
            person.funnel_stage.to_string(),
        )
    }
}
