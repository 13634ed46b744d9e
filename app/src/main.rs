//! Mounts the app.

fn main() {
    console_error_panic_hook::set_once();
    laurel_platform::install();
    laurel_app::words::take();
    leptos::mount::mount_to_body(laurel_app::app::App);
}
