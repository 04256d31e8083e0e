//! Mounts the app, nothing else.

fn main() {
    xinke::app::install_panic_hook();
    leptos::mount::mount_to_body(xinke::features::Root);
}
