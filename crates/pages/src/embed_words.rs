//! The sentences that `laurel.js` needs, in the language of the page around it. They stand in front of the
//! payload, which is the same for every language.

use laurel_api::published::{EmbedWords, PublishedRating, PublishedWidget};
use laurel_words::Words;

/// The sentences for one widget.
pub fn embed_words(
    words: Words,
    widget: &PublishedWidget,
    rating: Option<PublishedRating>,
) -> EmbedWords {
    let selected = widget.selected_by.as_ref();
    let selected = selected.map(|company| words.wall_selected_by(company));
    let average = rating.filter(|_| widget.show_rating).map(|rating| {
        let average = words.average(rating.average);
        format!("★ {}", words.wall_average(&average, rating.count))
    });
    let line: Vec<String> = selected.into_iter().chain(average).collect();
    EmbedWords {
        language: words.tag().to_owned(),
        heading: words.wall_heading(&widget.about),
        line: line.join(" · "),
        stars: words.card_stars("{0}"),
        unnamed: words.card_unnamed().to_owned(),
        excerpt: words.card_excerpt().to_owned(),
        source: words.card_source("{0}"),
        employee: words.card_employee().to_owned(),
        partner: words.card_partner().to_owned(),
        investor: words.card_investor().to_owned(),
        incentive: words.card_incentive("{0}"),
        all: words.embed_all().to_owned(),
        more: words.embed_more().to_owned(),
        months: words.date_months().to_owned(),
        date: words.date_day("{0}", "{1}", "{2}"),
    }
}
