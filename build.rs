//! Caps the memory of the worker for spreadsheets: a file made to blow up meets a wall at 256 MB.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        println!("cargo::rustc-link-arg-bin=sheets=--max-memory=268435456");
    }
}
