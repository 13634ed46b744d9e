//! What a page may ask the browser's owner for.

/// Powers of the device. Nothing but a page that records may ask for any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Permissions {
    /// None.
    #[default]
    Nothing,
    /// Camera and microphone, for the page itself and never for what it frames.
    Recording,
}

impl Permissions {
    /// The value of the `Permissions-Policy` header.
    pub const fn header(self) -> &'static str {
        match self {
            Self::Nothing => "camera=(), microphone=(), geolocation=()",
            Self::Recording => "camera=(self), microphone=(self), geolocation=()",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Permissions;

    #[test]
    fn only_a_page_that_records_may_ask_for_camera_and_microphone() {
        assert_eq!(Permissions::default(), Permissions::Nothing);
        assert!(
            Permissions::Nothing
                .header()
                .starts_with("camera=(), microphone=()")
        );
        let recording = Permissions::Recording.header();
        assert!(recording.starts_with("camera=(self), microphone=(self)"));
        assert!(recording.ends_with("geolocation=()"));
    }
}
