//! The place Parity: whether the GPU computes what the CPU does.

use yew::prelude::*;

use super::browser::without_webgpu;
use crate::session::{CommandError, ParityReport};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub compared: Option<Result<ParityReport, CommandError>>,
}

#[component]
pub fn Parity(Props { compared }: &Props) -> Html {
    let (verdict, differences) = match compared {
        None => ("comparing …".to_owned(), &[][..]),
        Some(Err(error)) => (without_webgpu(error), &[][..]),
        Some(Ok(ParityReport { adapter, tensors, values, worst, differences })) => {
            let adapter = if adapter.is_empty() { "The GPU" } else { adapter };
            let verdict = match differences.len() {
                0 => format!("{adapter} agrees with the CPU"),
                count => format!("{adapter} differs from the CPU in {count} of {tensors} tensors"),
            };
            (
                format!("{verdict}: {values} values in {tensors} tensors, largest difference {worst:.1e}."),
                &differences[..],
            )
        }
    };
    html! {
        <main class="bench">
            <h1>{ "Do both engines compute the same?" }</h1>
            <p>{ "Every kind of layer, forward and backward, and ten training steps of seven small networks, on the \
                 GPU and on the CPU. Differences are shares of the largest value of a tensor." }</p>
            <p data-testid="parity-result" aria-live="polite">{ verdict }</p>
            <ul>{ for differences.iter().map(|line| html! { <li>{ line }</li> }) }</ul>
        </main>
    }
}
