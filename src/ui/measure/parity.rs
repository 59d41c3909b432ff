//! The place Parity: whether the GPU computes what the CPU does.

use yew::prelude::*;

use crate::app::text::shell as text;
use crate::session::{CommandError, ParityReport};
use crate::ui::browser::without_webgpu;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub compared: Option<Result<ParityReport, CommandError>>,
}

#[component]
pub fn Parity(Props { compared }: &Props) -> Html {
    let (verdict, differences) = match compared {
        None => (text::COMPARING.to_string(), &[][..]),
        Some(Err(error)) => (without_webgpu(error), &[][..]),
        Some(Ok(report)) => (text::verdict(report), &report.differences[..]),
    };
    html! {
        <main class="bench">
            <h1>{ text::PARITY }</h1>
            <p>{ text::PARITY_ABOUT }</p>
            <p data-testid="parity-result" aria-live="polite">{ verdict }</p>
            <ul>{ for differences.iter().map(|line| html! { <li>{ line }</li> }) }</ul>
        </main>
    }
}
