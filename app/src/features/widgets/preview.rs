//! How a widget will look, with the testimonials that are published now.

use laurel_api::testimonials::Testimonial;
use laurel_api::widgets::Layout;
use laurel_pages::wall::{rating_line, testimonials};
use laurel_pages::{PublishedRating, PublishedWall, PublishedWidget, Theme};
use leptos::prelude::*;

use super::configuration::{Configuration, MOST};
use crate::features::submissions::printed::printed;
use crate::hooks::erased::memo;
use crate::ui::rendered::rendered;
use crate::ui::show::Show;
use crate::words::t;

/// What the widget would show: published testimonials with its tag, the latest first.
pub fn shown(
    configuration: &Configuration,
    program_name: &str,
    testimonials: &[Testimonial],
    rating: Option<PublishedRating>,
) -> PublishedWall {
    let tag = configuration.tag.trim();
    let fits = |one: &&Testimonial| {
        one.published && (tag.is_empty() || one.tags.iter().any(|own| own == tag))
    };
    let count = configuration.count().unwrap_or(MOST);
    PublishedWall {
        widget: PublishedWidget {
            about: program_name.to_owned(),
            layout: match configuration.layout {
                Layout::Wall => laurel_pages::Layout::Wall,
                Layout::List => laurel_pages::Layout::List,
            },
            theme: Theme::Auto,
            selected_by: (!tag.is_empty()).then(|| program_name.to_owned()),
            show_rating: configuration.show_rating,
            wall_url: None,
        },
        rating,
        testimonials: testimonials
            .iter()
            .filter(fits)
            .take(usize::from(count))
            .map(printed)
            .collect(),
    }
}

/// The preview.
#[component]
pub fn Preview(
    /// What it shows.
    #[prop(into)]
    wall: Signal<PublishedWall>,
) -> impl IntoView {
    let empty = memo(move || wall.with(|wall| wall.testimonials.is_empty()));
    let unrated = memo(move || wall.with(|wall| wall.widget.show_rating && wall.rating.is_none()));
    view! {
        <div class="stack tight">
            <h2 class="eyebrow" id="preview-title">
                {t().widgets_preview()}
            </h2>
            <div class="preview-frame" tabindex="0" role="region" aria-labelledby="preview-title">
                {move || wall.with(|wall| rendered(rating_line(t(), wall)))}
                <Show when=move || unrated.get()>
                    <p class="muted small">{t().widgets_preview_rating()}</p>
                </Show>
                <Show when=move || empty.get()>
                    <p class="muted">
                        {t().widgets_preview_nothing()}
                    </p>
                </Show>
                {move || wall.with(|wall| rendered(testimonials(t(), wall)))}
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::submissions::sample::testimonial;

    #[test]
    fn only_published_testimonials_with_the_tag_are_shown() {
        let mut published = testimonial(1);
        published.published = true;
        let mut tagged = testimonial(2);
        tagged.published = true;
        tagged.tags.push("kettle".into());
        let all = [published, tagged, testimonial(3)];
        let numbers = |configuration: &Configuration| shown(configuration, "Brook", &all, None);

        let everything = numbers(&Configuration::default());
        assert_eq!(everything.testimonials.len(), 2);
        assert_eq!(everything.widget.selected_by, None);
        let selection = numbers(&Configuration {
            tag: "kettle".into(),
            ..Configuration::default()
        });
        assert_eq!(selection.testimonials.len(), 1);
        assert_eq!(selection.widget.selected_by.as_deref(), Some("Brook"));
        let one = numbers(&Configuration {
            max_items: "1".into(),
            ..Configuration::default()
        });
        assert_eq!(one.testimonials.len(), 1);
    }
}
