//! One hook a file.

pub mod use_remote;
pub mod use_route_focus;
pub mod use_url_query;
