//! One hook a file.

pub mod erased;
pub mod listener;
pub mod sleep;
pub mod use_awake;
pub mod use_element_width;
pub mod use_frames;
pub mod use_latest;
pub mod use_media_change;
pub mod use_pixel_ratio;
pub mod use_remote;
pub mod use_route_focus;
pub mod use_sending;
pub mod use_url_query;
