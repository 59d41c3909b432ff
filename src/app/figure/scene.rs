//! [`Scene`]: a drawing as rectangles and texts, and where two of them differ.

use std::collections::HashMap;

use crate::app::color::Rgb;

/// A drawing: what lies where, in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// The colour of the ground.
    pub paper: Rgb,
    /// The colour of type.
    pub ink: Rgb,
    /// What is drawn on the ground, one after the other.
    pub items: Vec<Item>,
}

/// Something drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A square.
    Square {
        /// Its left edge.
        x: f32,
        /// Its upper edge.
        y: f32,
        /// Width and height.
        side: f32,
        /// Its colour.
        fill: Rgb,
        /// Colour and width of its outline.
        stroke: Option<(Rgb, f32)>,
        /// Whether the outline is dashed.
        dashed: bool,
    },
    /// A hatched square.
    Hatch {
        /// Its left edge.
        x: f32,
        /// Its upper edge.
        y: f32,
        /// Width and height.
        side: f32,
        /// Its colour.
        color: Rgb,
    },
    /// One line of text.
    Text {
        /// Where its anchor is.
        x: f32,
        /// The line it stands on.
        y: f32,
        /// Size of type.
        size: f32,
        /// Which part of it stands at x.
        anchor: Anchor,
        /// Its parts.
        spans: Vec<Span>,
    },
}

/// Which part of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// What it says.
    pub text: String,
    /// Its colour.
    pub color: Rgb,
    /// Whether it is bold.
    pub bold: bool,
}

/// A rectangle of whole pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Its left edge.
    pub left: usize,
    /// Its upper edge.
    pub top: usize,
    /// Width.
    pub width: usize,
    /// Height.
    pub height: usize,
}

impl Area {
    /// Whether they have a pixel in common.
    pub const fn meets(&self, other: &Self) -> bool {
        self.left < other.left + other.width
            && other.left < self.left + self.width
            && self.top < other.top + other.height
            && other.top < self.top + self.height
    }

    /// The smallest with all of these in it.
    pub fn around(areas: &[Self]) -> Option<Self> {
        let left = areas.iter().map(|area| area.left).min()?;
        let top = areas.iter().map(|area| area.top).min()?;
        let right = areas.iter().map(|area| area.left + area.width).max()?;
        let bottom = areas.iter().map(|area| area.top + area.height).max()?;
        Some(Self { left, top, width: right - left, height: bottom - top })
    }

    /// The part of it inside of a picture.
    pub fn within(&self, width: usize, height: usize) -> Option<Self> {
        let (left, top) = (self.left.min(width), self.top.min(height));
        let (right, bottom) = ((self.left + self.width).min(width), (self.top + self.height).min(height));
        (right > left && bottom > top).then_some(Self {
            left,
            top,
            width: right - left,
            height: bottom - top,
        })
    }
}

impl Item {
    /// What and where it is: no two items of a drawing are the same in that.
    fn place(&self) -> (u8, u32, u32) {
        match self {
            Self::Square { x, y, .. } => (0, x.to_bits(), y.to_bits()),
            Self::Hatch { x, y, .. } => (1, x.to_bits(), y.to_bits()),
            Self::Text { x, y, .. } => (2, x.to_bits(), y.to_bits()),
        }
    }

    /// An area that it surely lies in: type is never wider than high.
    pub fn area(&self) -> Area {
        let (left, top, right, bottom) = match self {
            Self::Square { x, y, side, .. } | Self::Hatch { x, y, side, .. } => {
                (x - 2.0, y - 2.0, x + side + 2.0, y + side + 2.0)
            }
            Self::Text { x, y, size, anchor, spans } => {
                let letters: usize = spans.iter().map(|span| span.text.chars().count()).sum();
                let width = size * letters as f32;
                let left = match anchor {
                    Anchor::Start => *x,
                    Anchor::Middle => x - width / 2.0,
                    Anchor::End => x - width,
                };
                (left - 2.0, y - 1.2 * size, left + width + 2.0, y + 0.5 * size)
            }
        };
        let (left, top) = (left.max(0.0) as usize, top.max(0.0) as usize);
        let (right, bottom) = (right.max(0.0).ceil() as usize, bottom.max(0.0).ceil() as usize);
        Area { left, top, width: right.saturating_sub(left), height: bottom.saturating_sub(top) }
    }
}

impl Scene {
    /// Where this drawing differs from the one before it.
    pub fn changes(&self, before: &Self) -> Vec<Area> {
        let mut gone: HashMap<_, &Item> = before.items.iter().map(|item| (item.place(), item)).collect();
        let mut areas = Vec::new();
        for item in &self.items {
            match gone.remove(&item.place()) {
                Some(same) if same == item => {}
                Some(other) => areas.extend([other.area(), item.area()]),
                None => areas.push(item.area()),
            }
        }
        areas.extend(gone.values().map(|item| item.area()));
        areas
    }
}
