//! Saving the program's rules: on top of those that were seen, with the way back.

use laurel_api::endpoint::InProgram;
use laurel_api::endpoints::{GetSettings, PutSettings};
use laurel_api::settings::{FormerSettings, SettingsRequest, SettingsResponse};
use laurel_api::{NoBody, NoQuery, ProblemType};
use laurel_domain::settings::ProgramSettings;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{call, call_with_revision};
use crate::hooks::erased::memo;
use crate::hooks::use_sending::{Sending, use_sending};
use crate::session::{CurrentProgram, use_program};
use crate::shell::{ProgramDetails, use_program_details};
use crate::ui::button::Button;
use crate::ui::dates::day_words;
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::show::Show;
use crate::ui::toast::{Toasts, use_toasts};
use crate::words::t;

/// What saving works with. Copy it into handlers.
#[derive(Clone, Copy)]
pub struct Saving {
    program: StoredValue<CurrentProgram>,
    /// As it is stored, as far as this page knows.
    stored: RwSignal<SettingsResponse>,
    /// What the page makes of it.
    edited: Memo<ProgramSettings>,
    is_sound: Signal<bool>,
    show: Callback<ProgramSettings>,
    sending: Sending,
    /// What somebody else saved meanwhile.
    theirs: RwSignal<Option<SettingsResponse>>,
    details: ProgramDetails,
    toasts: Toasts,
}

/// What becomes of rules that are sent.
enum Sent {
    Saved(SettingsResponse),
    /// Somebody else was faster.
    Stale(SettingsResponse),
}

/// Saves what a page edits. `edited` puts it on top of the stored rules, `show` begins anew with others;
/// nothing is saved that is not sound.
pub fn use_saving(
    answer: SettingsResponse,
    is_sound: Signal<bool>,
    edited: impl Fn(&ProgramSettings) -> ProgramSettings + Send + Sync + 'static,
    show: impl Fn(ProgramSettings) + Send + Sync + 'static,
) -> Saving {
    let stored = RwSignal::new(answer);
    Saving {
        program: StoredValue::new(use_program()),
        stored,
        edited: memo(move || stored.with(|stored| edited(&stored.settings))),
        is_sound,
        show: Callback::new(show),
        sending: use_sending(),
        theirs: RwSignal::new(None),
        details: use_program_details(),
        toasts: use_toasts(),
    }
}

impl Saving {
    /// Replaces the rules, on top of the revision that this page knows.
    fn put(self, settings: ProgramSettings, words: &'static str) {
        self.theirs.set(None);
        let path = self.program.with_value(CurrentProgram::path);
        let revision = self.stored.with_untracked(|stored| stored.revision);
        let program = path.clone();
        let request = async move {
            let request = SettingsRequest { settings };
            let answer =
                call_with_revision::<PutSettings>(&program, &NoQuery {}, &request, revision).await;
            match answer {
                Err(error) if error.kind() == Some(ProblemType::Stale) => {
                    let theirs = call::<GetSettings>(&program, &NoQuery {}, &NoBody {}).await;
                    theirs.map(Sent::Stale)
                }
                answer => answer.map(Sent::Saved),
            }
        };
        self.sending.send(request, move |sent| match sent {
            Sent::Saved(answer) => {
                let revision = answer.revision;
                let before = answer.former.as_ref().map(|former| former.settings.clone());
                self.show_stored(answer);
                match before {
                    Some(before) => self
                        .toasts
                        .show_with_undo(words, move || self.undo(&path, revision, &before)),
                    None => self.toasts.show(words),
                }
            }
            Sent::Stale(theirs) => _ = self.theirs.try_set(Some(theirs)),
        });
    }

    /// Brings the rules of before back: from another page, too, where the message still stands.
    fn undo(self, path: &InProgram, revision: u64, before: &ProgramSettings) {
        let before = before.clone();
        if !self.stored.is_disposed() {
            return self.put(before, t().settings_restored());
        }
        let path = path.clone();
        spawn_local(async move {
            let request = SettingsRequest { settings: before };
            match call_with_revision::<PutSettings>(&path, &NoQuery {}, &request, revision).await {
                Ok(_) => {
                    self.toasts.show(t().settings_restored());
                    self.details.reload();
                }
                Err(error) => self.toasts.problem(error.to_string()),
            }
        });
    }

    /// Shows what is stored now.
    fn show_stored(self, stored: SettingsResponse) {
        self.show.try_run(stored.settings.clone());
        self.stored.try_set(stored);
        self.theirs.try_set(None);
        self.details.reload();
    }

    /// The end of the page: what saving does, the buttons, and the way back.
    pub fn section(self, label: &'static str) -> AnyView {
        let changed = memo(move || {
            self.edited
                .with(|edited| self.stored.with(|stored| stored.settings != *edited))
        });
        let consequence = move || {
            if !self.is_sound.get() {
                t().settings_needs_attention()
            } else if changed.get() {
                t().settings_recount()
            } else {
                t().settings_unchanged()
            }
        };
        let cannot = Signal::derive(move || !self.is_sound.get() || !changed.get());
        let discard = move |()| {
            let settings = self.stored.with_untracked(|stored| stored.settings.clone());
            self.show.run(settings);
        };
        view! {
            <section class="section stack" aria-labelledby="save-title">
                <h2 id="save-title">{t().settings_save()}</h2>
                {self.conflict()}
                <ProblemBanner problem=self.sending.failure() />
                <p class="muted small measure">{consequence}</p>
                <div class="buttons">
                    <Button
                        busy=self.sending.busy
                        disabled=cannot
                        on_press=move |()| self.put(self.edited.get_untracked(), t().settings_saved())
                    >
                        {label}
                    </Button>
                    <Show when=move || changed.get() || !self.is_sound.get()>
                        <Button class="plain" on_press=discard>
                            {t().settings_discard()}
                        </Button>
                    </Show>
                </div>
                {self.former()}
            </section>
        }
        .into_any()
    }

    /// Somebody else saved meanwhile: which of the two shall hold?
    fn conflict(self) -> AnyView {
        let content = move || {
            let theirs = self.theirs.get()?;
            let who = theirs.former.as_ref().map_or_else(
                || t().settings_somebody().to_owned(),
                |former| former.replaced_by.clone(),
            );
            let (shown, over) = (theirs.clone(), theirs);
            Some(view! {
                <div class="banner problem" role="alert">
                    <h3>{t().settings_conflict(&who)}</h3>
                    <p>{t().settings_conflict_words()}</p>
                    <div class="buttons">
                        <Button class="quiet" on_press=move |()| self.show_stored(shown.clone())>
                            {t().settings_conflict_theirs()}
                        </Button>
                        <Button
                            class="quiet"
                            on_press=move |()| {
                                self.stored.set(over.clone());
                                self.put(self.edited.get_untracked(), t().settings_saved_over());
                            }
                        >
                            {t().settings_conflict_mine()}
                        </Button>
                    </div>
                </div>
            })
        };
        content.into_any()
    }

    /// The rules of before, to go back to.
    fn former(self) -> AnyView {
        let content = move || {
            let former = self.stored.with(|stored| stored.former.clone())?;
            let FormerSettings {
                settings,
                replaced_by,
                replaced_at,
            } = former;
            let when = day_words(replaced_at.day());
            Some(view! {
                <p class="small">
                    {t().settings_last_changed(&when, &replaced_by)}
                </p>
                <div>
                    <Button
                        class="plain small"
                        busy=self.sending.busy
                        on_press=move |()| self.put(settings.clone(), t().settings_restored())
                    >
                        {t().settings_restore()}
                    </Button>
                </div>
            })
        };
        content.into_any()
    }
}
