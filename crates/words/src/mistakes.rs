//! Why something that came in is refused.

use laurel_domain::mistake::Mistake;
use laurel_domain::problem::ProblemType;

use crate::Words;

impl Words {
    /// What is wrong, and what to do about it.
    pub fn mistake(self, mistake: &Mistake) -> String {
        match mistake {
            Mistake::Empty => self.mistake_empty().to_owned(),
            Mistake::TooShort { least, given } => self.mistake_too_short(*least, *given),
            Mistake::TooLong { most, given } => self.mistake_too_long(*most, *given),
            Mistake::LengthOutside { least, most } => self.mistake_length_outside(*least, *most),
            Mistake::NumberOutside { least, most } => self.mistake_number_outside(*least, *most),
            Mistake::CountOutside { least, most } => self.mistake_count_outside(*least, *most),
            Mistake::TooMany { most, given } => self.mistake_too_many(*most, *given),
            Mistake::UnknownCode { given, allowed } => self.mistake_unknown_code(given, allowed),
            Mistake::NotAnAddress => self.mistake_not_an_address().to_owned(),
            Mistake::NotADay => self.mistake_not_a_day().to_owned(),
            Mistake::TimeOutside => self.mistake_time_outside().to_owned(),
            Mistake::TooEarly => self.mistake_too_early().to_owned(),
            Mistake::NegativeAmount => self.mistake_negative_amount().to_owned(),
            Mistake::NotADigest => self.mistake_not_a_digest().to_owned(),
            Mistake::Unreadable { found } => self.mistake_unreadable(found),
            Mistake::NotJson { found } => self.mistake_not_json(found),
            Mistake::JsonNotDeclared => self.mistake_json_not_declared().to_owned(),
            Mistake::NotAnObject => self.mistake_not_an_object().to_owned(),
            Mistake::FormUnreadable { found } => self.mistake_form_unreadable(found),
            Mistake::BodyTooLarge { kilobytes } => self.mistake_body_too_large(*kilobytes),
            Mistake::BatchTooLarge { kilobytes } => self.mistake_batch_too_large(*kilobytes),
            Mistake::RevisionMissing => self.mistake_revision_missing().to_owned(),
            Mistake::NotAnETag => self.mistake_not_an_etag().to_owned(),
            Mistake::ForeignCursor => self.mistake_foreign_cursor().to_owned(),
            Mistake::WrittenMeanwhile => self.mistake_written_meanwhile().to_owned(),
            Mistake::ThereAlready => self.mistake_there_already().to_owned(),
            Mistake::TooMuchAtOnce => self.mistake_too_much_at_once().to_owned(),
            Mistake::RepeatLater => self.mistake_repeat_later().to_owned(),
            Mistake::NotConfirmed { word } => self.mistake_not_confirmed(word),
            Mistake::PersonNotNamed => self.mistake_person_not_named().to_owned(),
            Mistake::NoSuchPerson => self.mistake_no_such_person().to_owned(),
            Mistake::IdentityConflict => self.mistake_identity_conflict().to_owned(),
            Mistake::SearchTooShort { least } => self.mistake_search_too_short(*least),
            Mistake::ScoreMismatch => self.mistake_score_mismatch().to_owned(),
            Mistake::TagEmpty { position } => self.mistake_tag_empty(*position),
            Mistake::TagTooLong { position, most } => self.mistake_tag_too_long(*position, *most),
            Mistake::NotASegment => self.mistake_not_a_segment().to_owned(),
            Mistake::NoSuchAsk => self.mistake_no_such_ask().to_owned(),
            Mistake::AskStateNotSet => self.mistake_ask_state_not_set().to_owned(),
            Mistake::AskClosedMeanwhile => self.mistake_ask_closed_meanwhile().to_owned(),
            Mistake::NotAnAct => self.mistake_not_an_act().to_owned(),
            Mistake::DueOutside { days } => self.mistake_due_outside(*days),
            Mistake::PeriodReversed => self.mistake_period_reversed().to_owned(),
            Mistake::ComparedWithNobody => self.mistake_compared_with_nobody().to_owned(),
            Mistake::BreakdownMissing => self.mistake_breakdown_missing().to_owned(),
            Mistake::BreakdownOfSegment => self.mistake_breakdown_of_segment().to_owned(),
            Mistake::WithdrawnByAuthor => self.mistake_withdrawn_by_author().to_owned(),
            Mistake::ReasonMissing => self.mistake_reason_missing().to_owned(),
            Mistake::ReasonWithoutRejection => self.mistake_reason_without_rejection().to_owned(),
            Mistake::OnlyItsAuthor => self.mistake_only_its_author().to_owned(),
            Mistake::OnlyTheForm => self.mistake_only_the_form().to_owned(),
            Mistake::AnotherAddress => self.mistake_another_address().to_owned(),
            Mistake::OnlyByTheMail => self.mistake_only_by_the_mail().to_owned(),
            Mistake::NothingToUndo => self.mistake_nothing_to_undo().to_owned(),
            Mistake::ChangedByAuthor => self.mistake_changed_by_author().to_owned(),
            Mistake::ExcerptAndWhole => self.mistake_excerpt_and_whole().to_owned(),
            Mistake::ExcerptOutside => self.mistake_excerpt_outside().to_owned(),
            Mistake::ConsentBelongsToAuthor => self.mistake_consent_belongs_to_author().to_owned(),
            Mistake::NeverLicensed => self.mistake_never_licensed().to_owned(),
            Mistake::OtherImportKind { kind } => self.mistake_other_import_kind(kind),
            Mistake::BeyondAnnounced { announced, end } => {
                self.mistake_beyond_announced(*announced, *end)
            }
            Mistake::NotTheNextRows { next } => self.mistake_not_the_next_rows(*next),
            Mistake::ImportStopped => self.mistake_import_stopped().to_owned(),
            Mistake::ImportComplete => self.mistake_import_complete().to_owned(),
            Mistake::TooManyRows => self.mistake_too_many_rows().to_owned(),
            Mistake::SourceNotNamed => self.mistake_source_not_named().to_owned(),
            Mistake::NewMemberWithoutName => self.mistake_new_member_without_name().to_owned(),
            Mistake::NewMemberWithoutRole => self.mistake_new_member_without_role().to_owned(),
            Mistake::LastOwner => self.mistake_last_owner().to_owned(),
            Mistake::ScopeMissing => self.mistake_scope_missing().to_owned(),
            Mistake::ProductTypeOutside => self.mistake_product_type_outside().to_owned(),
            Mistake::TooManyViews { most } => self.mistake_too_many_views(*most),
            Mistake::ViewNameTaken => self.mistake_view_name_taken().to_owned(),
            Mistake::FiltersTooLong { most } => self.mistake_filters_too_long(*most),
            Mistake::FiltersNotEncoded => self.mistake_filters_not_encoded().to_owned(),
            Mistake::TooManyWidgets { most } => self.mistake_too_many_widgets(*most),
            Mistake::EmbedAddressMissing => self.mistake_embed_address_missing().to_owned(),
            Mistake::OnlyValued => self.mistake_only_valued().to_owned(),
            Mistake::OnlyActs => self.mistake_only_acts().to_owned(),
            Mistake::StageNameTwice => self.mistake_stage_name_twice().to_owned(),
            Mistake::StageCountOutside { least, most } => {
                self.mistake_stage_count_outside(*least, *most)
            }
            Mistake::StageNotEntered => self.mistake_stage_not_entered().to_owned(),
            Mistake::KindMissing => self.mistake_kind_missing().to_owned(),
            Mistake::CheckChangedMeanwhile => self.mistake_check_changed_meanwhile().to_owned(),
            Mistake::NotAMember => self.mistake_not_a_member().to_owned(),
            Mistake::AnsweredByFigures => self.mistake_answered_by_figures().to_owned(),
            Mistake::TitleOfFramework => self.mistake_title_of_framework().to_owned(),
            Mistake::CheckOfFramework => self.mistake_check_of_framework().to_owned(),
            Mistake::TooManyChecks { most } => self.mistake_too_many_checks(*most),
            Mistake::NotAWholeNumber => self.mistake_not_a_whole_number().to_owned(),
            Mistake::NumberTooLarge => self.mistake_number_too_large().to_owned(),
            Mistake::NotAWebAddress => self.mistake_not_a_web_address().to_owned(),
            Mistake::NotARowKey => self.mistake_not_a_row_key().to_owned(),
            Mistake::ChangedMeanwhile {
                by,
                minute,
                summary,
            } => match (by, minute, summary) {
                (Some(by), Some(minute), Some(summary)) => {
                    self.history_stale_by(by, minute, summary)
                }
                (None, Some(minute), Some(summary)) => {
                    self.history_stale_by_author(minute, summary)
                }
                _ => self.history_stale().to_owned(),
            },
        }
    }

    /// The kind of a problem.
    #[must_use]
    pub fn problem_kind(self, kind: ProblemType) -> &'static str {
        match kind {
            ProblemType::Malformed => self.problem_type_malformed(),
            ProblemType::SignInNeeded => self.problem_type_sign_in_needed(),
            ProblemType::NotAllowed => self.problem_type_not_allowed(),
            ProblemType::CrossOrigin => self.problem_type_cross_origin(),
            ProblemType::NotFound => self.problem_type_not_found(),
            ProblemType::MethodNotAllowed => self.problem_type_method_not_allowed(),
            ProblemType::Conflict => self.problem_type_conflict(),
            ProblemType::Stale => self.problem_type_stale(),
            ProblemType::TooLarge => self.problem_type_too_large(),
            ProblemType::TooLargeBatch => self.problem_type_too_large_batch(),
            ProblemType::UnsupportedMediaType => self.problem_type_unsupported_media_type(),
            ProblemType::Invalid => self.problem_type_invalid(),
            ProblemType::RevisionNeeded => self.problem_type_revision_needed(),
            ProblemType::TooMany => self.problem_type_too_many(),
            ProblemType::Internal => self.problem_type_internal(),
            ProblemType::Unavailable => self.problem_type_unavailable(),
        }
    }
}
