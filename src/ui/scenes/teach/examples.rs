//! The examples that both networks learn from.

use std::rc::Rc;
use std::sync::Arc;

use yew::prelude::*;

use crate::app::color::Theme;
use crate::app::text::scenes_teach as text;
use crate::data::Dataset;
use crate::ui::train::images::image;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub data: Arc<Dataset>,
    /// Of each class.
    pub count: usize,
    pub theme: Theme,
}

/// The values of a sample.
pub fn values(data: &Dataset, sample: usize) -> Rc<[f32]> {
    let mut values = vec![0.0; data.shape.len()];
    data.write(sample, &mut values);
    Rc::from(values)
}

#[component]
pub fn Examples(Props { data, count, theme }: &Props) -> Html {
    let row = |(class, name): (usize, &String)| {
        let samples = class * count..(class + 1) * count;
        html! {
            <li>
                <span>{ name }</span>
                <div role="img" aria-label={text::example(name)}>{ for samples.map(|sample| image(data.shape, values(data, sample), *theme)) }</div>
            </li>
        }
    };
    html! {
        <figure class="teach-examples">
            <ul ~style={format!("--count:{count}")}>{ for data.names.iter().enumerate().map(row) }</ul>
            <figcaption class="fine">{ text::ALL_EXAMPLES }</figcaption>
        </figure>
    }
}
