//! [`Program`]: what something does on a GPU, as plain data. Layers, losses and optimizers say it; the
//! engine runs it. Nothing here knows a graphics interface.

mod product;

pub use product::{Machine, Product, Tiles};

/// The part of a shader that sums over the `sum_threads` threads of a workgroup.
pub const SUMS: &str = include_str!("sums.wgsl");

/// Shaders, and how they are run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Program {
    /// The WGSL, in parts. The engine puts its bindings before them, and what a [`Product`] needs.
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
    /// The matrix product that it is, if it is one: how it is divided into workgroups depends on the device.
    pub product: Option<Product>,
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

impl Program {
    /// All kernels.
    pub fn kernels(&self) -> impl Iterator<Item = &Kernel> {
        self.forward.iter().chain(&self.backward)
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
            product: None,
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

    /// Enough tiles of these sizes to cover rows × columns, `parts` times.
    const fn tiles([rows, columns]: [Count; 2], tile: [usize; 2], parts: usize) -> Self {
        Self { rows, columns, tile, parts }
    }

    /// How many for `batch` samples.
    pub const fn of(&self, batch: usize) -> usize {
        let [rows, columns] = self.tile;
        self.rows.of(batch).div_ceil(rows) * self.columns.of(batch).div_ceil(columns) * self.parts
    }
}
