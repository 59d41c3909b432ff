//! The place Bench: how fast the worker computes, as JSON.

use yew::prelude::*;

use super::browser::without_webgpu;
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
        None if *exists => "measuring …".to_owned(),
        // Whoever compares engines by this page reads no figures of another one.
        None => r#"{"note":"there is no such engine"}"#.to_owned(),
    };
    html! {
        <main class="bench">
            <h1>{ "How fast the engine is here" }</h1>
            <p>{ "A network like LeNet-5 on random images: one image on its own, batches, and training with momentum." }</p>
            <pre data-testid="bench-result" aria-live="polite">{ json }</pre>
        </main>
    }
}
