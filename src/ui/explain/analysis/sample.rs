//! One of the generated samples, as an image.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::color::{Palette, Theme};
use crate::data::Generator;
use crate::ui::bitmap::Bitmap;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub generator: Generator,
    pub index: usize,
    /// Rows and columns that are shown; all of them if left out.
    #[prop_or_default]
    pub part: Option<[(usize, usize); 2]>,
    pub theme: Theme,
}

#[component]
pub fn Sample(Props { generator, index, part, theme }: &Props) -> Html {
    let shape = generator.source.shape();
    let [(top, bottom), (left, right)] = part.unwrap_or([(0, shape.h), (0, shape.w)]);
    let values = use_memo((*generator, *index, *part), |(generator, index, _)| {
        let mut image = vec![0.0; shape.len()];
        generator.sample(*index as u64, &mut image);
        let rows = (top..bottom).flat_map(|row| image[row * shape.w..][left..right].to_vec());
        rows.collect::<Rc<[f32]>>()
    });
    html! { <Bitmap values={(*values).clone()} w={right - left} palette={Palette::Ink} range={1.0} theme={*theme} /> }
}

/// The class of a sample.
#[hook]
pub fn use_labels(generator: Option<Generator>, indices: Vec<usize>) -> Rc<Vec<usize>> {
    use_memo((generator, indices), |(generator, indices)| {
        let Some(generator) = generator else { return Vec::new() };
        let mut image = vec![0.0; generator.source.shape().len()];
        indices.iter().map(|index| generator.sample(*index as u64, &mut image).into()).collect()
    })
}
