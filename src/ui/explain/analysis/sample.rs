//! One of the samples that a network is asked about, as an image.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::color::{Palette, Theme};
use crate::session::samples::Samples;
use crate::ui::bitmap::Bitmap;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub samples: Samples,
    pub index: usize,
    /// Rows and columns that are shown; all of them if left out.
    #[prop_or_default]
    pub part: Option<[(usize, usize); 2]>,
    pub theme: Theme,
}

#[component]
pub fn Sample(Props { samples, index, part, theme }: &Props) -> Html {
    let shape = samples.shape();
    let [(top, bottom), (left, right)] = part.unwrap_or([(0, shape.h), (0, shape.w)]);
    let values = use_memo((samples.clone(), *index, *part), |(samples, index, _)| {
        let mut image = vec![0.0; shape.len()];
        samples.write(*index, &mut image);
        let rows = (top..bottom).flat_map(|row| image[row * shape.w..][left..right].to_vec());
        rows.collect::<Rc<[f32]>>()
    });
    html! { <Bitmap values={(*values).clone()} w={right - left} palette={Palette::Ink} range={1.0} theme={*theme} /> }
}

/// The class of a sample.
#[hook]
pub fn use_labels(samples: Option<Samples>, indices: Vec<usize>) -> Rc<Vec<usize>> {
    use_memo((samples, indices), |(samples, indices)| {
        let Some(samples) = samples else { return Vec::new() };
        let mut image = vec![0.0; samples.shape().len()];
        indices.iter().map(|index| samples.write(*index, &mut image).into()).collect()
    })
}
