use super::{NodeId, Plan};
use crate::window::Window;

/// What one cell sees of the network's input along one axis: cell i sees `size` cells, beginning at
/// `start` + i · `stride`. It may reach into the padding (Araujo, Norris and Sim, "Computing receptive fields of
/// convolutional neural networks", Distill, 2019).
///
/// ```
/// use convoscope::network::Field;
/// use convoscope::window::Window;
/// // Three 3 × 3 convolutions see as much as one 7 × 7.
/// let window = Window::new(3).padding(1);
/// let field = (0..3).try_fold(Field::CELL, |field, _| field.through(window));
/// assert_eq!(field, Some(Field { size: 7, stride: 1, start: -3 }));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Cells seen, from the first to the last.
    pub size: u64,
    /// Cells of the input from one output cell to the next.
    pub stride: u64,
    /// The first cell that output cell 0 sees.
    pub start: i64,
}

impl Field {
    /// A cell of the input sees itself.
    pub const CELL: Self = Self { size: 1, stride: 1, start: 0 };

    /// What a cell behind `window` sees, if each cell before it sees this; `None` where that is more than can be counted.
    pub fn through(self, window: Window) -> Option<Self> {
        let cells = |windows: usize| self.stride.checked_mul(windows as u64);
        Some(Self {
            size: self.size.checked_add(cells(window.span() - 1)?)?,
            stride: cells(window.stride)?,
            start: self.start.checked_sub_unsigned(cells(window.before)?)?,
        })
    }

    /// What a cell sees that joins two branches; `None` if they move at different strides, so that no one field
    /// describes all cells.
    pub fn union(self, other: Self) -> Option<Self> {
        let start = self.start.min(other.start);
        let end = self.end()?.max(other.end()?);
        (self.stride == other.stride).then(|| Self { size: end.abs_diff(start), start, ..self })
    }

    /// The cells of an input of `len` cells that output cell `cell` sees, padding left out.
    pub fn cells(self, cell: usize, len: usize) -> std::ops::Range<usize> {
        let start = self.start.saturating_add_unsigned(self.stride.saturating_mul(cell as u64));
        let clamp = |i: i64| i.clamp(0, len as i64) as usize;
        clamp(start)..clamp(start.saturating_add_unsigned(self.size))
    }

    /// Behind the last cell that output cell 0 sees.
    fn end(self) -> Option<i64> {
        self.start.checked_add_unsigned(self.size)
    }
}

impl Plan {
    /// The receptive field of a node's cells on the input, along height and width; `None` where no window describes it.
    pub fn receptive_field(&self, id: NodeId) -> Option<[Field; 2]> {
        // Node by node: following every path back would take as many steps as there are paths, which double at each skip.
        let mut fields: Vec<Option<[Field; 2]>> = Vec::new();
        for node in self.ids().take(id.0 + 1) {
            let field = self.field_behind(node, &fields);
            fields.push(field);
        }
        fields.pop()?
    }

    /// The field of a node's cells, given those of the nodes before it.
    fn field_behind(&self, id: NodeId, before: &[Option<[Field; 2]>]) -> Option<[Field; 2]> {
        let Some(layer) = self.layer(id) else { return Some([Field::CELL; 2]) };
        let windows = layer.op().window(&self.input_shapes(id))?;
        let mut fields = self.inputs(id).iter().map(|input| {
            let fields = before[input.0]?;
            Some([fields[0].through(windows[0])?, fields[1].through(windows[1])?])
        });
        let first = fields.next()??;
        fields.try_fold(first, |a, b| {
            let b = b?;
            Some([a[0].union(b[0])?, a[1].union(b[1])?])
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::{conv::Conv, merge::Add};
    use crate::network::Network;
    use crate::shape::Shape;

    /// 60 skips are 2⁶⁰ paths.
    #[test]
    fn many_skips_are_not_many_paths() {
        let mut network = Network::new(Shape::new(1, 8, 8));
        for _ in 0..60 {
            let from = network.last();
            let conv = network.chain([Conv::new(1, 3).padding(1).into()]);
            network.add(Add, &[from, conv]);
        }
        let last = network.last();
        let field = Field { size: 121, stride: 1, start: -60 };
        assert_eq!(Plan::new(network).unwrap().receptive_field(last), Some([field; 2]));
    }

    /// On one cell a stride of 1024 fits any number of times; six of them are 2⁶⁰ cells, seven more than can be counted.
    #[test]
    fn strides_that_cannot_be_counted_have_no_field() {
        let mut network = Network::new(Shape::flat(1));
        network.chain((0..7).map(|_| Conv::new(1, 3).padding(1).stride(1024).into()));
        let plan = Plan::new(network).unwrap();
        let [field, _] = plan.receptive_field(NodeId(6)).unwrap();
        assert_eq!((field.stride, field.cells(1, 8)), (1 << 60, 8..8));
        assert_eq!(field.cells(0, 8), 0..8);
        assert_eq!(plan.receptive_field(NodeId(7)), None);
    }
}
