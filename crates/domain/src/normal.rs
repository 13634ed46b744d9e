//! The normal distribution, as far as intervals need it.

/// How many standard deviations around the mean hold 95 %: the 97.5 % quantile.
pub const Z_95: f64 = 1.959_963_984_540_054;
