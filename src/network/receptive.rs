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
/// let field = (0..3).fold(Field::CELL, |field, _| field.through(Window::new(3).padding(1)));
/// assert_eq!(field, Field { size: 7, stride: 1, start: -3 });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Cells seen, from the first to the last.
    pub size: usize,
    /// Cells of the input from one output cell to the next.
    pub stride: usize,
    /// The first cell that output cell 0 sees.
    pub start: isize,
}

impl Field {
    /// A cell of the input sees itself.
    pub const CELL: Self = Self { size: 1, stride: 1, start: 0 };

    /// What a cell behind `window` sees, if each cell before it sees this.
    pub const fn through(self, window: Window) -> Self {
        Self {
            size: self.size + (window.span() - 1) * self.stride,
            stride: self.stride * window.stride,
            start: self.start - (window.before * self.stride) as isize,
        }
    }

    /// What a cell sees that joins two branches; `None` if they move at different strides, so that no one field
    /// describes all cells.
    pub fn union(self, other: Self) -> Option<Self> {
        let start = self.start.min(other.start);
        let end = (self.start + self.size as isize).max(other.start + other.size as isize);
        (self.stride == other.stride).then(|| Self { size: (end - start) as usize, start, ..self })
    }

    /// The cells of an input of `len` cells that output cell `cell` sees, padding left out.
    pub fn cells(self, cell: usize, len: usize) -> std::ops::Range<usize> {
        let start = self.start + (cell * self.stride) as isize;
        let clamp = |i: isize| i.clamp(0, len as isize) as usize;
        clamp(start)..clamp(start + self.size as isize)
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
            Some([0, 1].map(|axis| fields[axis].through(windows[axis])))
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
}
