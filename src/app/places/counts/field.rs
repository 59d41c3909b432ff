//! What can be set.

use super::{Counts, MAX_LAYERS, Topic};
use crate::app::text::Text;
use crate::app::text::counts as text;

/// A setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Field {
    Channels,
    Rows,
    Columns,
    Filters,
    Kernel,
    Stride,
    Padding,
    /// How many dense layers there are.
    Layers,
    /// Of this dense layer.
    Units(usize),
    Pool,
}

impl Field {
    /// The least and the largest value. The largest product of all of them is a `u64`.
    pub const fn bounds(self) -> [usize; 2] {
        match self {
            Self::Channels | Self::Filters => [1, 512],
            Self::Rows | Self::Columns => [1, 2048],
            Self::Kernel => [1, 11],
            Self::Stride => [1, 8],
            Self::Padding => [0, 5],
            Self::Layers => [1, MAX_LAYERS],
            Self::Units(_) => [1, 100_000],
            Self::Pool => [1, 8],
        }
    }

    /// Its name.
    pub const fn name(self) -> Text {
        match self {
            Self::Channels => text::CHANNELS,
            Self::Rows => text::ROWS,
            Self::Columns => text::COLUMNS,
            Self::Filters => text::FILTERS,
            Self::Kernel => text::KERNEL,
            Self::Stride => text::STRIDE,
            Self::Padding => text::PADDING,
            Self::Layers => text::LAYERS,
            Self::Units(layer) => text::UNITS[layer],
            Self::Pool => text::POOL,
        }
    }

    /// The end of its stable name.
    pub fn id(self) -> String {
        match self {
            Self::Units(layer) => format!("units-{layer}"),
            _ => format!("{self:?}").to_ascii_lowercase(),
        }
    }
}

impl Counts {
    /// What can be set of what is counted.
    pub fn fields(&self) -> Vec<Field> {
        let units = (0..self.units.len()).map(Field::Units);
        let image = [Field::Rows, Field::Columns, Field::Channels];
        let rest: Vec<Field> = match self.topic {
            Topic::Connections => vec![Field::Filters, Field::Kernel, Field::Stride, Field::Padding],
            Topic::Dense => [Field::Layers].into_iter().chain(units).collect(),
            Topic::Pooling => vec![Field::Pool, Field::Filters, Field::Kernel, Field::Units(0)],
            Topic::Flatten => vec![],
        };
        [&image[..], &rest].concat()
    }

    /// The value of a setting.
    pub fn get(&self, field: Field) -> usize {
        match field {
            Field::Channels => self.input.c,
            Field::Rows => self.input.h,
            Field::Columns => self.input.w,
            Field::Filters => self.filters,
            Field::Kernel => self.kernel,
            Field::Stride => self.stride,
            Field::Padding => self.padding,
            Field::Layers => self.units.len(),
            Field::Units(layer) => self.units.get(layer).copied().unwrap_or(1),
            Field::Pool => self.pool,
        }
    }

    /// The same with another value of a setting, at the first step; a sentence if windows do not fit then.
    pub fn with(&self, field: Field, value: usize) -> Result<Self, String> {
        let [least, largest] = field.bounds();
        let (value, mut to) = (value.clamp(least, largest), Self { at: 0, ..self.clone() });
        match field {
            Field::Channels => to.input.c = value,
            Field::Rows => to.input.h = value,
            Field::Columns => to.input.w = value,
            Field::Filters => to.filters = value,
            Field::Kernel => to.kernel = value,
            Field::Stride => to.stride = value,
            Field::Padding => to.padding = value,
            Field::Layers => to.units.resize(value, 10),
            Field::Units(layer) => to.units.iter_mut().skip(layer).take(1).for_each(|units| *units = value),
            Field::Pool => to.pool = value,
        }
        to.fit()
    }
}
