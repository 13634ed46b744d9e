//! Histogram columns of a row.

use laurel_domain::histogram::Histogram;
use serde::Deserialize;

/// The columns `t0` to `t15`, summed.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub(super) struct HistogramColumns {
    t0: u64,
    t1: u64,
    t2: u64,
    t3: u64,
    t4: u64,
    t5: u64,
    t6: u64,
    t7: u64,
    t8: u64,
    t9: u64,
    t10: u64,
    t11: u64,
    t12: u64,
    t13: u64,
    t14: u64,
    t15: u64,
}

impl From<HistogramColumns> for Histogram {
    fn from(columns: HistogramColumns) -> Self {
        let HistogramColumns {
            t0,
            t1,
            t2,
            t3,
            t4,
            t5,
            t6,
            t7,
            t8,
            t9,
            t10,
            t11,
            t12,
            t13,
            t14,
            t15,
        } = columns;
        [
            t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15,
        ]
    }
}
