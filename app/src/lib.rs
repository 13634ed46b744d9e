//! Laurel's single-page app, for everyone who signs in.
//!
//! `app` has the routes, `session` who is signed in, `shell` what stands around every page, `api` the
//! one way to the Worker, `hooks` and `ui` what features share, `features` one folder a feature,
//! `parts` how a page's code is fetched, `words` the language that the app speaks. The URL is the state of every page. Rules live in
//! `laurel_domain` and pictures in `laurel_charts`.

pub mod api;
pub mod app;
pub mod features;
pub mod hooks;
pub mod parts;
pub mod session;
pub mod shell;
pub mod ui;
pub mod words;
