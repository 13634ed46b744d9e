//! Every page of this crate once, for tests about what holds on all of them.

use laurel_domain::testimonial::{Relationship, TestimonialState};
use laurel_pages::{
    DeadLink, EmbedDocument, FieldProblem, HomePage, OutboxMail, OutboxMailPage, ProblemPage,
    PublishedTestimonial, Reader, ReceiptErasePage, ReceiptValues, SignInConfirmPage,
    SignInFailedPage, SignInSentPage, TellValues, ThanksPage, embed_document, home_page,
    outbox_mail_page, outbox_page, problem_page, receipt_erase_page, receipt_page,
    sign_in_confirm_page, sign_in_failed_page, sign_in_sent_page, tell_page, thanks_page,
    wall_page,
};

use crate::fixtures::{self, day};

/// Each page's name and HTML, with `text` in every place that a person can fill.
pub(crate) fn with_text_everywhere(reader: &Reader, text: &str) -> Vec<(&'static str, String)> {
    let own = || text.to_owned();
    let problems = || vec![FieldProblem::new("quote", text)];
    let testimonial = PublishedTestimonial {
        quote: own(),
        author: Some(own()),
        headline: Some(own()),
        company: Some(own()),
        relationship: Relationship::Employee,
        incentive: Some(own()),
        source: Some(own()),
        ..fixtures::testimonial("1", text, 3)
    };
    let mut public = testimonial.clone();
    public.source = None;
    public.relationship = Relationship::Customer;
    let mut wall = fixtures::wall_page(vec![testimonial, public]);
    wall.program_name = own();
    wall.wall.widget.about = own();
    wall.wall.widget.selected_by = Some(own());
    let framed = EmbedDocument {
        program_name: own(),
        wall: wall.wall.clone(),
    };
    let mut tell = fixtures::tell();
    tell.values = TellValues {
        submission: own(),
        quote: own(),
        rating: own(),
        author: own(),
        email: own(),
        headline: own(),
        company: own(),
        relationship: own(),
        leave_empty: own(),
        ..TellValues::default()
    };
    tell.program_name = own();
    tell.product_name = own();
    tell.incentive = Some(own());
    tell.notice = Some(own());
    tell.problems = problems();
    for consent in &mut tell.consents {
        consent.wording = own();
    }
    let mut receipt = fixtures::receipt(TestimonialState::Pending);
    receipt.program_name = own();
    receipt.quote = own();
    receipt.author = own();
    receipt.headline = Some(own());
    receipt.company = Some(own());
    receipt.incentive = Some(own());
    receipt.excerpt = Some(own());
    receipt.notice = Some(own());
    for consent in &mut receipt.consents {
        consent.wording = own();
    }
    receipt.problems = problems();
    receipt.values = Some(ReceiptValues {
        quote: own(),
        author: own(),
        ..ReceiptValues::default()
    });
    let mail = OutboxMail {
        url: "/dev/outbox/1".to_owned(),
        recipient: own(),
        subject: own(),
        created_at: day(0),
    };
    let mail_page = OutboxMailPage {
        outbox_url: "/dev/outbox".to_owned(),
        recipient: own(),
        subject: own(),
        created_at: day(0),
        text: own(),
    };
    let thanks = ThanksPage {
        program_name: own(),
        wall_url: "/p/demo".to_owned(),
        receipt_url: "/receipt/TOKEN".to_owned(),
        email: own(),
        incentive: Some(own()),
    };
    let problem = ProblemPage {
        status: 404,
        detail: Some(own()),
        request_id: own(),
    };
    let erase = |proven| ReceiptErasePage {
        program_name: own(),
        wall_url: "/p/demo".to_owned(),
        receipt_url: "/receipt/TOKEN".to_owned(),
        proven,
    };
    vec![
        (
            "home",
            home_page(
                reader,
                HomePage {
                    email: own(),
                    problems: vec![FieldProblem::new("email", text)],
                },
            ),
        ),
        (
            "sent",
            sign_in_sent_page(
                reader,
                SignInSentPage {
                    email: own(),
                    wrong_code: true,
                    ..SignInSentPage::default()
                },
            ),
        ),
        (
            "confirm",
            sign_in_confirm_page(
                reader,
                SignInConfirmPage {
                    action: "/sign-in/TOKEN".to_owned(),
                },
            ),
        ),
        (
            "failed",
            sign_in_failed_page(
                reader,
                SignInFailedPage {
                    why: DeadLink::OtherBrowser,
                },
            ),
        ),
        ("tell", tell_page(reader, tell)),
        ("thanks", thanks_page(reader, thanks)),
        ("receipt", receipt_page(reader, receipt)),
        ("erase", receipt_erase_page(reader, erase(false))),
        ("erase, proven", receipt_erase_page(reader, erase(true))),
        ("wall", wall_page(reader, wall)),
        ("embed", embed_document(reader, framed)),
        ("problem", problem_page(reader, problem)),
        ("outbox", outbox_page(reader, vec![mail])),
        ("mail", outbox_mail_page(reader, mail_page)),
    ]
}
