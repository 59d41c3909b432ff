//! The place Bench: how fast the worker computes, as JSON.

use yew::prelude::*;

use super::browser::without_webgpu;
use crate::app::text::shell as text;
use crate::session::{CommandError, Measured};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub measured: Option<Result<Measured, CommandError>>,
    /// Whether there is anything to measure.
    pub exists: bool,
}

#[component]
pub fn Bench(Props { measured, exists }: &Props) -> Html {
    let json = match measured {
        Some(Ok(measured)) => serde_json::to_string(measured).expect("figures are JSON"),
        Some(Err(error)) => serde_json::json!({ "note": without_webgpu(error) }).to_string(),
        None if *exists => text::MEASURING.to_owned(),
        // Whoever compares engines by this page reads no figures of another one.
        None => serde_json::json!({ "note": text::NO_SUCH_ENGINE }).to_string(),
    };
    html! {
        <main class="bench">
            <h1>{ text::BENCH }</h1>
            <p>{ text::BENCH_ABOUT }</p>
            <pre data-testid="bench-result" aria-live="polite">{ json }</pre>
        </main>
    }
}
