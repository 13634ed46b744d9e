//! A program's rules, out of its row.

use laurel_domain::ProgramId;
use laurel_domain::money::Currency;
use laurel_domain::settings::ProgramSettings;
use serde::Deserialize;

use crate::StoreError;

/// What people are derived by.
#[derive(Debug, Clone)]
pub struct ProgramRules {
    /// Whose.
    pub program: ProgramId,
    /// Stages, thresholds, values.
    pub settings: ProgramSettings,
    /// Counts the changes of the settings: a write under rules that were replaced meanwhile fails.
    pub revision: u64,
    /// In which revenue is summed.
    pub currency: Currency,
}

/// The columns of `programs` that hold the rules. Read them with others by `#[serde(flatten)]`.
#[derive(Debug, Clone, Deserialize)]
pub struct RulesRow {
    currency: String,
    settings: String,
    settings_revision: u64,
}

impl ProgramRules {
    /// Reads the rules of this program. The one place that does.
    ///
    /// # Errors
    /// When what is stored cannot be read.
    pub fn read(program: &ProgramId, row: &RulesRow) -> Result<Self, StoreError> {
        Ok(Self {
            program: program.clone(),
            settings: serde_json::from_str(&row.settings)
                .map_err(|error| StoreError::internal("program settings", error))?,
            revision: row.settings_revision,
            currency: Currency::parse(&row.currency)
                .map_err(|error| StoreError::internal("program currency", error))?,
        })
    }
}
