//! A widget's configuration as it is being edited.

use laurel_api::widgets::{Layout, Widget, WidgetRequest};

use crate::words::t;

/// The most testimonials that a widget shows.
pub const MOST: u8 = 60;

/// The form as it is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Configuration {
    /// For the members.
    pub name: String,
    /// How it looks.
    pub layout: Layout,
    /// Only testimonials with this tag; empty for all.
    pub tag: String,
    /// Print the average.
    pub show_rating: bool,
    /// How many at most, as it was typed.
    pub max_items: String,
}

impl Default for Configuration {
    fn default() -> Self {
        Self {
            name: String::new(),
            layout: Layout::Wall,
            tag: String::new(),
            show_rating: true,
            max_items: "12".into(),
        }
    }
}

impl Configuration {
    /// As the widget is now.
    pub fn of(widget: &Widget) -> Self {
        Self {
            name: widget.name.clone(),
            layout: widget.layout,
            tag: widget.tag.clone().unwrap_or_default(),
            show_rating: widget.show_rating,
            max_items: widget.max_items.to_string(),
        }
    }

    /// How many it shows at most.
    ///
    /// # Errors
    /// What to type, when it is not a number from 1 to 60.
    pub fn count(&self) -> Result<u8, &'static str> {
        match self.max_items.trim().parse() {
            Ok(count @ 1..=MOST) => Ok(count),
            _ => Err(t().widgets_at_most_problem()),
        }
    }

    /// What is sent; `None` when the count is not a number.
    pub fn request(&self) -> Option<WidgetRequest> {
        Some(WidgetRequest {
            name: self.name.trim().to_owned(),
            layout: self.layout,
            tag: Some(self.tag.trim().to_owned()).filter(|tag| !tag.is_empty()),
            show_rating: self.show_rating,
            max_items: self.count().ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_from_1_to_60_are_sent() {
        let with = |typed: &str| Configuration {
            max_items: typed.into(),
            ..Configuration::default()
        };
        assert_eq!(with(" 60 ").request().unwrap().max_items, 60);
        for typed in ["0", "61", "", "1.5", "-1", "many"] {
            assert!(with(typed).count().is_err(), "{typed}");
            assert!(with(typed).request().is_none(), "{typed}");
        }
    }

    #[test]
    fn a_blank_tag_means_all() {
        let blank = Configuration {
            tag: "  ".into(),
            ..Configuration::default()
        };
        assert_eq!(blank.request().unwrap().tag, None);
    }
}
