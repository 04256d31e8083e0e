//! The core in a web worker, for files that would hold up the page.

mod serve;

use web_sys::{TextDecoder, TextDecoderOptions};
use xinke::exchange::jobs::{Job, run};

fn main() {
    serve::serve::<Job>(|job, payload, progress| run(job, payload, &decode, progress));
}

/// The browser has the tables of the encodings.
fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    let options = TextDecoderOptions::new();
    options.set_fatal(true);
    let decoder = TextDecoder::new_with_label_and_options(label, &options).ok()?;
    decoder.decode_with_u8_array(bytes).ok()
}
