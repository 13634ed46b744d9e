//! Why something that came in is refused, as a code with figures. `laurel-words` makes the sentence.

use crate::enums::UnknownCode;
use crate::fact::facts;
use crate::moderation::{CannotUndo, InvalidTags, Refusal, TAGS_MAX};
use crate::saved_view::{InvalidQuery, QUERY_MAX};
use crate::segment::{InvalidSegment, LONGEST_VALUE};
use crate::text::InvalidText;

facts! {
    /// Why something is refused. The codes are part of the public API: a client may act on them.
    Mistake {
        // Values of any kind.
        /// Nothing but white space.
        Empty = "empty";
        /// Fewer characters than the field asks for.
        TooShort { least: u64, given: u64 } = "too_short";
        /// More characters than the field takes.
        TooLong { most: u64, given: u64 } = "too_long";
        /// A text outside of these lengths.
        LengthOutside { least: u64, most: u64 } = "length_outside";
        /// A number outside of these.
        NumberOutside { least: u64, most: u64 } = "number_outside";
        /// More or fewer things than one request takes.
        CountOutside { least: u64, most: u64 } = "count_outside";
        /// More values than one request takes.
        TooMany { most: u64, given: u64 } = "too_many";
        /// A code that is not in the list.
        UnknownCode { given: String, allowed: String } = "unknown_code";
        /// No address of a mailbox.
        NotAnAddress = "not_an_address";
        /// Not a day such as 2026-12-01.
        NotADay = "not_a_day";
        /// Before 1900, or more than a day ahead.
        TimeOutside = "time_outside";
        /// Before 1900.
        TooEarly = "too_early";
        /// Less than nothing.
        NegativeAmount = "negative_amount";
        /// Not the SHA-256 digest of a file in hex.
        NotADigest = "not_a_digest";
        /// Not a whole number of 0 or more.
        NotAWholeNumber = "not_a_whole_number";
        /// More than fits there.
        NumberTooLarge = "number_too_large";
        /// No whole address of the web.
        NotAWebAddress = "not_a_web_address";
        /// Not the key of a row.
        NotARowKey = "not_a_row_key";
        /// Anything that does not have the form that the API's description says; `found` are the reader's words.
        Unreadable { found: String } = "unreadable";

        // The request as a whole.
        /// The body is not JSON.
        NotJson { found: String } = "not_json";
        /// The body does not say that it is JSON.
        JsonNotDeclared = "json_not_declared";
        /// The body is JSON, but not an object.
        NotAnObject = "not_an_object";
        /// A form that cannot be read.
        FormUnreadable { found: String } = "form_unreadable";
        /// A body larger than the route takes.
        BodyTooLarge { kilobytes: u64 } = "body_too_large";
        /// A batch larger than the route takes: half of its rows may fit.
        BatchTooLarge { kilobytes: u64 } = "batch_too_large";
        /// `If-Match` is missing.
        RevisionMissing = "revision_missing";
        /// `If-Match` holds no ETag of ours.
        NotAnETag = "not_an_etag";
        /// A cursor of another list, or none at all.
        ForeignCursor = "foreign_cursor";
        /// Somebody else wrote the same people; repeat it.
        WrittenMeanwhile = "written_meanwhile";
        /// It is there already.
        ThereAlready = "there_already";
        /// More than the database takes at once.
        TooMuchAtOnce = "too_much_at_once";
        /// The storage does not answer; repeat it.
        RepeatLater = "repeat_later";

        // People and touchpoints.
        /// What cannot be undone was not confirmed with this word.
        NotConfirmed { word: String } = "not_confirmed";
        /// Neither id nor external id nor address.
        PersonNotNamed = "person_not_named";
        /// Nobody in this program.
        NoSuchPerson = "no_such_person";
        /// The id means one person, and the address another or none that is known by this id.
        IdentityConflict = "identity_conflict";
        /// Fewer characters than a search needs.
        SearchTooShort { least: u64 } = "search_too_short";
        /// An answer to the recommendation question without a score, or a score of something else.
        ScoreMismatch = "score_mismatch";
        /// One of the tags is blank.
        TagEmpty { position: u64 } = "tag_empty";
        /// One of the tags is too long.
        TagTooLong { position: u64, most: u64 } = "tag_too_long";
        /// Text that is no segment.
        NotASegment = "not_a_segment";

        // Asks.
        /// No such ask in this program.
        NoSuchAsk = "no_such_ask";
        /// Nobody sets this state by hand.
        AskStateNotSet = "ask_state_not_set";
        /// Somebody closed one of them meanwhile.
        AskClosedMeanwhile = "ask_closed_meanwhile";
        /// What is asked for is no act of advocacy.
        NotAnAct = "not_an_act";
        /// A day in the past, or too far ahead.
        DueOutside { days: u64 } = "due_outside";

        // Figures.
        /// The period ends before it begins.
        PeriodReversed = "period_reversed";
        /// Everybody against everybody else.
        ComparedWithNobody = "compared_with_nobody";
        /// Values of no dimension.
        BreakdownMissing = "breakdown_missing";
        /// A segment broken down.
        BreakdownOfSegment = "breakdown_of_segment";

        // Stories.
        /// Its author took it back.
        WithdrawnByAuthor = "withdrawn_by_author";
        /// A rejection without a reason.
        ReasonMissing = "reason_missing";
        /// A reason without a rejection.
        ReasonWithoutRejection = "reason_without_rejection";
        /// Only its author can do this.
        OnlyItsAuthor = "only_its_author";
        /// Only the form takes something for spam.
        OnlyTheForm = "only_the_form";
        /// The person has not the address of the story, or the story is not approved.
        AnotherAddress = "another_address";
        /// Only the link in the mail may do this.
        OnlyByTheMail = "only_by_the_mail";
        /// No decision is left.
        NothingToUndo = "nothing_to_undo";
        /// Its author changed it since.
        ChangedByAuthor = "changed_by_author";
        /// Somebody changed it meanwhile: a member, or its author where `by` is missing; `summary` is what they did.
        ChangedMeanwhile { by: Option<String>, minute: Option<String>, summary: Option<String> } = "changed_meanwhile";
        /// Both an excerpt and the whole.
        ExcerptAndWhole = "excerpt_and_whole";
        /// Consent that only the author can give: to words from the form, or taken back by the author.
        ConsentBelongsToAuthor = "consent_belongs_to_author";
        /// Not a part of the words, or a blank one.
        ExcerptOutside = "excerpt_outside";
        /// The author's own words need no license.
        NeverLicensed = "never_licensed";

        // Imports.
        /// Rows of another kind.
        OtherImportKind { kind: String } = "other_import_kind";
        /// More rows than were announced.
        BeyondAnnounced { announced: u64, end: u64 } = "beyond_announced";
        /// Not the next rows.
        NotTheNextRows { next: u64 } = "not_the_next_rows";
        /// It was stopped.
        ImportStopped = "import_stopped";
        /// It is complete.
        ImportComplete = "import_complete";
        /// More rows than one import takes.
        TooManyRows = "too_many_rows";
        /// Reviews that do not say where they come from.
        SourceNotNamed = "source_not_named";

        // The program and its parts.
        /// Somebody new without a name.
        NewMemberWithoutName = "new_member_without_name";
        /// Somebody new without a role.
        NewMemberWithoutRole = "new_member_without_role";
        /// The last owner.
        LastOwner = "last_owner";
        /// A token that may do nothing.
        ScopeMissing = "scope_missing";
        /// Neither of the kinds that search engines take.
        ProductTypeOutside = "product_type_outside";
        /// As many views as a program keeps.
        TooManyViews { most: u64 } = "too_many_views";
        /// Another view of the page has the name.
        ViewNameTaken = "view_name_taken";
        /// Longer than a saved view's filters may be.
        FiltersTooLong { most: u64 } = "filters_too_long";
        /// Characters that cannot stand in an address.
        FiltersNotEncoded = "filters_not_encoded";
        /// As many widgets as a program keeps.
        TooManyWidgets { most: u64 } = "too_many_widgets";
        /// The address that is to be embedded is missing.
        EmbedAddressMissing = "embed_address_missing";

        // Settings.
        /// Neither an act nor a reward.
        OnlyValued = "only_valued";
        /// Something that is no act of advocacy.
        OnlyActs = "only_acts";
        /// Two stages of one name.
        StageNameTwice = "stage_name_twice";
        /// Fewer or more stages than a funnel has.
        StageCountOutside { least: u64, most: u64 } = "stage_count_outside";
        /// Nothing enters the stage.
        StageNotEntered = "stage_not_entered";
        /// No kind of touchpoint.
        KindMissing = "kind_missing";

        // The plan.
        /// Somebody changed the check meanwhile.
        CheckChangedMeanwhile = "check_changed_meanwhile";
        /// Nobody who works in this program.
        NotAMember = "not_a_member";
        /// Figures answer the check.
        AnsweredByFigures = "answered_by_figures";
        /// The framework's own title.
        TitleOfFramework = "title_of_framework";
        /// The framework's own check.
        CheckOfFramework = "check_of_framework";
        /// As many checks of its own as a plan has.
        TooManyChecks { most: u64 } = "too_many_checks";
    }
}

/// A refused field, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldMistake {
    /// The field's path: `email`, `touchpoints[3].at`, `stages.2.name`.
    pub field: String,
    /// Why.
    pub mistake: Mistake,
}

impl FieldMistake {
    /// A field, and why it is refused.
    pub fn new(field: impl Into<String>, mistake: impl Into<Mistake>) -> Self {
        Self {
            field: field.into(),
            mistake: mistake.into(),
        }
    }
}

impl From<InvalidText> for Mistake {
    fn from(error: InvalidText) -> Self {
        match error {
            InvalidText::Empty => Self::Empty,
            InvalidText::TooShort { min, given } => Self::TooShort {
                least: min as u64,
                given: given as u64,
            },
            InvalidText::TooLong { max, given } => Self::TooLong {
                most: max as u64,
                given: given as u64,
            },
            InvalidText::Email => Self::NotAnAddress,
        }
    }
}

impl From<UnknownCode> for Mistake {
    fn from(UnknownCode { given, allowed }: UnknownCode) -> Self {
        Self::UnknownCode { given, allowed }
    }
}

impl From<InvalidSegment> for Mistake {
    fn from(error: InvalidSegment) -> Self {
        match error {
            InvalidSegment::NoColon => Self::NotASegment,
            InvalidSegment::Dimension(unknown) => unknown.into(),
            InvalidSegment::TooLong { given } => Self::TooLong {
                most: LONGEST_VALUE as u64,
                given: given as u64,
            },
        }
    }
}

impl From<InvalidQuery> for Mistake {
    fn from(error: InvalidQuery) -> Self {
        match error {
            InvalidQuery::TooLong => Self::FiltersTooLong {
                most: QUERY_MAX as u64,
            },
            InvalidQuery::NotEncoded => Self::FiltersNotEncoded,
        }
    }
}

impl From<InvalidTags> for Mistake {
    fn from(error: InvalidTags) -> Self {
        match error {
            InvalidTags::TooMany(given) => Self::TooMany {
                most: TAGS_MAX as u64,
                given: given as u64,
            },
            InvalidTags::Tag { position, problem } => {
                let position = position as u64;
                match problem {
                    InvalidText::TooLong { max, .. } => Self::TagTooLong {
                        position,
                        most: max as u64,
                    },
                    _ => Self::TagEmpty { position },
                }
            }
        }
    }
}

impl From<Refusal> for Mistake {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Withdrawn => Self::WithdrawnByAuthor,
            Refusal::ReasonMissing => Self::ReasonMissing,
            Refusal::ReasonWithoutRejection => Self::ReasonWithoutRejection,
            Refusal::NotYours => Self::OnlyItsAuthor,
            Refusal::NotSuspected => Self::OnlyTheForm,
        }
    }
}

impl From<CannotUndo> for Mistake {
    fn from(why: CannotUndo) -> Self {
        match why {
            CannotUndo::Nothing => Self::NothingToUndo,
            CannotUndo::ChangedByAuthor => Self::ChangedByAuthor,
        }
    }
}
