//! Cases of RoIAlign, deltas of boxes and matches of anchors, which torchvision computed.

use convoscope::detection::{AnchorMatch, BoundingBox, BoxDeltas, RoiAlign, match_anchors};
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

/// Deltas between boxes, and boxes that deltas lead to.
pub fn box_deltas(case: &Case) -> Outcome {
    let (reference, wanted) = (boxes(case, "inputs/reference")?, boxes(case, "inputs/wanted")?);
    let between = reference.iter().zip(&wanted).flat_map(|(from, to)| BoxDeltas::between(from, to).0);
    case.compare("outputs/between", &between.collect::<Vec<_>>())?;
    let deltas = case.tensor("inputs/deltas")?.data;
    let deltas = deltas.chunks_exact(4).map(|four| BoxDeltas(four.try_into().expect("four numbers")));
    let applied = deltas.zip(&reference).flat_map(|(deltas, from)| {
        let BoundingBox { left, top, right, bottom } = deltas.apply(from);
        [left, top, right, bottom]
    });
    case.compare("outputs/applied", &applied.collect::<Vec<_>>())
}

/// What anchors are for.
pub fn matches(case: &Case) -> Outcome {
    let (anchors, objects) = (boxes(case, "inputs/anchors")?, boxes(case, "inputs/objects")?);
    let (object, background) = (case.number("attrs/object")?, case.number("attrs/background")?);
    let number = |it: &AnchorMatch| match it {
        AnchorMatch::Object(object) => *object as f32,
        AnchorMatch::Background => -1.0,
        AnchorMatch::Neither => -2.0,
    };
    let got: Vec<f32> = match_anchors(&anchors, &objects, object, background).iter().map(number).collect();
    case.compare("outputs/y", &got)
}

fn boxes(case: &Case, path: &str) -> Outcome<Vec<BoundingBox>> {
    let edges = case.tensor(path)?.data;
    Ok(edges.chunks_exact(4).map(|edge| BoundingBox::new(edge[0], edge[1], edge[2], edge[3])).collect())
}
