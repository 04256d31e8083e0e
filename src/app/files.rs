//! Hands bytes to the browser as a download, and reads the bytes of a chosen file.

use leptos::{prelude::*, wasm_bindgen::JsCast};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, File, HtmlAnchorElement, Url,
    js_sys::{Array, ArrayBuffer, Uint8Array},
};

/// The browser would not take or give a file; its own word for why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct FileError(pub String);

fn refused(error: &leptos::wasm_bindgen::JsValue) -> FileError {
    FileError(format!("{error:?}"))
}

/// Offers bytes as a download.
///
/// # Errors
/// What the browser said.
pub fn download(name: &str, mime: &str, bytes: &[u8]) -> Result<(), FileError> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options);
    let blob = blob.map_err(|error| refused(&error))?;
    let url = Url::create_object_url_with_blob(&blob).map_err(|error| refused(&error))?;
    let anchor = document()
        .create_element("a")
        .map_err(|error| refused(&error))?;
    let anchor = anchor.unchecked_into::<HtmlAnchorElement>();
    anchor.set_href(&url);
    anchor.set_download(&safe_name(name));
    anchor.click();
    set_timeout(
        move || {
            Url::revoke_object_url(&url).ok();
        },
        std::time::Duration::from_secs(60),
    );
    Ok(())
}

/// The bytes of a file.
///
/// # Errors
/// What the browser said.
pub async fn read(file: &File) -> Result<Vec<u8>, FileError> {
    let buffer = JsFuture::from(file.array_buffer())
        .await
        .map_err(|error| refused(&error))?;
    Ok(Uint8Array::new(&buffer.unchecked_into::<ArrayBuffer>()).to_vec())
}

/// A file name that every system takes: no path, control, direction or reserved characters.
fn safe_name(name: &str) -> String {
    name.chars()
        .filter(|c| {
            !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        })
        .map(|c| {
            if matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') {
                '-'
            } else {
                c
            }
        })
        .collect()
}
