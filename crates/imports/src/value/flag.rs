//! Yes or no.

/// Reads `yes`, `no`, `1`, `0`, `true`, `false` and their first letters, in any case.
pub(crate) fn read(text: &str) -> Result<bool, &'static str> {
    match text.trim().to_ascii_lowercase().as_str() {
        "1" | "1.0" | "yes" | "y" | "true" | "t" => Ok(true),
        "0" | "0.0" | "no" | "n" | "false" | "f" => Ok(false),
        _ => Err("This is neither yes nor no. Write yes or no, 1 or 0, true or false."),
    }
}
