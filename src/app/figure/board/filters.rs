//! Several channels: those of the input above, below them a block for each filter with its kernels, its bias and what it
//! makes.

use super::draft::{Draft, Rect, width};
use super::line::title_height;
use super::{BADGED, Board, FilterSum, GAP, guides, sums};
use crate::app::color::{Theme, Token};
use crate::app::figure::{Anchor, MAX_NUMBER_COLUMNS, MIN_NUMBER_SIDE, Operand, OperandId, Room, Word};
use crate::app::text::lab as text;

/// More filters than these may be shown as colours, so that all of them fit.
const MOST_IN_NUMBERS: usize = 6;
/// Between two filters beside each other.
const BLOCK_GAP: f32 = 6.0;
/// Between the input and the first filter: guide lines need room.
const LEAD: f32 = 14.0;
/// Below kernels, for the line that gathers their sums.
const GATHERED: f32 = 12.0;
/// For the arrow before a product, and for the sum behind it.
const ARROW: f32 = 20.0;
const SUM: f32 = 46.0;
/// For "= value" between a bias and the output.
const VALUE: f32 = 84.0;

/// How filters stand: so many beside each other, where one alone has its kernels below the channels that they see, and whether
/// window × kernel stands beside each kernel.
#[derive(Clone, Copy)]
struct Way {
    across: usize,
    products: bool,
}

/// The operands by what they are.
struct Table<'a> {
    operands: &'a [Operand],
    groups: usize,
    sums: &'a [FilterSum],
    /// A grid for each channel: the input or its gradient.
    top: usize,
    /// A grid for each filter and channel: kernels, or the gradients of their weights.
    body: usize,
    /// A grid for each filter: the output or the upstream gradient.
    end: usize,
    bias: Option<usize>,
    products: Option<usize>,
    room: &'a Room,
    theme: Theme,
}

/// The board of several channels in this room.
pub(super) fn board(
    operands: &[Operand],
    (groups, sums): (usize, &[FilterSum]),
    room: &Room,
    theme: Theme,
) -> Board {
    let of = |ids: &[OperandId]| operands.iter().position(|operand| ids.contains(&operand.id));
    let (Some(top), Some(body), Some(end)) = (
        of(&[OperandId::Input, OperandId::InputGradient]),
        of(&[OperandId::Kernel, OperandId::WeightGradient]),
        of(&[OperandId::Output, OperandId::Upstream]),
    ) else {
        return super::line::board(operands, room, theme);
    };
    let (bias, products) = (of(&[OperandId::Bias]), of(&[OperandId::Products]));
    Table { operands, groups, sums, top, body, end, bias, products, room, theme }.board()
}

impl Table<'_> {
    fn filters(&self) -> usize {
        self.operands[self.end].grids.len()
    }

    fn per_group(&self) -> usize {
        self.operands[self.top].grids.len() / self.groups
    }

    /// The channel that a kernel of a filter sees.
    fn channel(&self, filter: usize, kernel: usize) -> usize {
        filter / (self.filters() / self.groups) * self.per_group() + kernel
    }

    fn board(&self) -> Board {
        let (way, side, corner) = self.best();
        let board = self.laid_out(way, side, true);
        Board { corner: board.corner.filter(|_| corner), ..board }
    }

    /// The way and the side of cells with which all fits, and whether the formula stands in the corner. Where nothing fits
    /// in numbers, that which has to be scrolled the least.
    fn best(&self) -> (Way, f32, bool) {
        let room = self.room;
        let fits = |board: &Board, height: f32| board.width <= room.width && board.height <= height;
        let sides =
            |least: f32| (least as usize..=room.largest.max(least) as usize).rev().map(|side| side as f32);
        let plain: Vec<Way> = (1..=self.filters()).map(|across| Way { across, products: false }).collect();
        let first = |ways: &[Way], least: f32| {
            sides(least).find_map(|side| {
                let way = ways.iter().find(|way| fits(&self.laid_out(**way, side, false), room.height))?;
                Some((*way, side, false))
            })
        };
        // Products stand beside kernels where there is room for badges, too; with the formula in the corner there is more.
        let product_side = (BADGED * room.least_type).ceil();
        let with_products = self.products.map(|_| Way { across: 1, products: true });
        let with_formula = with_products.and_then(|way| {
            let tall = |side: &f32| {
                let board = self.laid_out(way, *side, false);
                board.corner.is_some() && fits(&board, room.height + room.formula)
            };
            Some((way, sides(product_side).find(tall)?, true))
        });
        let has_numbers = [self.top, self.body, self.end].iter().all(|&operand| {
            let grid = &self.operands[operand].grids[0];
            grid.columns.max(grid.rows()) <= MAX_NUMBER_COLUMNS
        });
        let as_colors = !has_numbers || self.filters() > MOST_IN_NUMBERS && !room.narrow;
        let least = if has_numbers { MIN_NUMBER_SIDE } else { 4.0 };
        let over = |way: &Way| {
            let board = self.laid_out(*way, least, false);
            (board.width - room.width).max(0.0) + (board.height - room.height).max(0.0)
        };
        with_formula
            .or_else(|| first(&[with_products?], product_side))
            .or_else(|| first(&plain, MIN_NUMBER_SIDE))
            .or_else(|| if as_colors { first(&plain, 4.0) } else { None })
            .or_else(|| {
                Some((plain.iter().copied().min_by(|a, b| over(a).total_cmp(&over(b)))?, least, false))
            })
            .unwrap_or((Way { across: 1, products: false }, least, false))
    }

    /// Everything in its place; lines only if they are to be `drawn`, since they are looked for in all cells.
    fn laid_out(&self, way: Way, side: f32, drawn: bool) -> Board {
        let mut draft = Draft::new(self.operands, side, self.room, self.theme);
        let head = title_height(self.room);
        let ([kernel_w, kernel_h], [top_w, top_h], [_, end_h]) = (
            self.operands[self.body].grids[0].extent(side),
            self.operands[self.top].grids[0].extent(side),
            self.operands[self.end].grids[0].extent(side),
        );
        let kernel_w = kernel_w + if way.products { ARROW + kernel_w + SUM } else { 0.0 };
        // Where there is one block in a line, its kernels stand below their channels.
        let (column, kernel_gap) = match way.across {
            1 => (top_w.max(kernel_w) + GAP, None),
            _ => (top_w + GAP, Some(kernel_w + 8.0)),
        };
        let channels = self.operands[self.top].grids.len();
        let mut windows = Vec::new();
        for channel in 0..channels {
            let x = channel as f32 * column;
            self.title(&mut draft, self.top, channel, [x, 0.0]);
            let rect = draft.grid(self.top, channel, [x, head]);
            windows.push(if drawn { draft.lit(self.top, channel, rect) } else { None });
        }
        let begin = head + top_h + LEAD;
        let gathered = if way.products { GATHERED } else { 0.0 };
        let height = head + kernel_h.max(end_h) + gathered + 8.0;
        let mut block_w = 0.0;
        for filter in 0..self.filters() {
            let (line, place) = (filter / way.across, filter % way.across);
            let (x, y) = (place as f32 * block_w, begin + line as f32 * height);
            let left = |kernel: usize| match kernel_gap {
                None => self.channel(filter, kernel) as f32 * column,
                Some(gap) => x + kernel as f32 * gap,
            };
            let end = match kernel_gap {
                None => channels as f32 * column,
                Some(gap) => x + self.per_group() as f32 * gap + 6.0,
            };
            let right = self.block(&mut draft, way, filter, &left, [end, y], &windows);
            block_w = right - x + BLOCK_GAP;
        }
        draft.board.corner =
            sums::table(&mut draft, self.sums, self.room, (channels as f32 * column, head + top_h));
        draft.board
    }

    /// A filter: its kernels, its bias, and what it makes. Answers where it ends.
    fn block(
        &self,
        draft: &mut Draft,
        way: Way,
        filter: usize,
        left: &dyn Fn(usize) -> f32,
        [end, y]: [f32; 2],
        windows: &[Option<Rect>],
    ) -> f32 {
        let head = title_height(self.room);
        let sum = self.sums.get(filter);
        let kernels: Vec<Rect> = (0..self.per_group())
            .map(|kernel| draft.grid(self.body, filter * self.per_group() + kernel, [left(kernel), y + head]))
            .collect();
        self.title(draft, self.body, filter * self.per_group(), [kernels[0].x, y]);
        let bottom = kernels[0].bottom() + 4.0;
        let mut gathered = Vec::new();
        for (kernel, rect) in kernels.iter().enumerate() {
            let [_, middle] = rect.middle();
            if let (true, Some(products)) = (way.products, self.products) {
                let arrow = [rect.right() + ARROW / 2.0, middle + 5.0];
                draft.say(arrow, 14.0, Anchor::Middle, "→", Token::Muted);
                let at = [rect.right() + ARROW, rect.y];
                let product = draft.grid(products, filter * self.per_group() + kernel, at);
                if filter == 0 && kernel == 0 {
                    let title = self.operands[products].title;
                    draft.say(
                        [product.x, y + self.room.title],
                        self.room.title,
                        Anchor::Start,
                        title.get(),
                        Token::Muted,
                    );
                }
                let x = product.right() + SUM / 2.0;
                if let Some(word) = sum.and_then(|sum| sum.channels.get(kernel)?.as_ref()) {
                    draft.word([x, middle + 0.36 * 22.0], fitting(word, SUM, 22.0), Anchor::Middle, word);
                }
                gathered.push([x, middle + 16.0]);
            }
        }
        let [end_w, end_h] = self.operands[self.end].grids[0].extent(draft.side);
        let mut x = end;
        let mut value_at = None;
        if let Some(bias) = self.bias {
            let [_, middle] = kernels[0].middle();
            let at = [x, middle - draft.side / 2.0];
            draft.say(
                [x + draft.side / 2.0, at[1] - 7.0],
                self.room.title,
                Anchor::Middle,
                self.operands[bias].title.get(),
                Token::Muted,
            );
            let rect = draft.grid(bias, filter, at);
            gathered.push([rect.middle()[0], rect.bottom()]);
            x = rect.right();
            if let Some(word) = sum.and_then(|sum| sum.value.as_ref()).filter(|_| way.across == 1) {
                draft.say([x + 16.0, middle + 7.0], 20.0, Anchor::Middle, "=", Token::Muted);
                let (size, middle_x) = (fitting(word, VALUE - 34.0, 26.0), x + 28.0 + (VALUE - 34.0) / 2.0);
                draft.word([middle_x, middle + 0.36 * size], size, Anchor::Middle, word);
                value_at = Some([middle_x, middle + 18.0]);
            }
            x += if self.sums.is_empty() || way.across > 1 { 12.0 } else { VALUE };
        }
        let at = [x, y + head + (kernels[0].h - end_h).max(0.0) / 2.0];
        self.title(draft, self.end, filter, [x, at[1] - head]);
        let made = draft.grid(self.end, filter, at);
        let lit = if windows.iter().any(Option::is_some) { draft.lit(self.end, filter, made) } else { None };
        if way.products && value_at.is_some() {
            self.gather(draft, &gathered, value_at, bottom + GATHERED - 4.0);
        }
        if let Some(lit) = lit {
            for (kernel, rect) in kernels.iter().enumerate() {
                let window = windows[self.channel(filter, kernel)];
                draft.board.guides.extend(window.map(|window| guides::below(window, *rect)));
            }
            let last = kernels[kernels.len() - 1];
            let from = match value_at {
                Some([x, y]) => Rect { x: x + 16.0, y: y - 20.0, w: 0.0, h: 4.0 },
                None => Rect { x: last.right(), w: 0.0, ..last },
            };
            draft.board.guides.push(guides::between(from, lit));
        }
        let title = self.operands[self.end].title.chars().count() + 2;
        x + end_w.max(width(title, self.room.title))
    }

    /// The line from all partial sums and the bias to the value.
    fn gather(&self, draft: &mut Draft, from: &[[f32; 2]], to: Option<[f32; 2]>, y: f32) {
        let (Some(first), Some(to)) = (from.first(), to) else { return };
        let mut lines = guides::way(&[[first[0], y], [to[0], y], to]);
        lines.extend(from.iter().map(|[x, top]| [*x, *top, *x, y]));
        draft.board.guides.push(lines);
        draft.reach(to[0], y);
    }

    /// The title of a grid: of several of an operand each has its own.
    fn title(&self, draft: &mut Draft, operand: usize, grid: usize, [x, y]: [f32; 2]) {
        let Operand { id, title, size, grids, .. } = &self.operands[operand];
        let (number, name) = match *id {
            OperandId::Kernel => (grid / self.per_group(), text::numbered(title, grid / self.per_group())),
            OperandId::WeightGradient => {
                (grid / self.per_group(), text::of_filter(title, grid / self.per_group()))
            }
            OperandId::Output | OperandId::Upstream if grids.len() > 1 => (grid, text::numbered(title, grid)),
            _ => (grid, text::grid(title, grid, grids.len())),
        };
        let size = if self.room.sizes && number == 0 { size.as_str() } else { "" };
        draft.title([x, y + self.room.title], self.room.title, &name, size);
    }
}

/// The size of type, at most so large, with which a word fits into this width.
fn fitting(word: &Word, room: f32, most: f32) -> f32 {
    most.min(room / width(word.text.chars().count(), 1.0).max(1.0))
}
