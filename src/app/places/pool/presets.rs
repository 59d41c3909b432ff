//! Examples: those of the lectures, and one for each thing that surprises.

use super::{Kind, Mode, Pooling};
use crate::app::lab::Preset;
use crate::app::text::Text;
use crate::app::text::pool as text;
use crate::shape::Shape;
use crate::window::Window;

/// All examples.
pub const fn presets() -> &'static [Preset<Pooling>] {
    const {
        &[
            Preset::new("max", text::LECTURE_MAX, || lecture(Kind::Max)),
            Preset::new("average", text::LECTURE_AVERAGE, || lecture(Kind::Average)),
            Preset::new("global", text::GLOBAL_3, global),
            Preset::new("overlapping", text::OVERLAPPING, overlapping),
            Preset::new("tie", text::TIE, tie),
            Preset::new("ceil", text::CEIL, ceil),
            Preset::new("padded", text::PADDED, padded),
            Preset::new("nudge", text::NUDGED, nudge),
            Preset::new("convolution", text::CONVOLUTION, || lecture(Kind::Convolution)),
        ]
    }
}

impl Pooling {
    /// Which of the examples it is, whatever the mode, the step and the nudge are.
    pub fn preset(&self) -> Option<usize> {
        presets().iter().position(|preset| {
            let same =
                |other: Self| Self { mode: self.mode, nudge: self.nudge, at: self.at, ..other } == *self;
            same(preset.example())
        })
    }

    /// Its name.
    pub fn name(&self) -> Text {
        self.preset().map_or(text::YOUR_OWN, |index| presets()[index].name)
    }
}

fn square(c: usize, side: usize, kind: Kind, window: Window, ceil: bool) -> Pooling {
    Pooling::new(Shape::new(c, side, side), kind, [window; 2], ceil, 1).expect("the examples fit")
}

/// 6 8 / 3 4 are its maxima.
fn lecture(kind: Kind) -> Pooling {
    Pooling {
        x: vec![1., 1., 2., 4., 5., 6., 7., 8., 3., 2., 1., 0., 1., 2., 3., 4.],
        weight: vec![1.0, 0.0, 0.0, -1.0],
        upstream: vec![1.0, 2.0, 3.0, 4.0],
        ..square(1, 4, kind, Window::new(2).stride(2), false)
    }
}

fn global() -> Pooling {
    square(3, 4, Kind::Global, Window::new(2).stride(2), false)
}

/// Windows of 3 × 3, two cells apart, as in AlexNet: a cell may win twice.
fn overlapping() -> Pooling {
    let x = [
        1., 0., 2., 3., 1., 4., 2., 0., 1., 5., 2., 1., 3., 0., 1., 4., 9., 0., 2., 7., 1., 3., 0., 2., 1.,
        0., 6., 3., 1., 2., 2., 8., 1., 0., 4., 3., 5., 1., 2., 0., 2., 1., 7., 0., 2., 6., 1., 3., 0.,
    ];
    let pooling = square(1, 7, Kind::Max, Window::new(3).stride(2), false);
    let upstream = (1..=9).map(|i| i as f32).collect();
    Pooling { x: x.to_vec(), upstream, ..pooling }
}

/// Every window holds its largest value more than once, but one.
fn tie() -> Pooling {
    Pooling {
        mode: Mode::Gradient,
        x: vec![4., 4., 0., 7., 1., 4., 7., 7., 2., 0., 5., 5., 0., 2., 5., 5.],
        ..lecture(Kind::Max)
    }
}

fn ceil() -> Pooling {
    let x = (0..25).map(|i| (i * 7 % 25) as f32).collect();
    Pooling { x, ..square(1, 5, Kind::Max, Window::new(2).stride(2), true) }
}

fn padded() -> Pooling {
    square(1, 4, Kind::Average, Window::new(3).stride(2).padding(1), false)
}

/// A stroke on an empty ground. One column to the right, every pixel of it is another, but hardly a maximum.
fn nudge() -> Pooling {
    let x = "00000000 00900000 00900000 00909000 00909000 00999990 00009000 00000000";
    let x = x.chars().filter_map(|c| c.to_digit(10)).map(|digit| digit as f32).collect();
    Pooling { x, nudge: [0, 1], ..square(1, 8, Kind::Max, Window::new(2).stride(2), false) }
}
