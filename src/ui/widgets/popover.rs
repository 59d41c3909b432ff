//! A button that opens a panel: it closes by Esc, by a click elsewhere, and when the focus goes elsewhere.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub label: AttrValue,
    pub name: AttrValue,
    pub testid: AttrValue,
    #[prop_or_default]
    pub children: Html,
}

/// What a button opens: whether it is open, the elements it consists of, and what opens and closes it.
pub struct Opening {
    pub open: bool,
    /// Around the button and what it opens.
    pub root: NodeRef,
    pub button: NodeRef,
    /// Closes it, and goes back to the button.
    pub close: Callback<()>,
    pub toggle: Callback<MouseEvent>,
    pub onkeydown: Callback<KeyboardEvent>,
    pub onfocusout: Callback<FocusEvent>,
}

/// Something that a button opens, closed at first.
#[hook]
pub fn use_opening() -> Opening {
    let open = use_state(|| false);
    let (root, button) = (use_node_ref(), use_node_ref());
    let close = {
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
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let onkeydown = {
        let (open, close) = (open.clone(), close.clone());
        Callback::from(move |event: KeyboardEvent| {
            if *open && event.key() == "Escape" {
                // Closing the panel is all that this press does.
                event.stop_propagation();
                close.emit(());
            }
        })
    };
    let onfocusout = {
        let (open, root) = (open.clone(), root.clone());
        Callback::from(move |event: FocusEvent| {
            let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
            if to.zip(root.cast::<Node>()).is_some_and(|(to, root)| !root.contains(Some(&to))) {
                open.set(false);
            }
        })
    };
    Opening { open: *open, root, button, close, toggle, onkeydown, onfocusout }
}

#[component]
pub fn Popover(Props { label, name, testid, children }: &Props) -> Html {
    let Opening { open, root, button, close, toggle, onkeydown, onfocusout } = use_opening();
    html! {
        <div class="popover" ref={root} {onkeydown} {onfocusout}>
            <button ref={button} onclick={toggle} aria-expanded={open.to_string()} data-testid={testid}>{ format!("{label} ▾") }</button>
            if open {
                <div class="outside" onclick={close.reform(|_| ())}></div>
                <div class="popped" role="group" aria-label={name}>{ children.clone() }</div>
            }
        </div>
    }
}
