//! A drawing as a file: its looks written into it, so that it needs no style sheet elsewhere.

use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{
    CanvasRenderingContext2d, Element, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement,
};

/// The words of the buttons that save a drawing, given once as context by the app.
#[derive(Clone, Copy, Debug)]
pub struct ChartWords {
    /// The accessible name of the button for a picture of dots.
    pub png: Signal<String>,
    /// The accessible name of the button for a picture of lines.
    pub svg: Signal<String>,
}

/// What of the computed style is written into a saved drawing.
const LOOKS: &[&str] = &[
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linejoin",
    "stroke-linecap",
    "opacity",
    "font-family",
    "font-size",
    "font-weight",
    "text-anchor",
    "paint-order",
];

/// How many dots of a saved picture are one pixel of the drawing.
const SHARPNESS: f64 = 2.0;

fn offer(name: &str, address: &str) -> Option<()> {
    let anchor = document().create_element("a").ok()?;
    let anchor = anchor.unchecked_into::<HtmlAnchorElement>();
    anchor.set_href(address);
    anchor.set_download(name);
    anchor.click();
    Some(())
}

/// The elements of a drawing in document order, itself first.
fn parts(drawing: &Element) -> Option<Vec<Element>> {
    let inner = drawing.query_selector_all("*").ok()?;
    let inner = (0..inner.length()).filter_map(|at| inner.item(at)?.dyn_into::<Element>().ok());
    Some(std::iter::once(drawing.clone()).chain(inner).collect())
}

fn size(drawing: &Element) -> Option<(f64, f64)> {
    let frame = drawing.get_attribute("viewBox")?;
    let mut numbers = frame.split(' ').skip(2).map(str::parse::<f64>);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

/// The drawing as text that stands alone.
fn markup(drawing: &Element) -> Option<String> {
    let copy = drawing
        .clone_node_with_deep(true)
        .ok()?
        .unchecked_into::<Element>();
    for (seen, written) in parts(drawing)?.iter().zip(parts(&copy)?) {
        let style = window().get_computed_style(seen).ok()??;
        for look in LOOKS {
            let value = style.get_property_value(look).ok()?;
            if !value.is_empty() {
                written.set_attribute(look, &value).ok()?;
            }
        }
        written.remove_attribute("class").ok()?;
    }
    let (width, height) = size(drawing)?;
    copy.set_attribute("xmlns", "http://www.w3.org/2000/svg")
        .ok()?;
    copy.set_attribute("width", &width.to_string()).ok()?;
    copy.set_attribute("height", &height.to_string()).ok()?;
    Some(copy.outer_html().replace("&nbsp;", "&#160;"))
}

fn address(markup: &str) -> String {
    let encoded = web_sys::js_sys::encode_uri_component(markup);
    format!("data:image/svg+xml;charset=utf-8,{}", String::from(encoded))
}

/// Saves a drawing as SVG.
pub(super) fn as_svg(drawing: &Element, name: &str) {
    if let Some(markup) = markup(drawing) {
        offer(&format!("{name}.svg"), &address(&markup));
    }
}

/// Saves a drawing as PNG on the colour of its paper.
pub(super) fn as_png(drawing: &Element, name: &str) {
    let (Some(markup), Some((width, height)), Ok(image)) =
        (markup(drawing), size(drawing), HtmlImageElement::new())
    else {
        return;
    };
    let paper = window()
        .get_computed_style(
            &document()
                .document_element()
                .unwrap_or_else(|| drawing.clone()),
        )
        .ok()
        .flatten()
        .and_then(|style| style.get_property_value("--sheet").ok());
    let (name, drawn) = (format!("{name}.png"), image.clone());
    let paint = move || {
        let canvas = document().create_element("canvas").ok()?;
        let canvas = canvas.unchecked_into::<HtmlCanvasElement>();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let dots = |length: f64| (length * SHARPNESS) as u32;
        canvas.set_width(dots(width));
        canvas.set_height(dots(height));
        let brush = canvas.get_context("2d").ok()??;
        let brush = brush.unchecked_into::<CanvasRenderingContext2d>();
        brush.set_fill_style_str(paper.as_deref().unwrap_or("#fff").trim());
        let (width, height) = (width * SHARPNESS, height * SHARPNESS);
        brush.fill_rect(0.0, 0.0, width, height);
        brush
            .draw_image_with_html_image_element_and_dw_and_dh(&drawn, 0.0, 0.0, width, height)
            .ok()?;
        offer(&name, &canvas.to_data_url_with_type("image/png").ok()?)
    };
    let loaded = Closure::once_into_js(move || {
        paint();
    });
    image.set_onload(Some(loaded.unchecked_ref()));
    image.set_src(&address(&markup));
}
