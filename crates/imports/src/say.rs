//! Sentences for codes and figures: the same for the wizard and the command.

use laurel_api::imports::ImportKind;
use laurel_words::Words;

use crate::finding::{Choice, Finding, Notice};
use crate::read::{FileProblem, Format, MAX_BYTES, MAX_ROWS};
use crate::trouble::{MappingTrouble, Trouble};

impl FileProblem {
    /// Why the file cannot be read, and what to do about it.
    pub fn say(&self, words: Words) -> String {
        let number = |number: usize| words.count(number as u64);
        match self {
            Self::TooLarge { bytes } => {
                words.import_file_too_large(&megabytes(words, *bytes), &megabytes(words, MAX_BYTES))
            }
            Self::TooManyRows => words.import_file_too_many_rows(&number(MAX_ROWS)),
            Self::Empty => words.import_file_empty().to_owned(),
            Self::OtherFormat { format } => format.say(words).to_owned(),
            Self::ControlCharacter { row, column } => {
                words.import_file_control_character(&number(*row as usize), column)
            }
            Self::EmptyHeader => words.import_file_empty_header().to_owned(),
            Self::NoHeader { found } => words.import_file_no_header(found),
            Self::NoRows => words.import_file_no_rows().to_owned(),
            Self::Irregular {
                header,
                row,
                found,
                misfits,
                rows,
            } => words.import_file_irregular(
                *header as u64,
                &number(*row as usize),
                &number(*found),
                &number(*misfits),
                &number(*rows),
            ),
            Self::OpenQuote { row, column } => {
                words.import_file_open_quote(&number(*row as usize), column)
            }
        }
    }
}

impl Format {
    fn say(self, words: Words) -> &'static str {
        match self {
            Self::Workbook => words.import_file_workbook(),
            Self::OldWorkbook => words.import_file_old_workbook(),
            Self::Pdf => words.import_file_pdf(),
            Self::Picture => words.import_file_picture(),
            Self::Compressed => words.import_file_compressed(),
            Self::Database => words.import_file_database(),
            Self::Parquet => words.import_file_parquet(),
            Self::RichText => words.import_file_rich_text(),
            Self::WebPage => words.import_file_web_page(),
            Self::Json => words.import_file_json(),
            Self::Utf32 => words.import_file_utf32(),
            Self::NotText => words.import_file_not_text(),
        }
    }
}

/// What separates the cells, in words.
pub fn delimiter(words: Words, delimiter: char) -> &'static str {
    match delimiter {
        ';' => words.import_file_semicolon(),
        '\t' => words.import_file_tab(),
        '|' => words.import_file_bar(),
        _ => words.import_file_comma(),
    }
}

fn megabytes(words: Words, bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1024 * 1024);
    let decimals = usize::from(!tenths.is_multiple_of(10));
    words.imported_megabytes(&words.decimal(tenths as f64 / 10.0, decimals))
}

impl Trouble {
    /// What is wrong, and what to do about it.
    pub fn say(&self, words: Words) -> String {
        let number = |number: usize| words.count(number as u64);
        match self {
            Self::TooLong { max, given } => {
                words.import_trouble_too_long(&number(*max), &number(*given))
            }
            Self::OtherCurrency { found, expected } => {
                words.import_trouble_other_currency(found, expected)
            }
            Self::Ragged { cells, columns } => {
                words.import_trouble_ragged(*cells as u64, *columns as u64)
            }
            Self::SameId { first } => words.import_trouble_same_id(&number(*first as usize)),
            Self::Blank => words.import_trouble_blank().to_owned(),
            Self::NotAnAddress => words.import_trouble_not_an_address().to_owned(),
            Self::IdDigitsLost => words.import_trouble_id_digits_lost().to_owned(),
            Self::IdDecimal => words.import_trouble_id_decimal().to_owned(),
            Self::IdFormula => words.import_trouble_id_formula().to_owned(),
            Self::IdError => words.import_trouble_id_error().to_owned(),
            Self::Nobody => words.import_trouble_nobody().to_owned(),
            Self::NoDate => words.import_trouble_no_date().to_owned(),
            Self::NotADate => words.import_trouble_not_a_date().to_owned(),
            Self::NoSuchDate => words.import_trouble_no_such_date().to_owned(),
            Self::AmbiguousDate => words.import_trouble_ambiguous_date().to_owned(),
            Self::Future => words.import_trouble_future().to_owned(),
            Self::Before1900 => words.import_trouble_before_1900().to_owned(),
            Self::NotAnAmount => words.import_trouble_not_an_amount().to_owned(),
            Self::AmbiguousAmount => words.import_trouble_ambiguous_amount().to_owned(),
            Self::AmountBelowZero => words.import_trouble_amount_below_zero().to_owned(),
            Self::AmountTooLarge => words.import_trouble_amount_too_large().to_owned(),
            Self::NotACurrency => words.import_trouble_not_a_currency().to_owned(),
            Self::NoCurrency => words.import_trouble_no_currency().to_owned(),
            Self::NotACount => words.import_trouble_not_a_count().to_owned(),
            Self::CountBelowZero => words.import_trouble_count_below_zero().to_owned(),
            Self::NotAFlag => words.import_trouble_not_a_flag().to_owned(),
            Self::NotStars => words.import_trouble_not_stars().to_owned(),
            Self::HalfStars => words.import_trouble_half_stars().to_owned(),
            Self::PercentStars => words.import_trouble_percent_stars().to_owned(),
            Self::NotAScore => words.import_trouble_not_a_score().to_owned(),
            Self::NotALink => words.import_trouble_not_a_link().to_owned(),
            Self::NotARelationship => words.import_trouble_not_a_relationship().to_owned(),
        }
    }
}

impl MappingTrouble {
    /// What to do about it.
    pub fn say(&self, words: Words) -> String {
        match self {
            Self::Missing => words.import_mapping_missing().to_owned(),
            Self::NoDate => words.import_mapping_no_date().to_owned(),
            Self::NoIdentity => words.import_mapping_no_identity().to_owned(),
            Self::NoSuchField { known } => words.import_mapping_no_such_field(&known.join(", ")),
            Self::NoSuchColumn { column, known } => {
                words.import_mapping_no_such_column(column, &known.join(", "))
            }
            Self::NotACurrency => words.import_mapping_not_a_currency().to_owned(),
            Self::NoSource => words.import_mapping_no_source().to_owned(),
            Self::MixedDates => words.import_mapping_mixed_dates().to_owned(),
        }
    }
}

impl Finding {
    /// What was noticed.
    pub fn say(&self, words: Words) -> String {
        let count = u64::from(self.count);
        let column = self.column.as_deref().unwrap_or_default();
        match self.notice {
            Notice::Encoding => words.import_finding_encoding(count),
            Notice::Utf16 => words.import_finding_utf16().to_owned(),
            Notice::SeparatorLine => words.import_finding_separator_line().to_owned(),
            Notice::Preamble => words.import_finding_preamble(count),
            Notice::Json => words.import_finding_json().to_owned(),
            Notice::TrailingCells => words.import_finding_trailing_cells(count),
            Notice::RepeatedHeader => words.import_finding_repeated_header(count),
            Notice::UnnamedColumns => words.import_finding_unnamed_columns(count),
            Notice::SameNames => words.import_finding_same_names(count),
            Notice::LiteralQuotes => words.import_finding_literal_quotes(count),
            Notice::Swallowed => words.import_finding_swallowed().to_owned(),
            Notice::Mojibake => words.import_finding_mojibake(count, column),
            Notice::LostCharacters => words.import_finding_lost_characters(count, column),
            Notice::Markup => words.import_finding_markup(count, column),
            Notice::DayOrder => words.import_finding_day_order(column),
            Notice::Scale => words.import_finding_scale(count, column),
            Notice::Variants => words.import_finding_variants(count, column),
            Notice::OrderAmounts => words.import_finding_order_amounts(count),
            Notice::UnknownStatus => words.import_finding_unknown_status(count, column),
            Notice::NotCounted => words.import_finding_not_counted(count, column),
            Notice::Placeholders => words.import_finding_placeholders(count),
            Notice::SeveralAddresses => words.import_finding_several_addresses(count, column),
            Notice::IdsUnwrapped => words.import_finding_ids_unwrapped(count, column),
            Notice::OptOuts => words.import_finding_opt_outs(count),
            Notice::SharedAddress => words.import_finding_shared_address(count, column),
            Notice::OrderLines => words.import_finding_order_lines(count),
            Notice::BlankRows => words.import_finding_blank_rows(count),
            Notice::UnusedColumns => {
                let columns = self.examples.first().map(|one| one.before.as_str());
                words.import_finding_unused_columns(columns.unwrap_or_default())
            }
        }
    }

    /// Where: the first rows, and how many more there are. Nothing where rows say nothing.
    pub fn say_rows(&self, words: Words) -> Option<String> {
        const NAMED: usize = 8;
        let shown: Vec<String> = self
            .rows
            .iter()
            .take(NAMED)
            .map(ToString::to_string)
            .collect();
        let more = (self.count as usize).saturating_sub(shown.len());
        let all_named = self.rows.len() <= NAMED && self.rows.len() >= self.count as usize;
        match shown.as_slice() {
            [] => None,
            _ if matches!(self.notice, Notice::UnnamedColumns | Notice::SameNames) => None,
            [row] if all_named => Some(words.import_finding_row(row)),
            rows if all_named || more == 0 => Some(words.import_finding_rows(&rows.join(", "))),
            rows => {
                Some(words.import_finding_rows_more(&rows.join(", "), &words.count(more as u64)))
            }
        }
    }

    /// What stands there, and how it is read.
    pub fn say_examples(&self, words: Words) -> Vec<String> {
        if self.notice == Notice::UnusedColumns {
            return Vec::new();
        }
        let examples = self.examples.iter();
        examples
            .map(|one| {
                let row = one.row.to_string();
                if one.after.is_empty() || one.after == one.before {
                    words.import_finding_example_value(&row, &one.before)
                } else {
                    words.import_finding_example(&row, &one.before, &one.after)
                }
            })
            .collect()
    }
}

impl Choice {
    /// The choice, for a button.
    pub fn say(self, words: Words, notice: Notice) -> &'static str {
        match self {
            Self::Accept => words.import_choice_accept(),
            Self::Rows => words.import_choice_rows(),
            Self::OneCell => words.import_choice_one_cell(),
            Self::Repair if notice == Notice::Mojibake => words.import_choice_repair_mojibake(),
            Self::Repair if notice == Notice::Variants => words.import_choice_repair_variants(),
            Self::Repair => words.import_choice_repair(),
            Self::Keep => words.import_choice_keep(),
            Self::LeaveOut => words.import_choice_leave_out(),
            Self::DayFirst => words.import_choice_day_first(),
            Self::MonthFirst => words.import_choice_month_first(),
            Self::WithoutStars => words.import_choice_without_stars(),
            Self::Sum => words.import_choice_sum(),
            Self::First => words.import_choice_first(),
        }
    }
}

/// A field's name and what it is for.
pub fn field(words: Words, kind: ImportKind, code: &str) -> (&'static str, &'static str) {
    macro_rules! field {
        ($label:ident, $help:ident) => {
            (words.$label(), words.$help())
        };
    }
    match code {
        "external_id" => field!(import_field_external_id, import_field_external_id_help),
        "email" => field!(import_field_email, import_field_email_help),
        "name" => field!(import_field_name, import_field_name_help),
        "last_name" => field!(import_field_last_name, import_field_last_name_help),
        "headline" => field!(import_field_headline, import_field_headline_help),
        "company" => field!(import_field_company, import_field_company_help),
        "industry" => field!(import_field_industry, import_field_industry_help),
        "company_size" => field!(import_field_company_size, import_field_company_size_help),
        "country" => field!(import_field_country, import_field_country_help),
        "city" => field!(import_field_city, import_field_city_help),
        "source" => field!(import_field_source, import_field_source_help),
        "date" => field!(import_field_date, import_field_date_help),
        "visits" => field!(import_field_visits, import_field_visits_help),
        "converted" => field!(import_field_converted, import_field_converted_help),
        "last_activity" => field!(import_field_last_activity, import_field_last_activity_help),
        "opted_out" => field!(import_field_opted_out, import_field_opted_out_help),
        "amount" => field!(import_field_amount, import_field_amount_help),
        "quantity" => field!(import_field_quantity, import_field_quantity_help),
        "product" => field!(import_field_product, import_field_product_help),
        "currency" => field!(import_field_currency, import_field_currency_help),
        "status" => field!(import_field_status, import_field_status_help),
        "record_id" => match kind {
            ImportKind::Purchases => {
                field!(
                    import_field_record_purchases,
                    import_field_record_purchases_help
                )
            }
            ImportKind::Nps => field!(import_field_record_nps, import_field_record_nps_help),
            _ => field!(
                import_field_record_reviews,
                import_field_record_reviews_help
            ),
        },
        "quote" => field!(import_field_quote, import_field_quote_help),
        "rating" => field!(import_field_rating, import_field_rating_help),
        "subject" => field!(import_field_subject, import_field_subject_help),
        "author" => field!(import_field_author, import_field_author_help),
        "source_url" => field!(import_field_source_url, import_field_source_url_help),
        "relationship" => field!(import_field_relationship, import_field_relationship_help),
        "score" => field!(import_field_score, import_field_score_help),
        "comment" => field!(import_field_comment, import_field_comment_help),
        _ => ("", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_name() {
        for kind in ImportKind::ALL {
            for one in crate::fields(*kind) {
                let (label, help) = field(Words::default(), *kind, one.code);
                assert!(!label.is_empty() && !help.is_empty(), "{}", one.code);
            }
        }
    }
}
