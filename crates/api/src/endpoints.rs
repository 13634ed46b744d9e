//! Every endpoint of the JSON API.

use laurel_domain::role::Permission::{Edit, Manage, Moderate, Own, View};

use crate::endpoint::{
    BodyLimit, Endpoint, InProgram, Method, Needs, NoBody, NoPath, NoQuery, OfImport, OfPerson,
    OfPlanItem, OfSession, OfTestimonial, OfToken, OfView, OfWidget, Route,
};
use crate::{
    advocates, asks, events, figures, funnel, imports, jobs, members, overview, page, people, plan,
    privacy, programs, pyramid, segments, sessions, settings, testimonials, tokens, touchpoints,
    views, widgets,
};

/// Something that looks at each endpoint with its types, such as the API's description.
pub trait Visitor {
    /// Looks at endpoint `E`; `summary` is a sentence or two that say what it does.
    fn endpoint<E: Endpoint>(&mut self, summary: &'static str);
}

/// Small where the endpoint's line says nothing else.
macro_rules! body_limit {
    () => {
        BodyLimit::Small
    };
    ($limit:ident) => {
        BodyLimit::$limit
    };
}

macro_rules! endpoints {
    ($(
        $(#[doc = $summary:literal])+
        $name:ident: $method:ident $path:literal, $needs:expr, $path_type:ty, $query:ty, $request:ty => $response:ty $(, $body:ident)?;
    )+) => {
        $(
            $(#[doc = $summary])+
            #[derive(Debug, Clone, Copy)]
            pub struct $name;

            impl Endpoint for $name {
                const ROUTE: Route = Route {
                    name: stringify!($name),
                    method: Method::$method,
                    path: concat!("/api/v1", $path),
                    needs: $needs,
                    body: body_limit!($($body)?),
                };
                type Path = $path_type;
                type Query = $query;
                type Request = $request;
                type Response = $response;
            }
        )+

        /// All of them. A test fails when the Worker does not serve one or the authorization test does not list it.
        pub const ALL: &[Route] = &[ $( $name::ROUTE, )+ ];

        /// Shows all of them, with their types and summaries, in the order of [`ALL`].
        pub fn visit(visitor: &mut impl Visitor) {
            $( visitor.endpoint::<$name>(concat!($($summary),+).trim()); )+
        }
    };
}

endpoints! {
    /// Who is signed in, and in which programs.
    GetSession: Get "/session", Needs::SignedIn, NoPath, NoQuery, NoBody => members::SessionResponse;
    /// Ends the session.
    EndSession: Delete "/session", Needs::SignedIn, NoPath, NoQuery, NoBody => NoBody;

    /// In which browsers the address is signed in.
    ListSessions: Get "/sessions", Needs::SignedIn, NoPath, NoQuery, NoBody => sessions::SessionsResponse;
    /// Ends all sessions of the address but this one.
    EndOtherSessions: Delete "/sessions", Needs::SignedIn, NoPath, NoQuery, NoBody => sessions::SessionsResponse;
    /// Ends one session of the address. One that has ended stays so.
    EndOneSession: Delete "/sessions/{session}", Needs::SignedIn, OfSession, NoQuery, NoBody => sessions::SessionsResponse;

    /// A program with its counters.
    GetProgram: Get "/programs/{program}", Needs::In(View), InProgram, NoQuery, NoBody => programs::ProgramResponse;
    /// Changes a program's name, product and incentive.
    UpdateProgram: Patch "/programs/{program}", Needs::In(Manage), InProgram, NoQuery, programs::ProgramChange => programs::ProgramResponse;

    /// The program's rules: stages, thresholds, values.
    GetSettings: Get "/programs/{program}/settings", Needs::In(View), InProgram, NoQuery, NoBody => settings::SettingsResponse;
    /// Replaces the rules; everybody is derived again. Needs If-Match.
    PutSettings: Put "/programs/{program}/settings", Needs::In(Manage), InProgram, NoQuery, settings::SettingsRequest => settings::SettingsResponse;
    /// What other stages would make of a portion of the people. Changes nothing.
    PreviewFunnel: Post "/programs/{program}/funnel/preview", Needs::In(Edit), InProgram, NoQuery, settings::PreviewRequest => settings::PreviewResponse;
    /// Derives the next people again under the present rules.
    StepRecomputation: Post "/programs/{program}/recomputation/steps", Needs::In(Edit), InProgram, NoQuery, settings::StepRequest => settings::RecomputationResponse;
    /// Stops the recomputation or lets it go on.
    ChangeRecomputation: Patch "/programs/{program}/recomputation", Needs::In(Edit), InProgram, NoQuery, settings::RecomputationChange => settings::RecomputationResponse;

    /// Members, by e-mail address.
    ListMembers: Get "/programs/{program}/members", Needs::In(View), InProgram, NoQuery, NoBody => members::MembersResponse;
    /// Adds a member or changes name and role.
    PutMember: Put "/programs/{program}/members", Needs::In(Own), InProgram, NoQuery, members::MemberRequest => members::MembersResponse;
    /// Removes a member. The last owner stays.
    RemoveMember: Delete "/programs/{program}/members", Needs::In(Own), InProgram, members::MemberQuery, NoBody => members::MembersResponse;

    /// API tokens, without their secrets.
    ListTokens: Get "/programs/{program}/tokens", Needs::In(Own), InProgram, NoQuery, NoBody => tokens::TokensResponse;
    /// Creates a token; its secret is in the answer and nowhere else.
    CreateToken: Post "/programs/{program}/tokens", Needs::In(Own), InProgram, NoQuery, tokens::TokenRequest => tokens::CreatedToken;
    /// Revokes a token at once.
    RevokeToken: Delete "/programs/{program}/tokens/{token}", Needs::In(Own), OfToken, NoQuery, NoBody => tokens::TokensResponse;

    /// People, those with the latest touchpoint first; searched people in the order of what was found.
    ListPeople: Get "/programs/{program}/people", Needs::In(View), InProgram, people::PeopleQuery, NoBody => people::PeopleResponse;
    /// A person with stages, need level, value balance and testimonials.
    GetPerson: Get "/programs/{program}/people/{person}", Needs::In(View), OfPerson, NoQuery, NoBody => people::PersonResponse;
    /// Corrects a person's record, or notes that the person does not want to be asked.
    UpdatePerson: Patch "/programs/{program}/people/{person}", Needs::In(Edit), OfPerson, NoQuery, people::PersonChange => people::PersonRecordResponse;
    /// Writes tags on a person and takes tags off.
    ChangeTags: Patch "/programs/{program}/people/{person}/tags", Needs::In(Edit), OfPerson, NoQuery, people::TagsChange => people::TagsResponse;
    /// Everything that is stored about a person, as a file.
    ExportPerson: Get "/programs/{program}/people/{person}/export", Needs::In(Edit), OfPerson, NoQuery, NoBody => privacy::PersonExport;
    /// Erases a person for good: what tells who it was goes, what is counted stays. Needs `confirm=erase`.
    ErasePerson: Delete "/programs/{program}/people/{person}", Needs::In(Edit), OfPerson, privacy::EraseQuery, NoBody => privacy::ErasedResponse;
    /// The values of the dimensions by which people are divided: source, country, product, tag and the like.
    ListSegments: Get "/programs/{program}/segments", Needs::In(View), InProgram, segments::SegmentsQuery, NoBody => segments::SegmentsResponse;
    /// A person's touchpoints, the latest first.
    ListTouchpoints: Get "/programs/{program}/people/{person}/touchpoints", Needs::In(View), OfPerson, page::PageQuery, NoBody => touchpoints::TouchpointsResponse;
    /// Records touchpoints of known or new people, at most 500 at once. The same key twice changes nothing.
    RecordTouchpoints: Post "/programs/{program}/touchpoints", Needs::In(Edit), InProgram, NoQuery, touchpoints::RecordRequest => touchpoints::RecordResponse, Batch;

    /// Asks of one state or of one person, with how many wait.
    ListAsks: Get "/programs/{program}/asks", Needs::In(View), InProgram, asks::AsksQuery, NoBody => asks::AsksResponse;
    /// Asks one or many people for the same act; each is asked, or blocked with the reason.
    CreateAsks: Post "/programs/{program}/asks", Needs::In(Edit), InProgram, NoQuery, asks::AskRequest => asks::AskResponse;
    /// Closes asks, or opens them again.
    UpdateAsks: Patch "/programs/{program}/asks", Needs::In(Edit), InProgram, NoQuery, asks::AskChange => asks::AskChanged;

    /// The funnel of the people who first came in a period.
    GetFunnel: Get "/programs/{program}/funnel", Needs::In(View), InProgram, figures::FunnelQuery, NoBody => figures::FunnelResponse;
    /// Whether what a program of advocates stands on stands, with the evidence.
    GetReadiness: Get "/programs/{program}/readiness", Needs::In(View), InProgram, NoQuery, NoBody => funnel::ReadinessResponse;
    /// The flywheel of the customers who first bought in a period.
    GetFlywheel: Get "/programs/{program}/flywheel", Needs::In(View), InProgram, figures::PeriodQuery, NoBody => figures::FlywheelResponse;
    /// Who brought people, those who brought most first.
    ListAdvocates: Get "/programs/{program}/advocates", Needs::In(View), InProgram, advocates::AdvocatesQuery, NoBody => advocates::AdvocatesResponse;
    /// Whom a person brought, whom these brought, and whom those: three levels.
    GetChain: Get "/programs/{program}/people/{person}/chain", Needs::In(View), OfPerson, NoQuery, NoBody => advocates::ChainResponse;
    /// The pyramid of needs of the people who reached their level in a period.
    GetPyramid: Get "/programs/{program}/pyramid", Needs::In(View), InProgram, figures::PeriodQuery, NoBody => pyramid::PyramidResponse;
    /// People of a need level, of an advocacy stage, or who carry too much, with what the pyramid knows of them.
    ListPyramidPeople: Get "/programs/{program}/pyramid/people", Needs::In(View), InProgram, pyramid::PyramidPeopleQuery, NoBody => pyramid::PyramidPeopleResponse;
    /// Movements on the ladder of advocacy, the latest first.
    ListMoves: Get "/programs/{program}/pyramid/moves", Needs::In(View), InProgram, pyramid::MovesQuery, NoBody => pyramid::MovesResponse;
    /// Notes what moves people, or takes it away.
    SetMotivation: Put "/programs/{program}/pyramid/motivation", Needs::In(Edit), InProgram, NoQuery, pyramid::MotivationRequest => pyramid::MotivationResponse;

    /// The start page: what moved this week, what waits, and the three pictures small.
    GetOverview: Get "/programs/{program}/overview", Needs::In(View), InProgram, NoQuery, NoBody => overview::OverviewResponse;

    /// The plan: the framework's checks, answered by live figures or by people.
    GetPlan: Get "/programs/{program}/plan", Needs::In(View), InProgram, NoQuery, NoBody => plan::PlanResponse;
    /// Adds a check of the program's own, at most 40.
    AddOwnCheck: Post "/programs/{program}/plan", Needs::In(Edit), InProgram, NoQuery, plan::OwnCheckRequest => plan::PlanItemResponse;
    /// Sets owner, due day and notes of a check; ticks or renames those that people judge. Needs If-Match.
    UpdatePlanItem: Patch "/programs/{program}/plan/{item}", Needs::In(Edit), OfPlanItem, NoQuery, plan::PlanChange => plan::PlanItemResponse;
    /// Removes a check that the program added.
    RemoveOwnCheck: Delete "/programs/{program}/plan/{item}", Needs::In(Edit), OfPlanItem, NoQuery, NoBody => NoBody;
    /// Says that a metric was reviewed, and what it tells.
    ReviewMetric: Post "/programs/{program}/plan/reviews", Needs::In(Edit), InProgram, NoQuery, plan::ReviewRequest => plan::ReviewResponse;

    /// Testimonials of one state, the latest first.
    ListTestimonials: Get "/programs/{program}/testimonials", Needs::In(View), InProgram, testimonials::TestimonialsQuery, NoBody => testimonials::TestimonialsResponse;
    /// A testimonial with its consents and history.
    GetTestimonial: Get "/programs/{program}/testimonials/{testimonial}", Needs::In(View), OfTestimonial, NoQuery, NoBody => testimonials::TestimonialDetailResponse;
    /// Decides on a testimonial: state, excerpt, tags. Needs If-Match.
    UpdateTestimonial: Patch "/programs/{program}/testimonials/{testimonial}", Needs::In(Moderate), OfTestimonial, NoQuery, testimonials::TestimonialChange => testimonials::TestimonialResponse;
    /// Takes the latest decision back. Needs If-Match.
    UndoTestimonial: Post "/programs/{program}/testimonials/{testimonial}/undo", Needs::In(Moderate), OfTestimonial, NoQuery, NoBody => testimonials::TestimonialResponse;
    /// Records the author's consent (or its withdrawal) with the place of its proof. Needs If-Match.
    RecordConsent: Post "/programs/{program}/testimonials/{testimonial}/consents", Needs::In(Moderate), OfTestimonial, NoQuery, testimonials::ConsentRequest => testimonials::TestimonialResponse;
    /// States (or takes back) the licence that allows publishing imported words. Needs If-Match.
    SetLicence: Put "/programs/{program}/testimonials/{testimonial}/licence", Needs::In(Moderate), OfTestimonial, NoQuery, testimonials::LicenceRequest => testimonials::TestimonialResponse;

    /// Widgets, the oldest first.
    ListWidgets: Get "/programs/{program}/widgets", Needs::In(View), InProgram, NoQuery, NoBody => widgets::WidgetsResponse;
    /// Creates a widget.
    CreateWidget: Post "/programs/{program}/widgets", Needs::In(Edit), InProgram, NoQuery, widgets::WidgetRequest => widgets::WidgetResponse;
    /// Replaces a widget's configuration.
    UpdateWidget: Put "/programs/{program}/widgets/{widget}", Needs::In(Edit), OfWidget, NoQuery, widgets::WidgetRequest => widgets::WidgetResponse;
    /// Deletes a widget; pages that embed it keep their fallback.
    DeleteWidget: Delete "/programs/{program}/widgets/{widget}", Needs::In(Edit), OfWidget, NoQuery, NoBody => NoBody;

    /// What changed in the program, the latest first: an audit trail for owners.
    ListEvents: Get "/programs/{program}/events", Needs::In(Own), InProgram, page::PageQuery, NoBody => events::EventsResponse;
    /// What Laurel does after changes and by the clock: what runs, what waits, what failed.
    ListJobs: Get "/programs/{program}/jobs", Needs::In(Edit), InProgram, NoQuery, NoBody => jobs::JobsResponse;
    /// Has a failed job tried again.
    RetryJob: Post "/programs/{program}/jobs/retries", Needs::In(Edit), InProgram, NoQuery, jobs::RetryRequest => jobs::JobsResponse;

    /// Saved views, by page and name.
    ListViews: Get "/programs/{program}/views", Needs::In(View), InProgram, NoQuery, NoBody => views::ViewsResponse;
    /// Saves a page with its filters under a name.
    CreateView: Post "/programs/{program}/views", Needs::In(Edit), InProgram, NoQuery, views::ViewRequest => views::ViewResponse;
    /// Changes a view's name or filters.
    ChangeView: Patch "/programs/{program}/views/{view}", Needs::In(Edit), OfView, NoQuery, views::ViewChange => views::ViewResponse;
    /// Deletes a view; its address goes on working.
    DeleteView: Delete "/programs/{program}/views/{view}", Needs::In(Edit), OfView, NoQuery, NoBody => NoBody;

    /// Imports, the latest first.
    ListImports: Get "/programs/{program}/imports", Needs::In(View), InProgram, page::PageQuery, NoBody => imports::ImportsResponse;
    /// Starts an import, or finds the unfinished one of the same file and mapping.
    StartImport: Post "/programs/{program}/imports", Needs::In(Edit), InProgram, NoQuery, imports::StartRequest => imports::ImportResponse;
    /// An import's progress.
    GetImport: Get "/programs/{program}/imports/{import}", Needs::In(View), OfImport, NoQuery, NoBody => imports::ImportResponse;
    /// Says what a batch would change, and changes nothing.
    CheckBatch: Post "/programs/{program}/imports/check", Needs::In(Edit), InProgram, NoQuery, imports::CheckRequest => imports::CheckResponse, Batch;
    /// Takes one batch in. The same batch twice changes nothing the second time.
    ImportBatch: Post "/programs/{program}/imports/{import}/batches", Needs::In(Edit), OfImport, NoQuery, imports::BatchRequest => imports::BatchResponse, Batch;
    /// Stops an import; what was taken in stays, and it can be resumed.
    CancelImport: Post "/programs/{program}/imports/{import}/cancel", Needs::In(Edit), OfImport, NoQuery, NoBody => imports::ImportResponse;
}

#[cfg(test)]
mod tests {
    use super::*;
    use laurel_domain::{PersonId, ProgramId};

    #[test]
    fn no_two_endpoints_share_method_and_path() {
        for (position, route) in ALL.iter().enumerate() {
            for other in &ALL[position + 1..] {
                assert!(
                    route.method != other.method || route.path != other.path,
                    "{route:?} {other:?}"
                );
            }
        }
    }

    #[test]
    fn a_path_that_names_a_program_needs_a_permission_in_it() {
        for route in ALL {
            assert_eq!(
                route.path.contains("{program}"),
                matches!(route.needs, Needs::In(_)),
                "{route:?}"
            );
        }
    }

    #[test]
    fn urls_are_filled() {
        let path = OfPerson {
            program: ProgramId::parse("demo").unwrap(),
            person: PersonId::from_digest([1; 16]),
        };
        assert_eq!(
            GetPerson::url(&path, &NoQuery {}),
            "/api/v1/programs/demo/people/01010101-0101-8101-8101-010101010101"
        );
        let query = page::PageQuery {
            cursor: Some("a b".into()),
            ..Default::default()
        };
        assert!(ListTouchpoints::url(&path, &query).ends_with("/touchpoints?cursor=a+b"));
    }
}
