//! Memos and effects whose closures are boxed.
//!
//! The framework's own constructors are copied into the program once for every closure; these are
//! there once (a memo once a type), which keeps the download small. Nothing else differs.

use leptos::prelude::*;

/// A value that is computed again when something that it reads changes, and only then passes on.
pub fn memo<T>(read: impl Fn() -> T + Send + Sync + 'static) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    boxed_memo(Box::new(read))
}

#[inline(never)]
fn boxed_memo<T>(read: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    Memo::new(move |_| read())
}

/// Something to do now and whenever something that it reads changes.
pub fn effect(run: impl FnMut() + 'static) {
    boxed_effect(Box::new(run));
}

#[inline(never)]
fn boxed_effect(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_| run());
}
