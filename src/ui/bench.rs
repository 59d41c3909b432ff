//! The place Bench: how fast the worker computes, as JSON.

use yew::prelude::*;

use crate::session::Measured;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub measured: Option<Measured>,
}

#[component]
pub fn Bench(Props { measured }: &Props) -> Html {
    let json = measured.as_ref().map(|measured| serde_json::to_string(measured).expect("figures are JSON"));
    html! {
        <main class="bench">
            <h1>{ "How fast the engine is here" }</h1>
            <p>{ "A network like LeNet-5 on random images: one image on its own, batches, and training with momentum." }</p>
            <pre data-testid="bench-result" aria-live="polite">{ json.unwrap_or_else(|| "measuring …".to_owned()) }</pre>
        </main>
    }
}
