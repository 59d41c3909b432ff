//! What has to be done to an element once it is drawn.

use wasm_bindgen::JsValue;
use web_sys::Node;
use yew::prelude::*;

/// Does something to an element whenever it is drawn with other values.
#[hook]
pub fn use_drawn<E: AsRef<Node> + From<JsValue> + 'static, V: PartialEq + 'static>(
    node: &NodeRef,
    values: V,
    act: impl FnOnce(&E, &V) + 'static,
) {
    let node = node.clone();
    use_effect_with(values, move |values| {
        if let Some(element) = node.cast::<E>() {
            act(&element, values);
        }
    });
}
