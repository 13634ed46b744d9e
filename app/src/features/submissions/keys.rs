//! The keyboard shortcuts of the moderation queue.

use crate::words::Message;
use laurel_domain::testimonial::RejectReason;
use laurel_words::Words;

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Goes to the next submission.
    Next,
    /// Goes to the one before.
    Previous,
    /// Opens the selected submission and moves the focus into it.
    Open,
    /// Approves.
    Approve,
    /// Asks for the reason, then rejects.
    Reject,
    /// Takes the latest decision back.
    Undo,
    /// Starts choosing an excerpt.
    Excerpt,
    /// Goes to the tags.
    Tags,
    /// Shows the list of keys.
    Keys,
}

/// The keys, as the list shows them.
pub const LIST: &[(&[&str], Message)] = &[
    (&["j", "↓"], Words::keys_next),
    (&["k", "↑"], Words::keys_previous),
    (&["Enter"], Words::keys_open),
    (&["a"], Words::keys_approve),
    (&["r"], Words::keys_reject),
    (&["u"], Words::keys_undo),
    (&["e"], Words::keys_excerpt),
    (&["t"], Words::keys_tags),
    (&["?"], Words::keys_list),
];

/// What a key press means; nothing while somebody types, and nothing with a modifier key.
///
/// `in_list`: the focus is in the list. Elsewhere Enter and arrows keep what they do in a browser.
pub fn command(key: &str, typing: bool, modified: bool, in_list: bool) -> Option<Command> {
    if typing || modified {
        return None;
    }
    match key {
        "j" => Some(Command::Next),
        "k" => Some(Command::Previous),
        "a" => Some(Command::Approve),
        "r" => Some(Command::Reject),
        "u" => Some(Command::Undo),
        "e" => Some(Command::Excerpt),
        "t" => Some(Command::Tags),
        "?" => Some(Command::Keys),
        "ArrowDown" if in_list => Some(Command::Next),
        "ArrowUp" if in_list => Some(Command::Previous),
        "Enter" if in_list => Some(Command::Open),
        _ => None,
    }
}

/// The reason behind a digit, counted from 1 in the order of the list.
pub fn reason(key: &str) -> Option<RejectReason> {
    let position = key.parse::<usize>().ok()?.checked_sub(1)?;
    RejectReason::ALL.get(position).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_do_nothing_while_typing_or_with_modifiers() {
        assert_eq!(command("a", false, false, false), Some(Command::Approve));
        assert_eq!(command("a", true, false, false), None);
        assert_eq!(command("a", false, true, false), None);
        assert_eq!(command("x", false, false, false), None);
    }

    #[test]
    fn enter_and_arrows_belong_to_the_list_only() {
        assert_eq!(command("Enter", false, false, false), None);
        assert_eq!(command("ArrowDown", false, false, false), None);
        assert_eq!(
            command("ArrowDown", false, false, true),
            Some(Command::Next)
        );
        assert_eq!(command("j", false, false, false), Some(Command::Next));
    }

    #[test]
    fn every_reason_has_a_digit() {
        assert_eq!(reason("1"), Some(RejectReason::Spam));
        assert_eq!(reason("8"), Some(RejectReason::Unreadable));
        assert_eq!(RejectReason::ALL.len(), 8);
        for key in ["0", "9", "a", "", "-1"] {
            assert_eq!(reason(key), None, "{key}");
        }
    }
}
