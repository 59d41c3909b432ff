//! The place Bench: how fast the worker computes, as JSON.

use yew::prelude::*;

use crate::app::numbers::decimals;
use crate::app::text::shell as text;
use crate::session::{CommandError, LayerTime, Measured};
use crate::ui::browser::without_webgpu;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub measured: Option<Result<Measured, CommandError>>,
    /// Whether there is anything to measure.
    pub exists: bool,
}

#[component]
pub fn Bench(Props { measured, exists }: &Props) -> Html {
    let json = match measured {
        // The layers stand in a table of their own.
        Some(Ok(measured)) if !measured.layers.is_empty() => {
            serde_json::to_string(&Measured { layers: Vec::new(), ..measured.clone() })
                .expect("figures are JSON")
        }
        Some(Ok(measured)) => serde_json::to_string(measured).expect("figures are JSON"),
        Some(Err(error)) => serde_json::json!({ "note": without_webgpu(error) }).to_string(),
        None if *exists => text::MEASURING.to_string(),
        // Whoever compares engines by this page reads no figures of another one.
        None => serde_json::json!({ "note": text::NO_SUCH_ENGINE.get() }).to_string(),
    };
    html! {
        <main class="bench">
            <h1>{ text::BENCH }</h1>
            <p>{ text::BENCH_ABOUT }</p>
            <pre data-testid="bench-result" aria-live="polite" tabindex="0">{ json }</pre>
            if let Some(Ok(Measured { layers, .. })) = measured && !layers.is_empty() { { profile(layers) } }
        </main>
    }
}

/// How long each layer takes.
fn profile(layers: &[LayerTime]) -> Html {
    let row = |layer: &LayerTime| {
        // Two operations for a multiply-add; a million of them in a millisecond are a billion in a second.
        let speed = 2e-6 * layer.macs as f64 / layer.forward_ms;
        html! {
            <tr>
                <th scope="row">{ layer.layer.clone() }</th>
                <td>{ decimals(layer.forward_ms as f32, 3) }</td>
                <td>{ decimals(layer.backward_ms as f32, 3) }</td>
                <td>{ if layer.macs > 0 { decimals(speed as f32, 1) } else { String::new() } }</td>
            </tr>
        }
    };
    html! {
        <table data-testid="bench-profile">
            <thead><tr>{ for text::LAYER_TIMES.map(|name| html! { <th scope="col">{ name }</th> }) }</tr></thead>
            <tbody>{ for layers.iter().map(row) }</tbody>
        </table>
    }
}
