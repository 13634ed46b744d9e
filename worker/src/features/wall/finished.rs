//! The first page of a wall as it goes out, kept in memory: it is made and its digest computed once for
//! each copy and language, not at each view.

use std::cell::RefCell;
use std::rc::Rc;

use laurel_pages::Reader;

use crate::publication::Head;
use crate::web::reuse;

/// How many pages an isolate keeps; each has 10 to 50 KB.
const KEPT_MAX: usize = 32;

thread_local! {
    static KEPT: RefCell<Vec<Kept>> = const { RefCell::new(Vec::new()) };
}

/// A page with its `ETag`.
pub(super) struct Finished {
    pub(super) html: String,
    pub(super) etag: String,
}

impl Finished {
    /// A page, with its digest.
    pub(super) fn new(html: String) -> Rc<Self> {
        let etag = reuse::etag_of(&html);
        Rc::new(Self { html, etag })
    }
}

/// A page with everything that it was made of: the copy, told by its head, and its reader.
struct Kept {
    head: Head,
    reader: Reader,
    page: Rc<Finished>,
}

/// The page that was made of this copy for such a reader.
pub(super) fn find(head: &Head, reader: &Reader) -> Option<Rc<Finished>> {
    KEPT.with_borrow(|kept| {
        let mut kept = kept.iter();
        kept.find(|one| one.reader == *reader && one.head == *head)
            .map(|one| Rc::clone(&one.page))
    })
}

/// Keeps a page; those of the same wall's older copies, or else the oldest, make room.
pub(super) fn keep(head: Head, reader: Reader, page: Rc<Finished>) {
    KEPT.with_borrow_mut(|kept| {
        kept.retain(|one| one.head.program != head.program || one.head == head);
        if kept.len() >= KEPT_MAX {
            kept.remove(0);
        }
        kept.push(Kept { head, reader, page });
    });
}
