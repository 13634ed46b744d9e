//! Values that the tests start from.

use laurel_domain::Timestamp;
use laurel_domain::testimonial::{Purpose, Rating, Relationship, TestimonialState};
use laurel_pages::mail::RecordedConsent;
use laurel_pages::{
    ConsentWording, Layout, Product, ProductType, PublishedRating, PublishedTestimonial,
    PublishedWall, PublishedWidget, Reader, ReceiptConsent, ReceiptPage, TellPage, TellValues,
    Theme, WallPage, consent_wording,
};
use laurel_words::Words;

/// Markup, an attribute's end, an entity, Hebrew and Arabic, emoji, a hydration marker.
pub(crate) const HOSTILE: &str =
    "</textarea></script><script>alert(1)</script><!><!-- \" onclick=\"x\" &amp; שלום مرحبا 👩🏽‍🌾";

pub(crate) const PROGRAM: &str = "Fern & Kettle";

/// A reader of a page at `/here`, who did not choose a language.
pub(crate) fn english() -> Reader {
    Reader {
        address: Some("/here".to_owned()),
        ..Reader::default()
    }
}

pub(crate) fn day(day: i64) -> Timestamp {
    Timestamp::from_millis(1_790_000_000_000 + day * 86_400_000)
}

pub(crate) fn wordings() -> Vec<ConsentWording> {
    Purpose::ALL
        .iter()
        .map(|purpose| consent_wording(Words::default(), *purpose, PROGRAM))
        .collect()
}

pub(crate) fn tell() -> TellPage {
    TellPage {
        program_name: PROGRAM.to_owned(),
        product_name: "the Fernglass kettle".to_owned(),
        wall_url: "/p/demo".to_owned(),
        action: "/p/demo/tell".to_owned(),
        values: TellValues {
            submission: "0198c0de-0000-7000-8000-000000000001".to_owned(),
            ..TellValues::default()
        },
        consents: wordings(),
        ..TellPage::default()
    }
}

pub(crate) fn testimonial(id: &str, quote: &str, stars: u8) -> PublishedTestimonial {
    PublishedTestimonial {
        id: id.to_owned(),
        quote: quote.to_owned(),
        excerpt_of_longer: false,
        rating: Rating::new(stars).ok(),
        author: Some("Ines Carvalho".to_owned()),
        headline: Some("Head of the tea room".to_owned()),
        company: Some("Casa do Chá".to_owned()),
        date: day(0),
        relationship: Relationship::Customer,
        incentive: None,
        source: None,
    }
}

pub(crate) fn wall(testimonials: Vec<PublishedTestimonial>) -> PublishedWall {
    PublishedWall {
        widget: PublishedWidget {
            about: "the Fernglass kettle".to_owned(),
            layout: Layout::Wall,
            theme: Theme::Auto,
            selected_by: None,
            show_rating: true,
            wall_url: Some("https://laurel.example/p/demo".to_owned()),
        },
        rating: PublishedRating::from_counts([3, 10, 41, 310, 840]),
        testimonials,
    }
}

pub(crate) fn wall_page(testimonials: Vec<PublishedTestimonial>) -> WallPage {
    WallPage {
        program_name: PROGRAM.to_owned(),
        wall_url: "/p/demo".to_owned(),
        tell_url: "/p/demo/tell".to_owned(),
        wall: wall(testimonials),
        product: Some(Product {
            name: "Fernglass kettle".to_owned(),
            kind: ProductType::Product,
            rating: PublishedRating::from_counts([1, 2, 10, 100, 240]),
        }),
        more_url: None,
    }
}

pub(crate) const RECORDED: RecordedConsent<'_> = RecordedConsent {
    source: "Lamp Reviews",
    wording: "You may show it on your website.",
    evidence: "ticket 4711",
};

pub(crate) fn receipt(state: TestimonialState) -> ReceiptPage {
    ReceiptPage {
        source: None,
        program_name: PROGRAM.to_owned(),
        wall_url: "/p/demo".to_owned(),
        receipt_url: "/receipt/TOKEN".to_owned(),
        state,
        reject_reason: None,
        quote: "It boils quietly, and after two years the lid still closes as on the first day."
            .to_owned(),
        rating: Rating::new(4).ok(),
        author: "Ines Carvalho".to_owned(),
        headline: None,
        company: Some("Casa do Chá".to_owned()),
        relationship: Relationship::Partner,
        incentive: None,
        excerpt: None,
        consents: wordings()
            .into_iter()
            .map(|ConsentWording { purpose, wording }| ReceiptConsent {
                purpose,
                wording,
                given: purpose == Purpose::Website,
                changed_at: (purpose != Purpose::SalesMaterial).then(|| day(1)),
            })
            .collect(),
        sent_at: day(0),
        changed_at: day(1),
        revision: 3,
        values: None,
        problems: Vec::new(),
        erased: false,
        notice: None,
    }
}
