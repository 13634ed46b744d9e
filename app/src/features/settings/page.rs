//! `/app/{program}/settings`: one section below the other.

use laurel_api::NoQuery;
use laurel_api::endpoints::{GetProgram, ListMembers, ListTokens};
use laurel_domain::role::Permission;
use leptos::prelude::*;

use super::members::Members;
use super::program_form::ProgramForm;
use super::tokens::Tokens;
use crate::hooks::use_remote::use_remote;
use crate::session::{sign_out, use_program, use_session};
use crate::ui::button::Button;
use crate::ui::loaded::loaded;
use crate::ui::page_head::PageHead;
use crate::ui::toast::use_toasts;
use crate::words::t;

/// `/app/{program}/settings`.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let program = use_program();
    let session = use_session();
    let toasts = use_toasts();
    let owner = program.may(Permission::Own);
    let path = program.path();
    let details = use_remote::<GetProgram>(move || Some((path.clone(), NoQuery {})));
    let path = program.path();
    let members = use_remote::<ListMembers>(move || Some((path.clone(), NoQuery {})));
    let path = program.path();
    let tokens = use_remote::<ListTokens>(move || owner.then(|| (path.clone(), NoQuery {})));
    let lede = (!owner).then(|| Signal::derive(|| t().settings_owners_only().to_owned()));
    view! {
        <PageHead title=t().settings_title() />
        {lede.map(|lede| view! { <p class="lede">{lede}</p> })}
        <section class="section" aria-labelledby="program-title">
            <h2 id="program-title">{t().settings_program()}</h2>
            {loaded(
                details,
                t().settings_program_loading(),
                move |answer| view! { <ProgramForm answer=answer owner=owner /> }.into_any(),
            )}
        </section>
        <section class="section stack tight" aria-labelledby="stages-title">
            <h2 id="stages-title">{t().settings_stages()}</h2>
            <p>{t().settings_stages_words()}</p>
            <div>
                <a class="button quiet" href=program.href("settings/stages")>
                    {if program.may(Permission::Manage) { t().settings_stages_edit() } else { t().settings_stages_see() }}
                </a>
            </div>
        </section>
        <section class="section stack tight" aria-labelledby="rules-title">
            <h2 id="rules-title">{t().settings_rules()}</h2>
            <p>{t().settings_rules_words()}</p>
            <div>
                <a class="button quiet" href=program.href("settings/rules")>
                    {if program.may(Permission::Manage) { t().settings_rules_edit() } else { t().settings_rules_see() }}
                </a>
            </div>
        </section>
        {program
            .may(Permission::Edit)
            .then(|| {
                view! {
                    <section class="section stack tight" aria-labelledby="activity-title">
                        <h2 id="activity-title">{t().activity_title()}</h2>
                        <p>{t().activity_about()}</p>
                        <div>
                            <a class="button quiet" href=program.href("settings/activity")>
                                {t().activity_link()}
                            </a>
                        </div>
                    </section>
                }
            })}
        <section class="section" aria-labelledby="members-title">
            <h2 id="members-title">{t().settings_members()}</h2>
            {loaded(
                members,
                t().settings_members_loading(),
                move |answer| view! { <Members answer=answer owner=owner /> }.into_any(),
            )}
        </section>
        {owner
            .then(|| {
                view! {
                    <section class="section" aria-labelledby="tokens-title">
                        <h2 id="tokens-title">{t().settings_tokens()}</h2>
                        {loaded(
                            tokens,
                            t().settings_tokens_loading(),
                            move |answer| view! { <Tokens answer=answer /> }.into_any(),
                        )}
                    </section>
                }
            })}
        <section class="section stack" aria-labelledby="session-title">
            <h2 id="session-title">{t().settings_you()}</h2>
            <p>{t().settings_signed_in(&session.email())}</p>
            <div>
                <Button class="quiet" on_press=move |()| sign_out(toasts)>
                    {t().settings_sign_out()}
                </Button>
            </div>
        </section>
    }
}
