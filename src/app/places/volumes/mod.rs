//! The view Volumes of Convolve: input, filters and output of a convolution as blocks of numbers, with their shapes.

mod drawing;
mod example;
mod link;
mod presets;

pub use presets::presets;

use crate::app::lab::Table;
use crate::app::numbers::thousands;
use crate::app::text::Text;
use crate::app::text::volumes as text;
use crate::layers::Op;
use crate::layers::conv::Conv;
use crate::shape::{Shape, ShapeError};

/// A convolution with a square kernel, and the output position that the timeline is at.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Volumes {
    pub input: Shape,
    pub kernel: usize,
    pub filters: usize,
    pub stride: usize,
    pub padding: usize,
    /// Output positions row by row.
    pub at: usize,
}

/// A setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Setting {
    Rows,
    Columns,
    Channels,
    Kernel,
    Filters,
    Stride,
    Padding,
}

impl Setting {
    /// All of them, with their names and the end of their stable name.
    pub const ALL: [(Self, &'static str, Text); 7] = [
        (Self::Rows, "rows", text::ROWS),
        (Self::Columns, "columns", text::COLUMNS),
        (Self::Channels, "channels", text::CHANNELS),
        (Self::Kernel, "kernel", text::KERNEL),
        (Self::Filters, "filters", text::FILTERS_C),
        (Self::Stride, "stride", text::STRIDE),
        (Self::Padding, "padding", text::PADDING),
    ];

    /// The least and the largest value.
    pub const fn bounds(self) -> [usize; 2] {
        match self {
            Self::Rows | Self::Columns => [1, 256],
            Self::Channels | Self::Filters => [1, 512],
            Self::Kernel => [1, 11],
            Self::Stride => [1, 8],
            Self::Padding => [0, 8],
        }
    }
}

impl Default for Volumes {
    fn default() -> Self {
        presets()[0].example()
    }
}

impl Volumes {
    /// An input, and a convolution on it, at its first position.
    pub const fn new(input: Shape, filters: usize, kernel: usize) -> Self {
        Self { input, kernel, filters, stride: 1, padding: 0, at: 0 }
    }

    /// The layer.
    pub fn conv(&self) -> Conv {
        Conv::new(self.filters, self.kernel).stride(self.stride).padding(self.padding)
    }

    /// The shape that comes out, if the kernel fits.
    pub fn output(&self) -> Result<Shape, ShapeError> {
        self.conv().output(&[self.input])
    }

    fn fitting_output(&self) -> Shape {
        self.output().unwrap_or(Shape::flat(1))
    }

    /// Trained numbers: weights, then biases.
    pub fn params(&self) -> [u64; 2] {
        let [weights, biases] =
            [0, 1].map(|at| self.conv().params(&[self.input]).get(at).map_or(0, |it| it.len()));
        [weights as u64, biases as u64]
    }

    /// Multiply-adds of one sample.
    pub fn macs(&self) -> u64 {
        self.conv().macs(&[self.input])
    }

    /// The value of a setting.
    pub const fn get(&self, setting: Setting) -> usize {
        match setting {
            Setting::Rows => self.input.h,
            Setting::Columns => self.input.w,
            Setting::Channels => self.input.c,
            Setting::Kernel => self.kernel,
            Setting::Filters => self.filters,
            Setting::Stride => self.stride,
            Setting::Padding => self.padding,
        }
    }

    /// The same with another value of a setting, at the first position; a sentence if the kernel does not fit then.
    pub fn with(&self, setting: Setting, value: usize) -> Result<Self, String> {
        let mut to = Self { at: 0, ..self.clone() };
        let [least, largest] = setting.bounds();
        let value = value.clamp(least, largest);
        match setting {
            Setting::Rows => to.input.h = value,
            Setting::Columns => to.input.w = value,
            Setting::Channels => to.input.c = value,
            Setting::Kernel => to.kernel = value,
            Setting::Filters => to.filters = value,
            Setting::Stride => to.stride = value,
            Setting::Padding => to.padding = value,
        }
        to.fit()
    }

    /// The same, if there is an output.
    fn fit(self) -> Result<Self, String> {
        if self.output().is_ok() { Ok(self) } else { Err(text::KERNEL_TOO_LARGE.to_string()) }
    }

    /// Row and column of the output position.
    pub fn position(&self, at: usize) -> [usize; 2] {
        let width = self.fitting_output().w;
        [at / width, at % width]
    }

    /// Shapes and how many numbers they have.
    pub fn shapes(&self) -> Table {
        let (Shape { c, h, w }, output) = (self.input, self.fitting_output());
        let (k, n, [weights, biases]) = (self.kernel, self.filters, self.params());
        let [input_axes, filter_axes, bias_axes, output_axes] = text::AXES;
        let row = |name: Text, axes: Text, shape: String, numbers: String| {
            vec![name.to_string(), axes.to_string(), shape, numbers]
        };
        let product = |factors: &[usize], count: u64| {
            let factors: Vec<String> = factors.iter().map(|n| thousands(*n as u64)).collect();
            format!("{} = {}", factors.join(" · "), thousands(count))
        };
        let tuple = |numbers: &[usize]| {
            format!("({})", numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(", "))
        };
        let of_output = [n, output.h, output.w];
        Table {
            title: text::TITLE,
            head: text::HEAD.map(String::from).to_vec(),
            rows: vec![
                row(text::INPUT, input_axes, tuple(&[c, h, w]), product(&[c, h, w], self.input.len() as u64)),
                row(text::FILTERS, filter_axes, tuple(&[n, c, k, k]), product(&[n, c, k, k], weights)),
                row(text::BIASES, bias_axes, tuple(&[n]), thousands(biases)),
                row(text::OUTPUT, output_axes, tuple(&of_output), product(&of_output, output.len() as u64)),
                row(
                    text::MULTIPLY_ADDS,
                    Text::EMPTY,
                    String::new(),
                    product(&[output.len(), k * k * c], self.macs()),
                ),
            ],
            chosen: None,
        }
    }
}

#[cfg(test)]
mod tests;
