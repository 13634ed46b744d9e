//! Imports: batches of typed rows out of a file that was read elsewhere.
//!
//! A row's key makes the ids of what it records: a row that comes again changes nothing, and one that says
//! something else now replaces what it said, unless somebody has decided about its words. Progress is
//! written in the batch of the rows: after a crash the next batch begins exactly where the last one ended.

mod batch;
mod check_rows;
mod entries;
mod ids;
mod look;
mod progress;
mod reviews;
mod rows;
mod stored;

use laurel_api::endpoints::{
    CancelImport, CheckBatch, GetImport, ImportBatch, ListImports, StartImport,
};

use crate::web::{Router, endpoint};

/// Adds the routes.
pub(crate) fn routes(router: Router) -> Router {
    let router = endpoint::<ListImports, _, _>(router, progress::list_imports);
    let router = endpoint::<StartImport, _, _>(router, progress::start_import);
    let router = endpoint::<GetImport, _, _>(router, progress::get_import);
    let router = endpoint::<CancelImport, _, _>(router, progress::cancel_import);
    let router = endpoint::<CheckBatch, _, _>(router, look::check_batch);
    endpoint::<ImportBatch, _, _>(router, batch::import_batch)
}
