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

    /// Twice the place of its middle on the input, which is whole: two branches whose middles differ are not aligned.
    pub const fn doubled_middle(self) -> i64 {
        2 * self.start + self.size as i64 - 1
    }

    /// The cells of an input of `len` cells that output cell `cell` sees, padding left out.
    pub fn cells(self, cell: usize, len: usize) -> std::ops::Range<usize> {
        let start = self.start.saturating_add_unsigned(self.stride.saturating_mul(cell as u64));
        let clamp = |i: i64| i.clamp(0, len as i64) as usize;
        clamp(start)..clamp(start.saturating_add_unsigned(self.size))
    }

    /// The rows and columns of an input that a cell sees; all of them where no window says.
    pub fn patch(
        fields: Option<[Self; 2]>,
        [row, column]: [usize; 2],
        [h, w]: [usize; 2],
    ) -> [std::ops::Range<usize>; 2] {
        let part = |field: Self, cell: usize, len: usize| {
            let cells = field.cells(cell, len);
            if cells.is_empty() { 0..len } else { cells }
        };
        fields.map_or([0..h, 0..w], |[rows, columns]| [part(rows, row, h), part(columns, column, w)])
    }

    /// Behind the last cell that output cell 0 sees.
    fn end(self) -> Option<i64> {
        self.start.checked_add_unsigned(self.size)
    }
}

/// A node that joins branches which do not look at the same place: their strides or the middles of their fields differ
/// (Araujo, Norris and Sim, 2019, call such networks unaligned).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misaligned {
    /// The node.
    pub node: NodeId,
    /// The field of each of its inputs, along height and width.
    pub branches: Vec<[Field; 2]>,
}

impl Plan {
    /// The receptive field of a node's cells on the input, along height and width; `None` where no window describes it.
    pub fn receptive_field(&self, id: NodeId) -> Option<[Field; 2]> {
        self.fields_up_to(id).pop()?
    }

    /// The receptive field of every node, as [`receptive_field`](Self::receptive_field) has it.
    pub fn receptive_fields(&self) -> Vec<Option<[Field; 2]>> {
        self.fields_up_to(NodeId(self.network().nodes.len()))
    }

    /// The nodes that join branches which are not aligned. Where a branch has no field of its own, nothing is said.
    pub fn misaligned(&self) -> Vec<Misaligned> {
        let fields = self.receptive_fields();
        let at = |node: NodeId| {
            let branches: Option<Vec<_>> = self.inputs(node).iter().map(|input| fields[input.0]).collect();
            let branches = branches?;
            let place = |field: &[Field; 2]| field.map(|field| (field.stride, field.doubled_middle()));
            branches
                .windows(2)
                .any(|pair| place(&pair[0]) != place(&pair[1]))
                .then_some(Misaligned { node, branches })
        };
        self.ids().filter_map(at).collect()
    }

    /// Node by node: following every path back would take as many steps as there are paths, which double at each skip.
    fn fields_up_to(&self, id: NodeId) -> Vec<Option<[Field; 2]>> {
        let mut fields: Vec<Option<[Field; 2]>> = Vec::new();
        for node in self.ids().take(id.0 + 1) {
            let field = self.field_behind(node, &fields);
            fields.push(field);
        }
        fields
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
        let plan = Plan::new(network).unwrap();
        assert_eq!((plan.receptive_field(last), plan.misaligned()), (Some([field; 2]), vec![]));
    }

    /// Two 3 × 3 convolutions, padded on both sides or at the end only, beside a skip.
    #[test]
    fn branches_that_look_elsewhere_are_found() {
        let join = |conv: Conv, skip: Conv| {
            let mut network = Network::new(Shape::new(1, 9, 9));
            let conv = network.add(conv, &[NodeId::INPUT]);
            let skip = network.add(skip, &[NodeId::INPUT]);
            let join = network.add(Add, &[conv, skip]);
            (join, Plan::new(network).unwrap().misaligned())
        };
        assert_eq!(join(Conv::new(1, 3).padding(1).stride(2), Conv::new(1, 1).stride(2)).1, vec![]);
        let at_the_end = Window { after: 2, ..Window::new(3) };
        let (node, found) = join(Conv { window: [at_the_end; 2], ..Conv::new(1, 3) }, Conv::new(1, 1));
        let branches = vec![[Field { size: 3, stride: 1, start: 0 }; 2], [Field::CELL; 2]];
        assert_eq!(found, vec![Misaligned { node, branches }]);
        // Five cells come out of both, but one moves by two cells of the input and the other by one.
        let (_, found) = join(Conv::new(1, 1).stride(2), Conv::new(1, 5));
        assert_eq!(found[0].branches.iter().map(|branch| branch[0].stride).collect::<Vec<_>>(), [2, 1]);
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
