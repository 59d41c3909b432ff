//! [`Scene`]: a drawing as rectangles and texts, and where two of them differ.

use std::collections::HashMap;

use crate::app::color::Rgb;

/// A drawing: what lies where, in pixels.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Scene {
    pub width: f32,
    pub height: f32,
    pub paper: Rgb,
    pub ink: Rgb,
    /// What is drawn on the ground, one after the other.
    pub items: Vec<Item>,
}

/// Something drawn.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Item {
    Square {
        x: f32,
        y: f32,
        side: f32,
        fill: Rgb,
        stroke: Option<(Rgb, f32)>,
        dashed: bool,
    },
    Hatch {
        x: f32,
        y: f32,
        side: f32,
        color: Rgb,
    },
    /// Straight lines: x and y of both ends of each.
    Lines {
        lines: Vec<[f32; 4]>,
        color: Rgb,
        width: f32,
    },
    /// A filled area, perhaps with an edge; its fill lets so much through.
    Polygon {
        points: Vec<[f32; 2]>,
        fill: Rgb,
        opacity: f32,
        stroke: Option<(Rgb, f32)>,
    },
    /// One line of text.
    Text {
        x: f32,
        /// The line it stands on.
        y: f32,
        size: f32,
        anchor: Anchor,
        spans: Vec<Span>,
    },
}

/// Which part of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Span {
    pub text: String,
    pub color: Rgb,
    pub bold: bool,
}

/// A rectangle of whole pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Area {
    pub left: usize,
    pub top: usize,
    pub width: usize,
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
    /// One line of text of one colour.
    pub fn text([x, y]: [f32; 2], size: f32, anchor: Anchor, words: &str, color: Rgb, bold: bool) -> Self {
        Self::Text { x, y, size, anchor, spans: vec![Span { text: words.to_owned(), color, bold }] }
    }

    /// A filled rectangle: left, top, width and height.
    pub fn rectangle([x, y, width, height]: [f32; 4], fill: Rgb) -> Self {
        let points = vec![[x, y], [x + width, y], [x + width, y + height], [x, y + height]];
        Self::Polygon { points, fill, opacity: 1.0, stroke: None }
    }

    /// What and where it is: no two items of a drawing are the same in that.
    fn place(&self) -> (u8, Rgb, [u32; 2]) {
        let at = |x: f32, y: f32| [x.to_bits(), y.to_bits()];
        match self {
            Self::Square { x, y, .. } => (0, [0; 3], at(*x, *y)),
            Self::Hatch { x, y, .. } => (1, [0; 3], at(*x, *y)),
            Self::Text { x, y, .. } => (2, [0; 3], at(*x, *y)),
            Self::Lines { lines, color, .. } => {
                let [x, y, ..] = lines.first().copied().unwrap_or_default();
                (3, *color, at(x, y))
            }
            Self::Polygon { points, .. } => {
                let [x, y] = points.first().copied().unwrap_or_default();
                (4, [0; 3], at(x, y))
            }
        }
    }

    /// The same so far to the right and down.
    pub fn moved(mut self, [right, down]: [f32; 2]) -> Self {
        match &mut self {
            Self::Square { x, y, .. } | Self::Hatch { x, y, .. } | Self::Text { x, y, .. } => {
                (*x, *y) = (*x + right, *y + down);
            }
            Self::Lines { lines, .. } => lines.iter_mut().for_each(|[x, y, x2, y2]| {
                (*x, *y, *x2, *y2) = (*x + right, *y + down, *x2 + right, *y2 + down);
            }),
            Self::Polygon { points, .. } => {
                points.iter_mut().for_each(|[x, y]| (*x, *y) = (*x + right, *y + down));
            }
        }
        self
    }

    /// An area that it surely lies in: type is never wider than high.
    pub fn area(&self) -> Area {
        let (left, top, right, bottom) = match self {
            Self::Square { x, y, side, .. } | Self::Hatch { x, y, side, .. } => {
                (x - 2.0, y - 2.0, x + side + 2.0, y + side + 2.0)
            }
            Self::Lines { lines, width, .. } => lines.iter().fold(
                (f32::MAX, f32::MAX, 0.0f32, 0.0f32),
                |(left, top, right, bottom), &[x, y, x2, y2]| {
                    (
                        left.min(x.min(x2) - width),
                        top.min(y.min(y2) - width),
                        right.max(x.max(x2) + width),
                        bottom.max(y.max(y2) + width),
                    )
                },
            ),
            Self::Polygon { points, .. } => points.iter().fold(
                (f32::MAX, f32::MAX, 0.0f32, 0.0f32),
                |(left, top, right, bottom), &[x, y]| {
                    (left.min(x - 2.0), top.min(y - 2.0), right.max(x + 2.0), bottom.max(y + 2.0))
                },
            ),
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
