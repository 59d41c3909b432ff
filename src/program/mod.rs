//! [`Program`]: what something does on a GPU, as plain data. Layers, losses and optimizers say it; the
//! engine runs it. Nothing here knows a graphics interface.

/// Shaders, and how they are run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Program {
    /// The WGSL, in parts. The engine puts its bindings before them.
    pub shader: Vec<&'static str>,
    /// The shader's `override` constants that are the same for all kernels, by name.
    pub constants: Vec<(&'static str, f64)>,
    /// Whole numbers worked out beforehand: `table` in the shader.
    pub table: Vec<u32>,
    /// Values at the start of `saved` that kernels may use between them, whatever the batch.
    pub scratch: usize,
    /// What computes `y`, in order.
    pub forward: Vec<Kernel>,
    /// What adds to `dx` and `dparams`, in order.
    pub backward: Vec<Kernel>,
}

/// One entry point of a shader with the constants of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Kernel {
    /// The name of the entry point.
    pub entry: &'static str,
    /// Constants beside those of the program.
    pub constants: Vec<(&'static str, f64)>,
    /// How many workgroups run.
    pub groups: Groups,
    /// Which of the layer's inputs are `x` and `dx`.
    pub input: usize,
    /// Whether it only computes `dx`: it is left out where nobody needs that.
    pub only_dx: bool,
    /// Whether it only computes `dparams`, likewise.
    pub only_dparams: bool,
    /// Whether a workgroup that is done goes on with what another one would do, so that fewer of them do as well.
    pub goes_on: bool,
}

impl Program {
    /// A shader whose `forward` and `backward` have one thread for each of `count` things of a sample.
    pub fn of_values(shader: &'static str, constants: Vec<(&'static str, f64)>, count: usize) -> Self {
        let threads = Groups::threads(Count::Each(count));
        Self {
            shader: vec![shader],
            constants,
            forward: vec![Kernel::new("forward", threads)],
            backward: vec![Kernel::new("backward", threads).only_dx()],
            ..Self::default()
        }
    }
}

impl Kernel {
    /// A kernel about the first input.
    pub const fn new(entry: &'static str, groups: Groups) -> Self {
        Self {
            entry,
            constants: Vec::new(),
            groups,
            input: 0,
            only_dx: false,
            only_dparams: false,
            goes_on: false,
        }
    }

    /// The same kernel with one more constant.
    pub fn with(mut self, name: &'static str, value: impl Into<f64>) -> Self {
        self.constants.push((name, value.into()));
        self
    }

    /// The same kernel about another input.
    pub fn of_input(self, input: usize) -> Self {
        Self { input, ..self }
    }

    /// The same kernel, needed for `dx` alone.
    pub fn only_dx(self) -> Self {
        Self { only_dx: true, ..self }
    }

    /// The same kernel, needed for `dparams` alone.
    pub fn only_dparams(self) -> Self {
        Self { only_dparams: true, ..self }
    }
}

/// A number of things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// The same for every batch.
    Fixed(usize),
    /// So many for each sample of the batch.
    Each(usize),
}

impl Count {
    /// The number for `batch` samples.
    pub const fn of(self, batch: usize) -> usize {
        match self {
            Self::Fixed(count) => count,
            Self::Each(count) => count * batch,
        }
    }
}

/// A number of workgroups: enough tiles to cover rows × columns, `parts` times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Groups {
    rows: Count,
    columns: Count,
    /// Rows and columns that one workgroup sees to.
    tile: [usize; 2],
    parts: usize,
}

/// Threads in a workgroup whose threads have nothing to do with each other, as `GROUP` in the shaders.
const GROUP: usize = 256;

impl Groups {
    /// One thread for each of `count` things.
    pub const fn threads(count: Count) -> Self {
        Self { rows: Count::Fixed(1), columns: count, tile: [1, GROUP], parts: 1 }
    }

    /// One workgroup for each of `count` things.
    pub const fn each(count: Count) -> Self {
        Self { rows: Count::Fixed(1), columns: count, tile: [1, 1], parts: 1 }
    }

    /// How many for `batch` samples.
    pub const fn of(&self, batch: usize) -> usize {
        let [rows, columns] = self.tile;
        self.rows.of(batch).div_ceil(rows) * self.columns.of(batch).div_ceil(columns) * self.parts
    }
}

/// A matrix product on tiles, as `product.wgsl` does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Product {
    /// Rows of the result.
    pub rows: Count,
    /// Columns of the result.
    pub columns: Count,
    /// How many such products there are.
    pub parts: usize,
}

/// Rows and columns of what one thread sums.
const SUMS: [usize; 2] = [8, 4];

impl Product {
    /// The shader's part that products share.
    pub const SHADER: &'static str = include_str!("product.wgsl");

    /// The kernel. Few rows get flat workgroups, so that few threads sum what nobody wants.
    pub fn kernel(&self) -> Kernel {
        // A batch of 64 is as good a guess as any.
        let threads = |count: Count, sums: usize, most: usize| {
            let all = count.of(64).div_ceil(sums);
            all.div_ceil(all.div_ceil(most))
        };
        let rows = threads(self.rows, SUMS[0], 16);
        let columns = threads(self.columns, SUMS[1], 64 / rows.min(4));
        let groups = Groups {
            rows: self.rows,
            columns: self.columns,
            tile: [SUMS[0] * rows, SUMS[1] * columns],
            parts: self.parts,
        };
        Kernel { goes_on: true, ..Kernel::new("product", groups) }
            .with("row_threads", rows as u32)
            .with("column_threads", columns as u32)
            .with("parts", self.parts as u32)
    }

    /// Into how many slices of their depth products should be divided, so that enough workgroups are at work.
    pub fn slices(&self) -> usize {
        const WORKGROUPS: usize = 128;
        (WORKGROUPS / self.kernel().groups.of(64).max(1)).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_cover_the_result() {
        for (rows, columns) in [(1, 1), (6, 576), (16, 64), (100, 3), (65, 65)] {
            let product = Product { rows: Count::Fixed(rows), columns: Count::Each(columns), parts: 3 };
            let groups = product.kernel().groups;
            for batch in [1, 2, 64] {
                let tiles = groups.of(batch) / 3;
                let area = tiles * groups.tile[0] * groups.tile[1];
                assert!(area >= rows * columns * batch && groups.tile[0] * groups.tile[1] <= 128 * 64);
                assert_eq!(groups.of(batch) % 3, 0);
            }
        }
    }
}
