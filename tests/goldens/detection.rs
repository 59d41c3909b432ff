//! Cases of RoIAlign, which torchvision computed.

use convoscope::detection::{BoundingBox, RoiAlign};
use convoscope::shape::Shape;

use crate::case::{Case, Outcome};

/// Pools a region, and compares.
pub fn roi_align(case: &Case) -> Outcome {
    let x = case.tensor("inputs/x")?;
    let [1, c, h, w] = x.shape[..] else { return Err("inputs/x is no single map".to_owned()) };
    let edge = |i: usize| case.number(&format!("attrs/box/{i}"));
    let region = BoundingBox::new(edge(0)?, edge(1)?, edge(2)?, edge(3)?);
    let (bins, samples) = (case.pair("attrs/bins")?, case.count("attrs/samples")?);
    let align = RoiAlign { bins, samples, scale: case.number("attrs/scale")? };
    case.compare("outputs/y", &align.pool(&x.data, Shape::new(c, h, w), &region))
}
