//! A chain as nested lists: whom somebody brought, whom these brought, and whom those.

use laurel_api::advocates::{Chain, Link};
use laurel_domain::PersonId;
use leptos::prelude::*;

use crate::session::CurrentProgram;
use crate::words::t;

use crate::ui::tag::{Tag, Tone};

/// What a link says about those it brought: `Brought 5 people, 2 of them customers.`
pub fn brought_words(link: &Link) -> Option<String> {
    match (link.people_brought, link.customers_brought) {
        (0, _) => None,
        (people, 0) => Some(t().flywheel_chain_brought_no_customer(people)),
        (people, customers) => Some(t().flywheel_chain_brought(people, customers)),
    }
}

/// Those whom somebody brought, in the order in which they came over the wire.
fn brought_by(chain: &Chain, person: PersonId, level: u8) -> Vec<&Link> {
    let links = chain.links.iter();
    links
        .filter(|link| link.level == level && link.brought_by == Some(person))
        .collect()
}

/// The chain of a person. Each name leads to the profile.
pub fn tree(chain: &Chain, program: StoredValue<CurrentProgram>) -> AnyView {
    let root = &chain.root;
    let above = chain.brought_by.as_ref().map(|above| {
        let href =
            program.with_value(|program| program.href(&format!("flywheel?advocate={}", above.id)));
        view! {
            <p class="muted small">
                {t().flywheel_chain_by()} " " <a href=href data-noscroll="" dir="auto">{above.name.clone()}</a>
            </p>
        }
    });
    view! {
        <div class="chain">
            <h3>
                {t().flywheel_chain_of()} " " <a href=profile(program, root) dir="auto">{root.name.clone()}</a>
            </h3>
            {above}
            <p class="small">{brought_words(root).unwrap_or_else(|| t().flywheel_chain_none().to_owned())}</p>
            {branch(chain, root, 1, program)}
        </div>
    }
    .into_any()
}

fn profile(program: StoredValue<CurrentProgram>, link: &Link) -> String {
    program.with_value(|program| program.href(&format!("people/{}", link.id)))
}

fn branch(
    chain: &Chain,
    parent: &Link,
    level: u8,
    program: StoredValue<CurrentProgram>,
) -> Option<AnyView> {
    let links = brought_by(chain, parent.id, level);
    if links.is_empty() {
        return None;
    }
    let more = parent.people_brought.saturating_sub(links.len() as u64);
    let items = links
        .into_iter()
        .map(|link| {
            let customer = link.is_customer.then(|| view! { <Tag words=t().flywheel_chain_customer() tone=Tone::Accent /> });
            let deeper = (level < 3).then(|| branch(chain, link, level + 1, program)).flatten();
            view! {
                <li>
                    <span class="link">
                        <a href=profile(program, link) dir="auto">{link.name.clone()}</a>
                        {customer}
                        {brought_words(link).map(|words| view! { <span class="muted small">{words}</span> })}
                    </span>
                    {deeper}
                </li>
            }
            .into_any()
        })
        .collect_view();
    let rest = (more > 0).then(|| {
        let words = t().flywheel_chain_more(more);
        view! {
            <li class="more">
                <a class="small" href=profile(program, parent)>{words}</a>
            </li>
        }
    });
    Some(view! { <ul>{items}{rest}</ul> }.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(people_brought: u64, customers_brought: u64) -> Link {
        Link {
            id: "00000000-0000-7000-8000-000000000001".parse().unwrap(),
            name: "Ada".to_owned(),
            level: 0,
            brought_by: None,
            is_customer: true,
            people_brought,
            customers_brought,
        }
    }

    #[test]
    fn who_was_brought_is_said() {
        let words = |people, customers| brought_words(&link(people, customers));
        assert_eq!(words(0, 0), None);
        assert_eq!(
            words(1, 0).as_deref(),
            Some("Brought 1 person, not a customer yet.")
        );
        assert_eq!(
            words(7, 1).as_deref(),
            Some("Brought 7 people, 1 of them a customer.")
        );
        assert_eq!(
            words(1_200, 30).as_deref(),
            Some("Brought 1,200 people, 30 of them customers.")
        );
    }
}
