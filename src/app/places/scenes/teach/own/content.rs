//! What shows a class, drawn or photographed, and what networks are given of it.

use std::rc::Rc;

use crate::data::photograph::{Normalization, Square};
use crate::data::picture::Picture;
use crate::data::resample::resample;
use crate::drawing::pipeline::{Switches, prepare};
use crate::drawing::{Drawing, RESOLUTION, Raster};
use crate::shape::Shape;

/// The shape of what the digit network takes.
const PREPARED: Shape = Shape::new(1, 28, 28);
/// Rows and columns of a photograph's tile.
const TILE: usize = 48;
/// What differs from the ground by less than this share of the largest difference is no ink.
const PAPER: f32 = 0.3;

/// A drawing, or the square in the middle of a picture.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Content {
    Drawing(Drawing),
    /// As large as EfficientNet-Lite0 takes it.
    Picture(Rc<Square>),
}

impl Content {
    /// Rows and columns of a picture.
    pub const SIDE: usize = RESOLUTION;
    /// What a picture takes, with its tile and its features.
    pub const PICTURE_BYTES: usize = 3 * Self::SIDE * Self::SIDE + 4 * (3 * TILE * TILE + 1280);

    /// The bytes that it takes, with what belongs to it.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Drawing(drawing) => {
                let points: usize = drawing.strokes.iter().map(|stroke| stroke.points.len()).sum();
                8 * points + 4 * (PREPARED.len() + 1280)
            }
            Self::Picture(_) => Self::PICTURE_BYTES,
        }
    }

    /// How it is shown: a drawing as the digit network takes it, a picture small. `None` where nothing is drawn.
    pub fn tile(&self) -> Option<(Shape, Rc<[f32]>)> {
        let shape = match self {
            Self::Drawing(_) => PREPARED,
            Self::Picture(_) => Shape::new(3, TILE, TILE),
        };
        Some((shape, self.sample(shape)?.into_iter().map(|byte| f32::from(byte) / 255.0).collect()))
    }

    /// What a network of this input is given, a byte for each value: ink on paper of 28 × 28 is cropped, fitted and centred as in Draw.
    /// `None` where nothing is drawn, or the input is no picture.
    pub fn sample(&self, shape: Shape) -> Option<Vec<u8>> {
        match self {
            _ if shape == PREPARED => {
                let prepared = prepare(&self.raster()?, Switches::default())?;
                Some(prepared.pixels.iter().map(|ink| (255.0 * ink).round() as u8).collect())
            }
            Self::Drawing(drawing) if drawing.is_empty() => None,
            _ if shape.c == 3 && shape.h == shape.w => {
                let side = Self::SIDE;
                Some(resample(&self.square().planes, Shape::new(3, side, side), [shape.h, shape.w]))
            }
            _ => {
                let rgba = self.square().pixels();
                let (w, h) = (Self::SIDE, Self::SIDE);
                Picture { file: "", w, h, rgba: rgba.as_flattened() }.alone(shape)
            }
        }
    }

    /// What EfficientNet-Lite0 is given.
    pub fn normalized(&self) -> Vec<f32> {
        self.square().normalized(Normalization::LITE)
    }

    /// The picture; a drawing is black on white.
    fn square(&self) -> Rc<Square> {
        match self {
            Self::Picture(square) => square.clone(),
            Self::Drawing(drawing) => {
                let raster = Raster::of(drawing);
                let plane = raster.pixels().iter().map(|ink| (255.0 * (1.0 - ink)).round() as u8);
                let plane: Vec<u8> = plane.collect();
                Rc::new(Square { side: Self::SIDE, planes: plane.repeat(3) })
            }
        }
    }

    /// What is ink. Of a picture that is what differs from the ground around it.
    fn raster(&self) -> Option<Raster> {
        let Self::Picture(square) = self else {
            let Self::Drawing(drawing) = self else { return None };
            return Some(Raster::of(drawing));
        };
        let (side, area) = (square.side, square.side * square.side);
        let value = |channel: usize, i: usize| f32::from(square.planes[channel * area + i]);
        // How bright the eye finds it (ITU-R BT.601).
        let grey: Vec<f32> =
            (0..area).map(|i| 0.299 * value(0, i) + 0.587 * value(1, i) + 0.114 * value(2, i)).collect();
        let is_border = |i: &usize| [i / side, i % side].iter().any(|at| *at == 0 || *at == side - 1);
        let mut border: Vec<f32> = (0..area).filter(is_border).map(|i| grey[i]).collect();
        border.sort_by(f32::total_cmp);
        let ground = border[border.len() / 2];
        let most = grey.iter().map(|grey| (grey - ground).abs()).fold(1.0, f32::max);
        let ink = |grey: &f32| ((grey - ground).abs() / most - PAPER).max(0.0) / (1.0 - PAPER);
        Raster::of_ink(grey.iter().map(ink).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::Stroke;

    /// The same square, drawn with ink and photographed on paper.
    #[test]
    fn what_is_dark_on_a_photograph_of_paper_is_ink() {
        let drawing = Drawing { strokes: vec![Stroke::new(vec![(0.3, 0.3), (0.3, 0.7), (0.6, 0.7)])] };
        let drawn = Content::Drawing(drawing);
        let ground = |value: &u8| 40 + (u16::from(*value) * 3 / 5) as u8;
        let planes = drawn.square().planes.iter().map(ground).collect();
        let photographed = Content::Picture(Rc::new(Square { side: Content::SIDE, planes }));
        let [a, b] = [&drawn, &photographed].map(|it| it.sample(PREPARED).unwrap());
        let apart: u32 = a.iter().zip(&b).map(|(a, b)| u32::from(a.abs_diff(*b))).sum();
        let all: u32 = a.iter().map(|a| u32::from(*a)).sum();
        assert!(5 * apart < all, "{apart} of {all}");
        assert_eq!(drawn.normalized().len(), 3 * 224 * 224);
    }

    #[test]
    fn every_input_that_is_a_picture_is_given_one() {
        let drawn = Content::Drawing(Drawing { strokes: vec![Stroke::new(vec![(0.1, 0.5), (0.9, 0.5)])] });
        for shape in [Shape::new(1, 28, 28), Shape::new(3, 32, 32), Shape::new(1, 32, 16)] {
            assert_eq!(drawn.sample(shape).unwrap().len(), shape.len(), "{shape}");
        }
        assert_eq!(drawn.sample(Shape::flat(2)), None);
        assert_eq!(Content::Drawing(Drawing::default()).tile(), None);
    }
}
