//! What the browser alone knows: the date, the time, randomness. The core gets them as arguments.

use chrono::NaiveDate;
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::{Date, Promise};

use crate::domain::Id;

/// Today in the user's own time zone.
pub fn today() -> NaiveDate {
    let now = Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(1970);
    NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date()).unwrap_or_default()
}

/// Milliseconds of Unix time, for display alone.
#[expect(
    clippy::cast_possible_truncation,
    reason = "milliseconds fit an i64 for ages"
)]
pub fn now_ms() -> i64 {
    Date::now() as i64
}

/// A moment in the user's time zone: `2026-11-22 09:05`.
pub fn show_moment(at_ms: i64) -> String {
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds are far below 2^53"
    )]
    let at = Date::new(&(at_ms as f64).into());
    format!(
        "{:04}-{:02}-{:02} {:02}:{:02}",
        at.get_full_year(),
        at.get_month() + 1,
        at.get_date(),
        at.get_hours(),
        at.get_minutes()
    )
}

/// Lets the browser paint and answer before long work goes on.
pub async fn pause() {
    let promise = Promise::new(&mut |resolve, _| {
        let window = leptos::prelude::window();
        window
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 0)
            .ok();
    });
    JsFuture::from(promise).await.ok();
}

/// Long work in steps, with a pause whenever the page has been held up for half a frame.
pub struct Pace(f64);

impl Pace {
    /// Begins now.
    pub fn begin() -> Self {
        Self(Date::now())
    }

    /// Comes between two steps.
    pub async fn step(&mut self) {
        const MOST_MS: f64 = 8.0;
        if Date::now() - self.0 >= MOST_MS {
            pause().await;
            self.0 = Date::now();
        }
    }
}

/// A new random id. `getRandomValues` is there on plain http and from disk too.
pub fn new_id() -> Id {
    let mut bytes = [0; 16];
    let crypto = leptos::prelude::window().crypto();
    let filled = crypto.and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
    if filled.is_err() {
        // Without any randomness ids could collide on merging: better to stop than to corrupt.
        leptos::wasm_bindgen::throw_str("no source of random numbers");
    }
    Id::from_bytes(bytes)
}
