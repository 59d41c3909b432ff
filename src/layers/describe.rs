//! How a layer is spoken of: in words and in an editor, and how large it may be.

use super::Layer;
use crate::window::Window;

/// What every kind of layer says about itself, beside what it computes.
pub trait Describe {
    /// In a few words: "conv 3×3".
    fn summary(&self) -> String;

    /// Its own sizes. They are bounded before anything is computed from them, since networks come from links and files.
    fn sizes(&self) -> Vec<Size> {
        Vec::new()
    }
}

/// What an editor needs to know of a kind of layer.
pub trait Editable {
    /// The settings that an editor offers.
    fn fields(&self) -> Vec<Field> {
        Vec::new()
    }

    /// What an editor can insert of this kind, by its name for people.
    fn presets() -> Vec<(&'static str, Layer)>
    where
        Self: Sized,
    {
        Vec::new()
    }
}

/// One of a layer's own sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// For people: "a stride".
    pub what: &'static str,
    /// How large it is.
    pub found: usize,
    /// What bounds it.
    pub bound: Bound,
}

/// What bounds a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The largest window, stride, dilation or padding.
    Window,
    /// The largest number of filters, units or groups.
    Channels,
}

/// The sizes of windows along rows and columns.
pub(super) fn window_sizes(windows: [Window; 2]) -> Vec<Size> {
    let sizes = |Window { size, stride, dilation, before, after }| {
        [
            ("a window", size),
            ("a stride", stride),
            ("a dilation", dilation),
            ("a padding", before),
            ("a padding", after),
        ]
    };
    windows
        .into_iter()
        .flat_map(sizes)
        .map(|(what, found)| Size { what, found, bound: Bound::Window })
        .collect()
}

/// Numbers of filters, units and groups.
pub(super) fn channels<const N: usize>(sizes: [(&'static str, usize); N]) -> Vec<Size> {
    sizes.map(|(what, found)| Size { what, found, bound: Bound::Channels }).to_vec()
}

/// "3×3".
pub(super) fn by(windows: [Window; 2]) -> String {
    format!("{}×{}", windows[0].size, windows[1].size)
}

/// A setting that an editor offers.
pub struct Field {
    /// For people.
    pub name: &'static str,
    /// For tests and labels: unique within the layer.
    pub id: &'static str,
    /// How it is set.
    pub control: Control,
    /// The layer with another value: a number, or the index of a choice.
    pub set: Box<dyn Fn(f64) -> Layer>,
}

/// How a setting is set.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Control {
    /// A whole number.
    Count { value: usize, least: usize, largest: usize },
    /// A real number.
    Number { value: f32, least: f32, largest: f32 },
    /// One of several.
    Choice { chosen: usize, options: Vec<&'static str> },
}

impl Field {
    /// A whole number from `least` to `largest`; `set` changes a copy of the layer's settings.
    pub(super) fn count<T: Clone + Into<Layer> + 'static>(
        (name, id): (&'static str, &'static str),
        (value, least, largest): (usize, usize, usize),
        settings: &T,
        set: fn(&mut T, usize),
    ) -> Self {
        let settings = settings.clone();
        Self {
            name,
            id,
            control: Control::Count { value, least, largest },
            set: Box::new(move |value| {
                let mut settings = settings.clone();
                set(&mut settings, value as usize);
                settings.into()
            }),
        }
    }
}
