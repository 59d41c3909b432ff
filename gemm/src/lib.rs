//! The two matrix products of the core, on rows that may overlap. A package of its own, so that they are compiled to be fast in
//! every program: most of the page is compiled to be small, which unrolls no loop and so keeps no sums in registers.
//!
//! A convolution is a product W · B of its weights with a matrix whose row k holds, for every output position, the
//! input value under tap k (Chellapilla, Puri and Simard, "High performance convolutional neural networks for document
//! processing", 2006). With stride 1 that row is the padded input itself, shifted. So B need not be built: it is given
//! as one buffer and the offset at which each row begins. Ordinary matrices are the case of offsets k·columns.
//!
//! * [`gemm`]: c\[m\]\[p\] = Σₖ a\[m\]\[k\] · b\[offset\[k\] + p\] — outputs from weights, input gradients from weights.
//! * [`gemm_nt`]: d\[m\]\[k\] += Σₚ a\[m\]\[p\] · b\[offset\[k\] + p\] — weight gradients; dense outputs of few samples.
//!
//! The positions p come as [`Lines`]: rows of an image, or blocks of samples side by side (lanes). Lanes are
//! nothing special here: a row of positions is then so many times as long.
//!
//! Tiles are sized for registers of four values, of which SSE has 16 and a browser's WebAssembly 15: 5 rows × 8 columns of
//! C, 5 × 2 sums of D, and the like where there are fewer rows. A panel of A stays in the first cache while it meets a group
//! of lines. Each result is summed in one fixed order and without fused multiply-adds, so that every machine computes the same
//! bits.

mod nt;
mod packed;

pub use nt::{gemm_nt, sum};
pub use packed::PackedA;

use wide::f32x4;

/// Values in one register.
const WIDTH: usize = 4;
/// How many tiles a panel of A meets at least before the next one is loaded, if there are as many.
const GROUP: usize = 16;

/// Values of C that lie side by side, along one of the two axes of an image.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Where they begin in a row of C.
    pub to: usize,
    /// How many; of the outer axis 1.
    pub len: usize,
    /// What they sum over: parts of A's columns, and where their values in B begin, beside the offset.
    pub parts: Vec<Part>,
}

/// A part of a sum: as many columns of A as there are offsets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// The first column of A.
    pub k: usize,
    /// Where its values in B begin, beside the offset.
    pub from: usize,
}

impl Line {
    /// A line that sums over all of A's columns.
    pub fn whole(to: usize, from: usize, len: usize) -> Self {
        Self { to, len, parts: vec![Part { k: 0, from }] }
    }
}

/// All positions of C: every line of `columns` at every line of `rows`. `to`, `from` and `k` of the two are added.
#[derive(Clone, Debug)]
pub struct Lines {
    /// Along the outer axis.
    pub rows: Vec<Line>,
    /// Along the inner axis.
    pub columns: Vec<Line>,
}

impl Lines {
    /// `count` lines of `len` values, `to` and `from` the steps from one to the next in C and in B.
    pub fn steps(count: usize, to: usize, from: usize, len: usize) -> Self {
        let rows = (0..count).map(|i| Line::whole(i * to, i * from, 1)).collect();
        Self { rows, columns: vec![Line::whole(0, 0, len)] }
    }

    /// One line of `len` values, in pieces of which each is a group of tiles.
    pub fn one(len: usize) -> Self {
        const PIECE: usize = GROUP * 2 * WIDTH;
        let piece = |at: usize| Line::whole(at, at, PIECE.min(len - at));
        Self { rows: vec![Line::whole(0, 0, 1)], columns: (0..len).step_by(PIECE).map(piece).collect() }
    }
}

/// What becomes of the sums.
#[derive(Clone, Copy)]
pub enum Store<'a> {
    /// They are added to what is there.
    Add,
    /// They overwrite it, with a number for each row of C added; an empty list stands for zeros.
    Set(&'a [f32]),
}

/// c\[m\]\[p\] = Σₖ a\[m\]\[k\] · b\[offsets\[k\] + p\] for all positions p of `lines`. Row m of c begins at m · `pitch`.
pub fn gemm(
    a: &PackedA,
    offsets: &[usize],
    b: &[f32],
    lines: &Lines,
    store: Store<'_>,
    c: &mut [f32],
    pitch: usize,
) {
    let tiles: usize = lines.columns.iter().map(|line| line.len.div_ceil(2 * WIDTH)).sum();
    // Lines that are groups of tiles on their own come one by one.
    let at_once = if tiles >= GROUP * (lines.columns.len() - 1).max(1) { 1 } else { lines.columns.len() };
    let groups = lines.rows.chunks(GROUP.div_ceil(tiles.max(1)));
    for (rows, columns) in
        groups.flat_map(|rows| lines.columns.chunks(at_once).map(move |columns| (rows, columns)))
    {
        for panel in a.panels() {
            let c = &mut c[panel.first * pitch..];
            let bias = match store {
                Store::Set(bias) => Some(bias.get(panel.first..).unwrap_or_default()),
                Store::Add => None,
            };
            let product = Product { offsets, b, rows, columns, bias, pitch };
            match panel.height {
                1 => product.panel::<1, 8>(panel.values, c),
                2 => product.panel::<2, 4>(panel.values, c),
                3 => product.panel::<3, 3>(panel.values, c),
                4 => product.panel::<4, 2>(panel.values, c),
                _ => product.panel::<5, 2>(panel.values, c),
            }
        }
    }
}

/// One panel of A times a group of lines.
struct Product<'a> {
    offsets: &'a [usize],
    b: &'a [f32],
    rows: &'a [Line],
    columns: &'a [Line],
    bias: Option<&'a [f32]>,
    pitch: usize,
}

impl Product<'_> {
    /// A panel of `M` rows, in tiles of `N` registers and, where these do not fit, fewer.
    #[inline(never)]
    fn panel<const M: usize, const N: usize>(&self, panel: &[f32], c: &mut [f32]) {
        let panel = panel.as_chunks::<M>().0;
        for row in self.rows {
            for column in self.columns {
                let (to, len) = (row.to + column.to, column.len);
                let mut p = 0;
                while p + N * WIDTH <= len {
                    let sums = self.tile::<M, N>(panel, row, column, |at| load(self.b, at + p));
                    self.store(&sums, c, to + p);
                    p += N * WIDTH;
                }
                while p + 2 * WIDTH <= len {
                    let sums = self.tile::<M, 2>(panel, row, column, |at| load(self.b, at + p));
                    self.store(&sums, c, to + p);
                    p += 2 * WIDTH;
                }
                while p < len {
                    let width = (len - p).min(WIDTH);
                    if width == WIDTH {
                        let sums = self.tile::<M, 1>(panel, row, column, |at| load(self.b, at + p));
                        self.store(&sums, c, to + p);
                    } else {
                        // What follows may lie behind the end of b.
                        let sums =
                            self.tile::<M, 1>(panel, row, column, |at| load_some(self.b, at + p, width));
                        self.store_some(&sums, c, to + p, width);
                    }
                    p += width;
                }
            }
        }
    }

    /// The sums of `M` rows and `N` registers of columns; `values(at)` are those of B there.
    #[inline(always)]
    fn tile<const M: usize, const N: usize>(
        &self,
        panel: &[[f32; M]],
        row: &Line,
        column: &Line,
        values: impl Fn(usize) -> [f32x4; N],
    ) -> [[f32x4; N]; M] {
        let mut sums = [[f32x4::ZERO; N]; M];
        for outer in &row.parts {
            for inner in &column.parts {
                let from = outer.from + inner.from;
                for (weights, &offset) in panel[outer.k + inner.k..].iter().zip(self.offsets) {
                    let values = values(offset + from);
                    for m in 0..M {
                        let weight = f32x4::splat(weights[m]);
                        for n in 0..N {
                            sums[m][n] += weight * values[n];
                        }
                    }
                }
            }
        }
        sums
    }

    #[inline(always)]
    fn store<const M: usize, const N: usize>(&self, sums: &[[f32x4; N]; M], c: &mut [f32], to: usize) {
        for m in 0..M {
            let c = c[m * self.pitch + to..][..N * WIDTH].as_chunks_mut::<WIDTH>().0;
            for n in 0..N {
                c[n] = self.stored(sums[m][n], f32x4::from(c[n]), m).to_array();
            }
        }
    }

    #[inline(always)]
    fn store_some<const M: usize>(&self, sums: &[[f32x4; 1]; M], c: &mut [f32], to: usize, width: usize) {
        for m in 0..M {
            let c = &mut c[m * self.pitch + to..][..width];
            let sum = self.stored(sums[m][0], load_some(c, 0, width)[0], m).to_array();
            c.copy_from_slice(&sum[..width]);
        }
    }

    /// What is stored of a sum where `before` was.
    #[inline(always)]
    fn stored(&self, sum: f32x4, before: f32x4, m: usize) -> f32x4 {
        match self.bias {
            None => before + sum,
            Some(bias) => sum + f32x4::splat(bias.get(m).copied().unwrap_or_default()),
        }
    }
}

/// `N` registers of values that lie side by side.
#[inline(always)]
fn load<const N: usize>(values: &[f32], at: usize) -> [f32x4; N] {
    let values = &values[at..at + N * WIDTH];
    std::array::from_fn(|n| {
        let register: [f32; WIDTH] = values[n * WIDTH..(n + 1) * WIDTH].try_into().expect("four values");
        f32x4::from(register)
    })
}

/// One register of fewer values than it has room for.
#[inline(always)]
fn load_some(values: &[f32], at: usize, width: usize) -> [f32x4; 1] {
    [f32x4::from(std::array::from_fn(|i| if i < width { values[at + i] } else { 0.0 }))]
}

/// Where each of `count` rows begins, `step` values apart.
pub fn steps(count: usize, step: usize) -> Vec<usize> {
    (0..count).map(|row| row * step).collect()
}

/// `n` things in as few parts of at most `most` as there must be, none more than one larger than another: where each begins
/// and how many it has.
fn even_parts(n: usize, most: usize) -> impl Iterator<Item = (usize, usize)> {
    let parts = n.div_ceil(most).max(1);
    (0..parts)
        .map(move |part| part * n / parts)
        .zip((1..=parts).map(move |part| part * n / parts))
        .map(|(start, end)| (start, end - start))
}

#[cfg(test)]
mod tests {
    use super::even_parts;

    #[test]
    fn parts_are_even() {
        let parts = |n, most| -> Vec<_> { even_parts(n, most).map(|(_, len)| len).collect() };
        assert_eq!(parts(16, 6), [5, 5, 6]);
        assert_eq!(parts(7, 6), [3, 4]);
        assert_eq!(parts(6, 6), [6]);
    }
}
