//! One statement.

use crate::Param;

/// A statement with its parameters.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The text, complete as it stands in the source.
    pub sql: &'static str,
    /// In the order of `?1`, `?2`, …
    pub params: Vec<Param>,
}

impl Statement {
    /// Adds a parameter that only some uses of a list's statement have.
    pub fn push(&mut self, param: Param) {
        self.params.push(param);
    }
}

/// A statement with its parameters in the order of `?1`, `?2`, …
pub fn statement<const N: usize>(sql: &'static str, params: [Param; N]) -> Statement {
    Statement {
        sql,
        params: Vec::from(params),
    }
}
