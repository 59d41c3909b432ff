//! Input, filters and output as blocks, with the window in the input and the numbers that it makes.

use super::Volumes;
use crate::app::color::{Palette, Rgb, Theme, Token};
use crate::app::figure::{Anchor, Cuboid, Draw, Item, OperandId, Spot};
use crate::app::text::{lab::UNKNOWN, volumes as text};
use crate::shape::Shape;

/// What is drawn of a convolution.
pub struct Blocks {
    pub volumes: Volumes,
    /// Row and column of the output that the window makes.
    pub position: [usize; 2],
    /// Whether the output's shape is to be predicted.
    pub hidden: bool,
}

/// Filters that are drawn, at most.
const MAX_FILTERS: usize = 4;
/// The least that a side is drawn as.
const MIN_SIDE: f32 = 7.0;
/// Type of shapes.
const TYPE: f32 = 15.0;

/// Where everything lies.
struct Places {
    input: Cuboid,
    filters: Vec<Cuboid>,
    output: Cuboid,
    /// Pixels of a cell of input and output.
    cell: f32,
}

impl Blocks {
    fn places(&self, [width, height]: [f32; 2], theme: Theme) -> Places {
        let (input, output) = (self.volumes.input, self.volumes.fitting_output());
        let [grey, weights, activations] = colors(theme);
        let (deep, deep_out) = (Cuboid::depth_of(input.c), Cuboid::depth_of(output.c));
        // As large as there is room for input and output with what is behind them, and for a filter between.
        let depth_scale = (width / 900.0).min(1.0);
        let (deep, deep_out) = (depth_scale * deep, depth_scale * deep_out);
        let tall = height - 2.4 * TYPE - 24.0 - 0.42 * deep.max(deep_out);
        let wide = width - 0.62 * (2.0 * deep + deep_out) - 0.36 * width;
        let cell = (tall / input.h.max(output.h) as f32).min(wide / (input.w + output.w) as f32);
        let middle = 0.42 * deep.max(deep_out) + 12.0 + tall / 2.0;
        let block = |left: f32, shape: [f32; 2], depth: f32, color: Rgb, opacity: f32| {
            let [w, h] = shape.map(|cells| (cell * cells).max(MIN_SIDE));
            Cuboid { left, top: middle - h / 2.0, width: w, height: h, depth, color, opacity }
        };
        let side = |n: usize| n as f32;
        let mut blocks = [
            block(0.0, [side(input.w), side(input.h)], deep, grey, 0.35),
            block(0.0, [side(output.w), side(output.h)], deep_out, activations, 0.35),
        ];
        // The filters are larger than life where they would be too small to see.
        let kernel = (cell * side(self.volumes.kernel)).clamp(0.05 * width, 0.12 * width);
        let count = self.volumes.filters.min(MAX_FILTERS);
        let filter_depth = deep.min(0.12 * width);
        let room = width - blocks[0].extent()[0] - blocks[1].extent()[0] - kernel - 0.62 * filter_depth;
        let gap = room / 4.0;
        blocks[0].left = gap * 0.5 + 0.04 * width;
        let filters_left = blocks[0].left + blocks[0].extent()[0] + gap;
        blocks[1].left = filters_left + kernel + 0.62 * filter_depth + gap * 1.1;
        let rise = 0.42 * filter_depth;
        let apart = (tall - kernel - rise).max(0.0) / (count - 1).max(1) as f32;
        let step = apart.min(kernel + rise + 12.0);
        let top = middle - (step * (count - 1) as f32 + kernel + rise) / 2.0 + rise;
        let filter = |at: usize| Cuboid {
            left: filters_left,
            top: top + step * at as f32,
            width: kernel,
            height: kernel,
            depth: filter_depth,
            color: weights,
            opacity: 0.55,
        };
        let [input, output] = blocks;
        Places { input, filters: (0..count).map(filter).collect(), output, cell }
    }
}

fn colors(theme: Theme) -> [Rgb; 3] {
    [
        Token::Muted.rgb(theme),
        Palette::Weight.color(1.0, 1.0, theme),
        Palette::Activation.color(1.0, 1.0, theme),
    ]
}

impl Draw for Blocks {
    fn items(&self, size: [f32; 2], theme: Theme) -> Vec<Item> {
        let Places { input, filters, output, cell } = self.places(size, theme);
        let Volumes { input: shape, kernel, filters: count, stride, padding, at: _ } = self.volumes;
        let made = self.volumes.fitting_output();
        let [ink, muted] = [Token::Ink, Token::Muted].map(|token| token.rgb(theme));
        let [_, weights, activations] = colors(theme);
        let mut items = input.items(theme).to_vec();
        items.extend(output.items(theme));
        // The window, as deep as the input, and the numbers that it makes, one in each map.
        let along = |at: usize| (at * stride) as f32 - padding as f32;
        let side = (cell * kernel as f32).max(MIN_SIDE);
        let [row, column] = self.position;
        let window = Cuboid {
            left: input.left + cell * along(column),
            top: input.top + cell * along(row),
            width: side,
            height: side,
            color: weights,
            opacity: 0.75,
            ..input
        };
        let made_side = [output.width / made.w as f32, output.height / made.h as f32];
        let number = Cuboid {
            left: output.left + made_side[0] * column as f32,
            top: output.top + made_side[1] * row as f32,
            width: made_side[0].max(4.0),
            height: made_side[1].max(4.0),
            color: activations,
            opacity: 0.9,
            ..output
        };
        let corners = |cuboid: &Cuboid| {
            let right = cuboid.left + cuboid.width;
            [[right, cuboid.top], [right, cuboid.top + cuboid.height]]
        };
        let guides = corners(&window).into_iter().zip([number.top, number.top + number.height]);
        let lines = guides.map(|([x, y], to)| [x, y, number.left, to]).collect();
        items.extend(window.items(theme));
        items.push(Item::Lines { lines, color: muted, width: 1.0 });
        items.extend(number.items(theme));
        filters.iter().for_each(|filter| items.extend(filter.items(theme)));
        let base = size[1] - 0.5 * TYPE;
        let is_narrow = size[0] < 560.0;
        let name_at = |cuboid: &Cuboid, words: &str, y: f32| {
            let middle = cuboid.left + cuboid.extent()[0] / 2.0;
            let size = if is_narrow { 13.0 } else { TYPE };
            Item::text([middle, y], size, Anchor::Middle, words, ink, true)
        };
        let name = |cuboid: &Cuboid, words: &str| name_at(cuboid, words, base);
        items.push(name(&input, &volume(shape)));
        let made = if self.hidden { UNKNOWN.to_owned() } else { volume(made) };
        items.push(name(&output, &made));
        if let Some(filter) = filters.first() {
            let times = if count > 1 { format!("{count} × ") } else { String::new() };
            // On a narrow screen on a line of its own, so that shapes do not run together.
            let y = if is_narrow { base - 20.0 } else { base };
            items.push(name_at(filter, &format!("{times}{kernel}×{kernel}×{}", shape.c), y));
            let middle = input.top + input.height / 2.0;
            let between = |from: &Cuboid, to: f32| (from.left + from.extent()[0] + to) / 2.0;
            let sign =
                |x: f32, sign: &str| Item::text([x, middle + 10.0], 28.0, Anchor::Middle, sign, muted, false);
            items.push(sign(between(&input, filter.left), "∗"));
            items.push(sign(between(filter, output.left), "→"));
        }
        if let Some(last) = filters.last().filter(|_| count > MAX_FILTERS && !is_narrow) {
            let at = [last.left + last.extent()[0] + 8.0, last.top + last.height];
            items.push(Item::text(at, 13.0, Anchor::Start, &text::more(count), muted, false));
        }
        items
    }

    fn spot_at(&self, size: [f32; 2], [x, y]: [f32; 2]) -> Option<Spot> {
        let Places { output, .. } = self.places(size, Theme::LIGHT);
        let made = self.volumes.fitting_output();
        let along = |at: f32, from: f32, length: f32, cells: usize| {
            let cell = ((at - from) / length * cells as f32).floor();
            (cell >= 0.0 && cell < cells as f32).then_some(cell as isize)
        };
        let column = along(x, output.left, output.width, made.w)?;
        let row = along(y, output.top, output.height, made.h)?;
        Some(Spot { operand: OperandId::Output, grid: 0, row, column })
    }

    fn caption(&self) -> String {
        let Volumes { input, kernel, filters, .. } = self.volumes;
        let filters = format!("{filters} × {kernel}×{kernel}×{}", input.c);
        text::caption(&volume(input), &filters, &volume(self.volumes.fitting_output()))
    }
}

/// Rows, columns and channels, as the lectures write a volume.
fn volume(Shape { c, h, w }: Shape) -> String {
    format!("{h}×{w}×{c}")
}
