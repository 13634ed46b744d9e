//! `/app/{program}/imports`: the list, or the wizard, as the URL says.

use laurel_api::PageSize;
use laurel_api::endpoints::ListImports;
use laurel_api::imports::ImportKind;
use laurel_api::page::PageQuery;
use laurel_domain::role::Permission;
use leptos::prelude::*;

use super::list::ImportList;
use super::wizard::Wizard;
use crate::hooks::erased::memo;
use crate::hooks::use_remote::use_remote;
use crate::hooks::use_url_query::{UrlQuery, use_url_query};
use crate::session::use_program;
use crate::ui::loaded::loaded;
use crate::ui::page_head::PageHead;
use crate::ui::pagination::CURSOR;
use crate::ui::show::Show;
use crate::words::t;

/// The name of the kind in the URL; the wizard is shown when it is there.
pub const NEW: &str = "new";

/// The kind with this code.
fn kind_of(code: &str) -> Option<ImportKind> {
    ImportKind::ALL
        .iter()
        .copied()
        .find(|kind| kind.code() == code)
}

/// The URL of the wizard for this kind.
pub fn wizard_url(kind: ImportKind) -> UrlQuery {
    UrlQuery::default().with(NEW, Some(kind.code().to_owned()))
}

/// `/app/{program}/imports`.
#[component]
pub fn ImportsPage() -> impl IntoView {
    let program = use_program();
    let url = use_url_query();
    let may = program.may(Permission::Edit);
    let kind = memo(move || {
        url.query
            .with(|query| {
                query
                    .get(NEW)
                    .map(|code| kind_of(code).unwrap_or(ImportKind::Leads))
            })
            .filter(|_| may)
    });
    let importing = memo(move || kind.with(Option::is_some));
    let path = program.path();
    let imports = use_remote::<ListImports>(move || {
        // The wizard looks for mappings in more of them than a page shows.
        let limit = if importing.get() {
            PageSize::clamped(100)
        } else {
            PageSize::default()
        };
        let cursor = url.query.with(|query| query.get(CURSOR).map(str::to_owned));
        Some((path.clone(), PageQuery { cursor, limit }))
    });
    let title = Signal::derive(move || {
        if importing.get() {
            t().imported_import()
        } else {
            t().imported_title()
        }
        .to_owned()
    });
    let list_href = move || url.href(&UrlQuery::default());
    let new_href = move || url.href(&wizard_url(ImportKind::Leads));
    view! {
        <PageHead title=title>
            <Show when=move || importing.get()>
                <a class="button quiet" href=list_href>
                    {t().imported_all()}
                </a>
            </Show>
            <Show when=move || may && !importing.get()>
                <a class="button" href=new_href>
                    {t().imported_import()}
                </a>
            </Show>
        </PageHead>
        {loaded(
            imports,
            t().imported_loading(),
            move |answer| {
                view! {
                    {move || {
                        if importing.get() {
                            let kind = memo(move || kind.get().unwrap_or(ImportKind::Leads));
                            view! { <Wizard kind=kind earlier=answer.get_untracked().imports /> }.into_any()
                        } else {
                            view! { <ImportList answer=answer may=may reload=Callback::new(move |()| imports.reload()) /> }
                                .into_any()
                        }
                    }}
                }
                    .into_any()
            },
        )}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_url() {
        for kind in ImportKind::ALL {
            assert_eq!(wizard_url(*kind).get(NEW).and_then(kind_of), Some(*kind));
        }
        assert_eq!(kind_of("x"), None);
    }
}
