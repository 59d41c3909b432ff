//! Texts in the language chosen as properties and children of elements.

use yew::AttrValue;
use yew::html::IntoPropValue;
use yew::virtual_dom::VNode;

use crate::app::text::Text;

impl From<Text> for AttrValue {
    fn from(text: Text) -> Self {
        text.get().into()
    }
}

impl IntoPropValue<AttrValue> for Text {
    fn into_prop_value(self) -> AttrValue {
        self.into()
    }
}

impl IntoPropValue<Option<AttrValue>> for Text {
    fn into_prop_value(self) -> Option<AttrValue> {
        Some(self.into())
    }
}

impl IntoPropValue<&'static str> for Text {
    fn into_prop_value(self) -> &'static str {
        self.get()
    }
}

impl IntoPropValue<String> for Text {
    fn into_prop_value(self) -> String {
        self.to_string()
    }
}

impl IntoPropValue<VNode> for Text {
    fn into_prop_value(self) -> VNode {
        self.get().into()
    }
}
