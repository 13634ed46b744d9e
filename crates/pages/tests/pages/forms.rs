//! The testimonial form, thanks, and the pages of signing in.

use insta::assert_snapshot;
use laurel_pages::{
    DeadLink, FieldProblem, HomePage, SignInConfirmPage, SignInFailedPage, SignInSentPage,
    TellValues, ThanksPage, home_page, sign_in_confirm_page, sign_in_failed_page,
    sign_in_sent_page, tell_page, thanks_page,
};

use crate::fixtures::{HOSTILE, PROGRAM, english, tell};
use crate::readable;

#[test]
fn tell_on_first_view() {
    let html = tell_page(&english(), tell());
    assert!(!html.contains("aria-invalid"), "nothing is wrong yet");
    assert!(!html.contains(
        r#"type="checkbox" id="consent_website" name="consent_website" value="yes" checked"#
    ));
    assert_snapshot!(readable(&html));
}

#[test]
fn tell_with_problems_keeps_everything_typed() {
    let mut page = tell();
    page.incentive = Some("a pound of tea".to_owned());
    page.values = TellValues {
        quote: HOSTILE.to_owned(),
        rating: "4".to_owned(),
        author: HOSTILE.to_owned(),
        email: "ines@".to_owned(),
        headline: HOSTILE.to_owned(),
        company: HOSTILE.to_owned(),
        relationship: "partner".to_owned(),
        consent_social_media: true,
        ..page.values
    };
    page.problems = vec![
        FieldProblem::new("quote", "Please write at least 20 characters; this has 3."),
        FieldProblem::new(
            "email",
            "This does not look like an e-mail address, such as name@example.com.",
        ),
    ];
    let html = tell_page(&english(), page);
    for expected in [
        r##"<a href="#quote">"##,
        r##"<a href="#email">"##,
        r#"aria-describedby="quote-hint quote-problem""#,
        r#"value="4" checked"#,
        r#"value="partner" selected"#,
        r#"name="consent_social_media" value="yes" checked"#,
        r#"value="ines@""#,
    ] {
        assert!(html.contains(expected), "{expected} in {html}");
    }
    assert_snapshot!(readable(&html));
}

#[test]
fn tell_reads_what_it_sends() {
    let sent = "submission=s&quote=Quiet+%26+quick&rating=&author=I&email=i%40x.yz&headline=&company=\
                &relationship=customer&consent_website=yes&leave_empty=";
    let values: TellValues = serde_urlencoded::from_str(sent).unwrap();
    assert_eq!(values.quote, "Quiet & quick");
    assert!(
        values.consent_website && !values.consent_social_media && !values.consent_sales_material
    );
    assert!(serde_urlencoded::from_str::<TellValues>("quote=x&other=y").is_err());
}

#[test]
fn thanks() {
    let html = thanks_page(
        &english(),
        ThanksPage {
            program_name: PROGRAM.to_owned(),
            wall_url: "/p/demo".to_owned(),
            receipt_url: "/receipt/TOKEN".to_owned(),
            email: "ines@example.com".to_owned(),
            incentive: Some("a pound of tea".to_owned()),
        },
    );
    assert_snapshot!(readable(&html));
}

#[test]
fn home() {
    assert_snapshot!(readable(&home_page(&english(), HomePage::default())));
}

#[test]
fn home_with_a_problem() {
    let html = home_page(
        &english(),
        HomePage {
            email: HOSTILE.to_owned(),
            problems: vec![FieldProblem::new(
                "email",
                "This does not look like an e-mail address.",
            )],
        },
    );
    assert!(html.contains(r#"aria-invalid="true""#));
    assert_snapshot!(readable(&html));
}

#[test]
fn signing_in() {
    let sent = sign_in_sent_page(
        &english(),
        SignInSentPage {
            email: HOSTILE.to_owned(),
            outbox_url: Some("/dev/outbox".to_owned()),
            ..SignInSentPage::default()
        },
    );
    let confirm = sign_in_confirm_page(
        &english(),
        SignInConfirmPage {
            action: "/sign-in/TOKEN".to_owned(),
        },
    );
    let wrong = sign_in_sent_page(
        &english(),
        SignInSentPage {
            email: HOSTILE.to_owned(),
            wait_minutes: Some(1),
            wrong_code: true,
            ..SignInSentPage::default()
        },
    );
    let failed = DeadLink::ALL
        .map(|why| readable(&sign_in_failed_page(&english(), SignInFailedPage { why })))
        .join("\n");
    assert_snapshot!("sign_in_sent", readable(&sent));
    assert_snapshot!("sign_in_confirm", readable(&confirm));
    assert_snapshot!("sign_in_wrong_code", readable(&wrong));
    assert_snapshot!("sign_in_failed", failed);
}
