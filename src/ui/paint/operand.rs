//! One stack of grids, with what stands above it.

use web_sys::Element;
use yew::prelude::*;

use crate::ui::widgets::drawn::use_drawn;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub title: &'static str,
    pub size: String,
    /// Grids, and how many of them stand beside each other.
    pub channels: usize,
    pub across: usize,
    /// The grid that the timeline is at: it is scrolled into sight.
    pub current: usize,
    /// The height in which they are scrolled; without it all of them are in sight.
    pub scrolled: Option<f32>,
    pub children: Html,
}

#[component]
pub fn OperandView(
    Props { title, size, channels, across, current, scrolled: height, children }: &Props,
) -> Html {
    let scrolled = use_node_ref();
    let scrolls = height.is_some() && *channels > 1;
    use_drawn(&scrolled, (scrolls, *current), |element: &Element, (scrolls, now)| {
        let top_of = |i: usize| element.children().item(i as u32).map(|sheet| top(&sheet));
        if let (true, Some(zero), Some(now)) = (*scrolls, top_of(0), top_of(*now)) {
            // Not into view: that would scroll the page as well.
            element.set_scroll_top((now - zero) as i32);
        }
    });
    let height = height.filter(|_| scrolls).map(|height| format!(";max-height:{}px", height + 4.0));
    let style = format!("grid-template-columns:repeat({across}, auto){}", height.unwrap_or_default());
    let class = scrolls.then_some("scrolls");
    html! {
        <div class="operand">
            <h2>{ *title }<span>{ size }</span></h2>
            <div ref={scrolled} {class} ~{style}>{ children.clone() }</div>
        </div>
    }
}

fn top(element: &Element) -> f64 {
    element.get_bounding_client_rect().top()
}
