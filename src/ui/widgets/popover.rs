//! A button that opens a panel: it closes by Esc, by a click elsewhere, and when the focus goes elsewhere.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// What the button says.
    pub label: AttrValue,
    /// What the panel is about.
    pub name: AttrValue,
    pub testid: AttrValue,
    #[prop_or_default]
    pub children: Html,
}

#[component]
pub fn Popover(Props { label, name, testid, children }: &Props) -> Html {
    let open = use_state(|| false);
    let (root, button) = (use_node_ref(), use_node_ref());
    let shut = {
        let (open, button) = (open.clone(), button.clone());
        Callback::from(move |()| {
            open.set(false);
            if let Some(button) = button.cast::<HtmlElement>() {
                drop(button.focus());
            }
        })
    };
    let toggle = {
        let open = open.clone();
        move |_: MouseEvent| open.set(!*open)
    };
    let onkeydown = {
        let (open, shut) = (open.clone(), shut.clone());
        move |event: KeyboardEvent| {
            if *open && event.key() == "Escape" {
                // Closing the panel is all that this press does.
                event.stop_propagation();
                shut.emit(());
            }
        }
    };
    let onfocusout = {
        let (open, root) = (open.clone(), root.clone());
        move |event: FocusEvent| {
            let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
            if to.zip(root.cast::<Node>()).is_some_and(|(to, root)| !root.contains(Some(&to))) {
                open.set(false);
            }
        }
    };
    html! {
        <div class="popover" ref={root} {onkeydown} {onfocusout}>
            <button ref={button} onclick={toggle} aria-expanded={open.to_string()} data-testid={testid}>{ format!("{label} ▾") }</button>
            if *open {
                <div class="outside" onclick={shut.reform(|_| ())}></div>
                <div class="popped" role="group" aria-label={name}>{ children.clone() }</div>
            }
        </div>
    }
}
