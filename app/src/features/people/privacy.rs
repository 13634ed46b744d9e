//! Everything about a person as a file, and erasing them.

use laurel_api::endpoints::{ErasePerson, ExportPerson};
use laurel_api::people::Profile;
use laurel_api::privacy::{ERASE, EraseQuery};
use laurel_api::{Endpoint, NoBody, NoQuery};
use laurel_domain::PersonId;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::api::call;
use crate::hooks::erased::memo;
use crate::hooks::use_sending::{FieldProblem, use_sending};
use crate::session::use_program;
use crate::ui::button::Button;
use crate::ui::dialog::Dialog;
use crate::ui::field::TextField;
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::show::Show;
use crate::ui::toast::use_toasts;
use crate::words::t;

/// For members who may hand out and erase.
pub(super) fn privacy_section(
    person: PersonId,
    profile: Memo<Profile>,
    on_erased: Callback<()>,
) -> AnyView {
    let program = use_program();
    let file = ExportPerson::url(&program.person(person), &NoQuery {});
    let open = RwSignal::new(false);
    let is_there = memo(move || profile.with(|profile| profile.erased_at.is_none()));
    view! {
        <section class="section" aria-labelledby="privacy-title">
            <h2 id="privacy-title">{t().privacy_title()}</h2>
            <div class="row">
                <a class="button quiet" href=file download="">
                    {t().privacy_export()}
                </a>
                <Show when=move || is_there.get()>
                    <Button class="quiet danger" on_press=move |()| open.set(true)>
                        {t().privacy_erase()}
                    </Button>
                </Show>
            </div>
            <Dialog title=t().privacy_erase_title() open>
                {erase_form(person, open, on_erased)}
            </Dialog>
        </section>
    }
    .into_any()
}

/// Says what goes and what stays, and wants a word typed.
fn erase_form(person: PersonId, open: RwSignal<bool>, on_erased: Callback<()>) -> AnyView {
    let path = use_program().person(person);
    let toasts = use_toasts();
    let sending = use_sending();
    let typed = RwSignal::new(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !is_confirmed(&typed.get_untracked(), t().privacy_word()) {
            let words = t().privacy_word_wrong(t().privacy_word());
            sending.refuse(FieldProblem::new("confirm", words));
            return;
        }
        let path = path.clone();
        let query = EraseQuery {
            confirm: Some(ERASE.to_owned()),
        };
        let request = async move { call::<ErasePerson>(&path, &query, &NoBody {}).await };
        sending.send(request, move |_| {
            open.set(false);
            toasts.show(t().privacy_erased());
            on_erased.run(());
        });
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <ProblemBanner problem=sending.general_failure() />
            <p>{t().privacy_goes()}</p>
            <p>{t().privacy_stays()}</p>
            <p>{t().privacy_for_good()}</p>
            <TextField
                label=t().privacy_type(t().privacy_word())
                value=typed
                problem=sending.problem("confirm")
            />
            <div class="actions">
                <Button class="quiet" on_press=move |()| open.set(false)>
                    {t().ui_keep()}
                </Button>
                <button
                    type="submit"
                    class="button danger"
                    aria-busy=move || sending.busy.get().then_some("true")
                    aria-disabled=move || sending.busy.get().then_some("true")
                >
                    {t().privacy_erase()}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// Whether somebody typed the word, in whichever case.
fn is_confirmed(typed: &str, word: &str) -> bool {
    typed.trim().to_lowercase() == word.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::is_confirmed;

    #[test]
    fn only_the_word_confirms() {
        assert!(is_confirmed(" Erase ", "erase"));
        assert!(is_confirmed("löschen", "Löschen"));
        for other in ["", "eras", "erase it"] {
            assert!(!is_confirmed(other, "erase"), "{other}");
        }
    }
}
