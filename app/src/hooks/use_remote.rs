//! Reading from the API: a resource that belongs to a route.

use laurel_api::{Endpoint, NoBody};
use leptos::prelude::*;

use crate::api::{ApiError, call};

/// What was read, whether it is being read right now, and a way to read again.
pub struct Remote<T: 'static> {
    /// `None` until the first answer; while it is read again, the answer before.
    pub resource: LocalResource<Option<Result<T, ApiError>>>,
    /// A request is on its way.
    pub busy: RwSignal<bool>,
}

impl<T> Clone for Remote<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Remote<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Remote<T> {
    /// Reads again; what was there stays until the answer arrives.
    pub fn reload(self) {
        self.resource.refetch();
    }

    /// The latest answer that was a success; `None` while nothing is asked.
    pub fn latest(self) -> Memo<Option<T>> {
        Memo::new(
            move |before: Option<&Option<T>>| match self.resource.get().flatten() {
                Some(Ok(value)) => Some(value),
                _ => before.cloned().flatten(),
            },
        )
    }

    /// What went wrong with the latest request.
    pub fn problem(self) -> Memo<Option<ApiError>> {
        Memo::new(move |_| self.resource.get().flatten().and_then(Result::err))
    }
}

/// Reads an endpoint now and whenever what `request` reads changes. While `request` says `None`,
/// nothing is asked.
pub fn use_remote<E>(
    request: impl Fn() -> Option<(E::Path, E::Query)> + 'static,
) -> Remote<E::Response>
where
    E: Endpoint<Request = NoBody> + 'static,
    E::Response: Clone + Send + Sync,
{
    let busy = RwSignal::new(false);
    // A slow answer to an old question must not end the wait for the new one.
    let asked = StoredValue::new(0_u32);
    let resource = LocalResource::new(move || {
        let request = request();
        asked.update_value(|count| *count = count.wrapping_add(1));
        let mine = asked.get_value();
        async move {
            let (path, query) = request?;
            busy.try_set(true);
            let answer = call::<E>(&path, &query, &NoBody {}).await;
            if asked.try_get_value() == Some(mine) {
                busy.try_set(false);
            }
            Some(answer)
        }
    });
    Remote { resource, busy }
}
