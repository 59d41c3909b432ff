//! Resize and Upsample, as far as they enlarge by whole factors.

use super::{Activation, Converter, OnnxError, fail};
use crate::layers::upsample::{Interpolation, Upsample, between};
use crate::onnx::NodeProblem;
use crate::onnx::model::Node;
use crate::shape::Shape;
use crate::tensors::short;

impl<'a> Converter<'a> {
    pub(super) fn resize(&mut self, node: &Node<'a>) -> Result<Activation, OnnxError> {
        let x = self.activation(node, 0)?;
        let factors = self.factors(node, &x.dims)?;
        let mode = node.text("mode").unwrap_or("nearest");
        let interpolation = match mode {
            "nearest" => Interpolation::Nearest,
            "linear" | "bilinear" => Interpolation::Bilinear,
            other => return Err(fail(node, NodeProblem::Mode(short(other)))),
        };
        let Shape { h, w, .. } = self.shapes[x.node.0];
        let added = self.add(node, Upsample { factors, interpolation }, &[x.node])?;
        let is_same = |(len, factor)| is_same(node, interpolation, len, factor);
        if ![h, w].into_iter().zip(factors).all(is_same) {
            return Err(fail(node, NodeProblem::Cells(short(coordinates(node)))));
        }
        Ok(added)
    }

    /// How many times as many rows and columns come out.
    fn factors(&self, node: &Node<'a>, dims: &[usize]) -> Result<[usize; 2], OnnxError> {
        let only_whole = || fail(node, NodeProblem::Factors);
        // Scales, or sizes behind them; Upsample has no region of interest before.
        let at = if node.op == "Upsample" { 1 } else { 2 };
        let scales = match node.floats("scales") {
            Some(scales) => scales.to_vec(),
            None => match self.constant(node, at)? {
                Some(scales) if scales.len() == dims.len() => {
                    let mut values = vec![0.0; scales.len()];
                    scales.values(&mut values)?;
                    values
                }
                _ => {
                    let sizes =
                        self.constant(node, at + 1)?.and_then(|sizes| sizes.ints()).unwrap_or_default();
                    if sizes.len() != dims.len() {
                        return Err(fail(node, NodeProblem::ScalesAndSizes));
                    }
                    sizes.iter().zip(dims).map(|(size, dim)| *size as f32 / *dim as f32).collect()
                }
            },
        };
        let is_whole = |scale: f32| (1.0..=65536.0).contains(&scale) && scale.fract() == 0.0;
        let whole = |scale: f32| is_whole(scale).then_some(scale as usize);
        match scales[..] {
            [1.0, 1.0, rows, columns] => match [whole(rows), whole(columns)] {
                [Some(rows), Some(columns)] => Ok([rows, columns]),
                _ => Err(only_whole()),
            },
            _ => Err(only_whole()),
        }
    }
}

/// Where cells lie. Upsample has no such setting: at i / s.
fn coordinates<'a>(node: &Node<'a>) -> &'a str {
    let default = if node.op == "Upsample" { "asymmetric" } else { "half_pixel" };
    node.text("coordinate_transformation_mode").unwrap_or(default)
}

/// Whether an axis of `len` cells becomes the same one as here.
fn is_same(node: &Node<'_>, interpolation: Interpolation, len: usize, factor: usize) -> bool {
    let default = if node.op == "Upsample" { "floor" } else { "round_prefer_floor" };
    let (way, rounding) = (coordinates(node), node.text("nearest_mode").unwrap_or(default));
    let out = len * factor;
    let at = |i: usize| match way {
        "half_pixel" => Some((i as f32 + 0.5) / factor as f32 - 0.5),
        "pytorch_half_pixel" if out > 1 => Some((i as f32 + 0.5) / factor as f32 - 0.5),
        "pytorch_half_pixel" => Some(0.0),
        "asymmetric" => Some(i as f32 / factor as f32),
        "align_corners" if out > 1 => Some(i as f32 * (len - 1) as f32 / (out - 1) as f32),
        _ => None,
    };
    let rounded = |at: f32| match rounding {
        "floor" => Some(at.floor()),
        "ceil" => Some(at.ceil()),
        "round_prefer_floor" => Some((at - 0.5).ceil()),
        "round_prefer_ceil" => Some((at + 0.5).floor()),
        _ => None,
    };
    let last = (len - 1) as f32;
    match interpolation {
        Interpolation::Nearest => (0..out).all(|i| {
            at(i).and_then(rounded).is_some_and(|cell| cell.clamp(0.0, last) == (i / factor) as f32)
        }),
        Interpolation::Bilinear => between(len, out).enumerate().all(|(i, here)| {
            let there = at(i).map(|at| at.clamp(0.0, last));
            there.is_some_and(|there| (there - (here.low as f32 + here.t).min(last)).abs() < 1e-4)
        }),
    }
}
