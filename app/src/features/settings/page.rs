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
    let lede = (!owner)
        .then(|| Signal::derive(|| "Only owners of the program can change these.".to_owned()));
    view! {
        <PageHead title="Settings" />
        {lede.map(|lede| view! { <p class="lede">{lede}</p> })}
        <section class="section" aria-labelledby="program-title">
            <h2 id="program-title">"Program"</h2>
            {loaded(
                details,
                "Fetching the program …",
                move |answer| view! { <ProgramForm answer=answer owner=owner /> }.into_any(),
            )}
        </section>
        <section class="section stack tight" aria-labelledby="stages-title">
            <h2 id="stages-title">"Stages of the funnel"</h2>
            <p>"What the stages are called, in which order they come, and which touchpoints enter each."</p>
            <div>
                <a class="button quiet" href=program.href("settings/stages")>
                    {if program.may(Permission::Edit) { "Edit the stages" } else { "See the stages" }}
                </a>
            </div>
        </section>
        <section class="section stack tight" aria-labelledby="rules-title">
            <h2 id="rules-title">"Values and thresholds"</h2>
            <p>"What acts and rewards are worth, when somebody is overdrawn, and what makes each stage of the ladder."</p>
            <div>
                <a class="button quiet" href=program.href("settings/rules")>
                    {if program.may(Permission::Edit) { "Edit the rules" } else { "See the rules" }}
                </a>
            </div>
        </section>
        <section class="section" aria-labelledby="members-title">
            <h2 id="members-title">"Members"</h2>
            {loaded(
                members,
                "Fetching the members …",
                move |answer| view! { <Members answer=answer owner=owner /> }.into_any(),
            )}
        </section>
        {owner
            .then(|| {
                view! {
                    <section class="section" aria-labelledby="tokens-title">
                        <h2 id="tokens-title">"API tokens"</h2>
                        {loaded(
                            tokens,
                            "Fetching the tokens …",
                            move |answer| view! { <Tokens answer=answer /> }.into_any(),
                        )}
                    </section>
                }
            })}
        <section class="section stack" aria-labelledby="session-title">
            <h2 id="session-title">"You"</h2>
            <p>"You are signed in as " <bdi>{session.email()}</bdi> "."</p>
            <div>
                <Button class="quiet" on_press=move |()| sign_out(toasts)>
                    "Sign out"
                </Button>
            </div>
        </section>
    }
}
