use std::fmt;

use super::{Count, Groups, Kernel};

/// A matrix product on tiles, as the shaders beside this file do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Product {
    /// Rows of the result.
    pub rows: Count,
    /// Columns of the result.
    pub columns: Count,
    /// How many such products there are.
    pub parts: usize,
    /// Whether each is divided into slices of its depth, as many as its device likes: `slices` in all shaders of
    /// its program. Their results have to be added up.
    pub sliced: bool,
    /// Whether values of the left and of the right matrix lie one behind the other along the depth; else along the rows and
    /// columns.
    pub by_depth: [bool; 2],
    /// Whether its values can be looked up in fours: `steady` in the shader.
    pub steady: bool,
}

/// What a device is like, as far as it matters to products.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Machine {
    /// Whether a CPU stands in for a GPU. It makes every thread by hand, which takes longer than a small product.
    pub software: bool,
    /// Bytes that a workgroup may have of its own.
    pub workgroup_bytes: usize,
    /// Workgroups that keep it busy.
    pub busy: usize,
}

impl Machine {
    /// A CPU; GPUs that give workgroups little or much memory.
    const ALL: [Self; 3] = [
        Self { software: true, workgroup_bytes: 16_384, busy: Self::BUSY_CPU },
        Self { software: false, workgroup_bytes: 16_384, busy: Self::BUSY_GPU },
        Self { software: false, workgroup_bytes: 32_768, busy: Self::BUSY_GPU },
    ];
    /// Threads that sum up together. A CPU pays for each time that they wait for each other: a few are as many as it computes abreast.
    pub const fn sum_threads(self) -> usize {
        if self.software { 4 } else { super::GROUP }
    }

    /// Workgroups that keep a CPU busy.
    pub const BUSY_CPU: usize = 8;
    /// Workgroups that keep a large GPU busy: two for each of its processors.
    pub const BUSY_GPU: usize = 256;
}

/// How a product is divided on a device.
#[derive(Clone, Debug, PartialEq)]
pub struct Tiles {
    /// The shader's parts.
    pub shader: [&'static str; 2],
    /// The shader's constants.
    pub constants: Vec<(&'static str, f64)>,
    /// How many slices there are of each product.
    pub slices: usize,
    /// How many workgroups there could be.
    pub groups: Groups,
    /// The most that are of use: one that is done goes on with what another one would do.
    pub most: usize,
}

impl fmt::Display for Tiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [rows, columns] = self.groups.tile;
        write!(f, " on {rows} × {columns}")
    }
}

/// Rows and columns of what one thread sums: on flat tiles, and on large ones.
const FLAT_SUMS: [usize; 2] = [8, 4];
const SUMS: [usize; 2] = [8, 8];

/// A batch of 64 is as good a guess as any.
const BATCH: usize = 64;

impl Product {
    /// The most slices of one product.
    const MOST_SLICES: usize = 256;

    /// How many slices there are of it on whatever device has most of them.
    pub fn most_slices(&self) -> usize {
        Machine::ALL.iter().map(|&machine| self.tiles(machine).slices).fold(1, usize::max)
    }

    /// The kernel.
    pub fn kernel(self) -> Kernel {
        let groups = Groups::tiles([self.rows, self.columns], [1, 1], 1);
        Kernel { product: Some(self), ..Kernel::new("product", groups) }
    }

    /// How it is divided on a device.
    pub fn tiles(&self, machine: Machine) -> Tiles {
        if machine.software || self.rows.of(BATCH) <= SUMS[0] {
            self.flat(machine)
        } else {
            self.large(machine)
        }
    }

    /// Few rows get flat workgroups, so that few threads sum what nobody wants.
    fn flat(&self, machine: Machine) -> Tiles {
        let threads = |count: Count, sums: usize, most: usize| {
            let all = count.of(BATCH).div_ceil(sums);
            all.div_ceil(all.div_ceil(most))
        };
        let rows = threads(self.rows, FLAT_SUMS[0], 16);
        let columns = threads(self.columns, FLAT_SUMS[1], 64 / rows.min(4));
        let wanted = if machine.software { 128 } else { 4 * machine.busy };
        self.divided(include_str!("product_flat.wgsl"), [rows, columns], FLAT_SUMS, wanted, machine)
    }

    /// The largest tiles of which there are enough, or smaller ones.
    fn large(&self, machine: Machine) -> Tiles {
        const SHADER: &str = include_str!("product.wgsl");
        let [rows, columns] = [self.rows, self.columns].map(|count| count.of(BATCH));
        let covered = |length: usize, tile: usize| length.div_ceil(tile) * tile;
        // Not many more rows than there are.
        let fits = |threads: usize| {
            threads == 2 || covered(rows, SUMS[0] * threads) <= covered(rows, SUMS[0]) * 9 / 8
        };
        let mut tiles = None;
        for down in [16, 8, 4, 2].into_iter().filter(|&threads| fits(threads)) {
            let across = if down > 4 { [16, 8] } else { [32, 16] };
            for across in across {
                // A strip of four rows or columns takes 144 bytes; there are four of them for each row of threads.
                let bytes = 144 * 4 * (down + across);
                let narrow = across > 16 && covered(columns, SUMS[1] * across) > 2 * columns;
                if bytes > machine.workgroup_bytes || (narrow && across * down > 32) {
                    continue;
                }
                let last =
                    tiles.insert(self.divided(SHADER, [down, across], SUMS, 2 * machine.busy, machine));
                if self.sliced || last.groups.of(BATCH) >= machine.busy {
                    return tiles.take().expect("it was just put there");
                }
            }
        }
        tiles.expect("the smallest tiles fit everywhere")
    }

    fn divided(
        &self,
        shader: &'static str,
        threads: [usize; 2],
        sums: [usize; 2],
        wanted: usize,
        machine: Machine,
    ) -> Tiles {
        let most = if machine.software { machine.busy } else { usize::MAX };
        let tile = [sums[0] * threads[0], sums[1] * threads[1]];
        let of_parts = |parts| Groups::tiles([self.rows, self.columns], tile, parts);
        let sliced = (wanted / of_parts(self.parts).of(BATCH).max(1)).clamp(1, Self::MOST_SLICES);
        let slices = if self.sliced { sliced } else { 1 };
        let parts = self.parts * slices;
        let mut constants: Vec<_> =
            [("row_threads", threads[0]), ("column_threads", threads[1]), ("parts", parts)]
                .map(|(name, n)| (name, n as f64))
                .into();
        if sums == SUMS {
            let flags = [
                ("left_by_depth", self.by_depth[0]),
                ("right_by_depth", self.by_depth[1]),
                ("steady", self.steady),
            ];
            constants.extend(flags.map(|(name, flag)| (name, f64::from(u8::from(flag)))));
        }
        Tiles {
            shader: [include_str!("cursor.wgsl"), shader],
            constants,
            slices,
            groups: of_parts(parts),
            most,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_cover_the_result() {
        let large = Machine { busy: 1, ..Machine::ALL[2] };
        for (rows, columns) in [(1, 1), (6, 576), (16, 64), (100, 3), (65, 65), (512, 49)] {
            for machine in Machine::ALL.into_iter().chain([large]) {
                let [rows, columns] = [Count::Fixed(rows), Count::Each(columns)];
                let product =
                    Product { rows, columns, parts: 3, sliced: false, by_depth: [false; 2], steady: true };
                let tiles = product.tiles(machine);
                let [tall, wide] = tiles.groups.tile;
                assert!(tall * wide <= 128 * 128, "{tiles:?}");
                for batch in [1, 2, 64] {
                    let count = tiles.groups.of(batch);
                    let area = count / 3 * tall * wide;
                    assert!(
                        count.is_multiple_of(3) && area >= rows.of(batch) * columns.of(batch),
                        "{tiles:?}"
                    );
                }
                let sliced = Product { sliced: true, ..product }.tiles(machine);
                assert_eq!(sliced.groups.of(64) % (3 * sliced.slices), 0);
            }
        }
    }
}
