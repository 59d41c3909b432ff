//! A network as a picture, laid out from its table: boxes along one axis, as high as their maps and as wide as their channels,
//! modules collapsed or, one of them, opened in place; and strips over the same axis.

mod opened;

use super::table::{Item, Row, Table};
use crate::app::text::networks as text;
use crate::layers::Layer;
use crate::layers::pool::PoolKind;
use crate::network::{NodeId, Plan};
use crate::shape::Shape;

pub use opened::Opened;

/// A rectangle that stands for an item.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Block {
    pub item: Item,
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// A skip over what lies between two places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arc {
    /// Where it leaves the axis.
    pub from: f32,
    /// Where it comes back.
    pub to: f32,
    /// How high it goes.
    pub top: f32,
}

/// A stretch of the axis on which maps have the same rows and columns.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Stage {
    pub rows: usize,
    pub columns: usize,
    pub from: f32,
    pub to: f32,
}

/// A network, drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagram {
    /// As wide as was asked for.
    pub width: f32,
    /// As high as was asked for.
    pub height: f32,
    /// The height of the axis.
    pub axis: f32,
    /// What lies on the axis, in order; not the opened module.
    pub blocks: Vec<Block>,
    /// Skips over blocks.
    pub arcs: Vec<Arc>,
    /// Where maps have which size.
    pub stages: Vec<Stage>,
    /// The opened module.
    pub opened: Option<Opened>,
}

/// A bar over the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it is about; rows of the opened module have their own.
    pub item: Item,
    /// Where it begins.
    pub x: f32,
    /// How wide it is.
    pub width: f32,
    /// How much there is.
    pub value: u64,
    /// The same as a part of the largest.
    pub share: f32,
}

/// Bars of one quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// In the order of the axis.
    pub bars: Vec<Bar>,
    /// The item with the most, collapsed or not, and its part of all.
    pub most: Option<(Item, f32)>,
}

/// The least there is between two boxes.
const LEAST_GAP: f32 = 3.0;
/// The most.
const LARGEST_GAP: f32 = 24.0;
/// The narrowest and the flattest box.
const LEAST_SIDE: f32 = 3.0;
/// Pixels for the root of a number of channels, at most.
const WIDEST: f32 = 4.0;

impl Diagram {
    /// The picture on `width` × `height` pixels, with a module opened or none. Areas stand for numbers: a box is as high as
    /// the root of its rows and as wide as the root of its channels.
    pub fn new(plan: &Plan, table: &Table, opened: Option<usize>, [width, height]: [f32; 2]) -> Self {
        let items = table.items();
        let opened = opened.filter(|&module| items.contains(&Item::Module(module)));
        let own = opened.map(|module| opened::size(plan, table, module));
        let (free, gaps) =
            (width - own.map_or(0.0, |[width, _]| width), items.len().saturating_sub(1) as f32);
        let is_opened = |item: &Item| matches!(item, Item::Module(module) if Some(*module) == opened);
        let root = |item: &Item| (plan.shape(table.end(*item)).c as f32).sqrt();
        let roots: f32 = items.iter().filter(|item| !is_opened(item)).map(root).sum();
        let scale = ((free - LEAST_GAP * gaps) / roots.max(1.0)).clamp(0.0, WIDEST);
        let wide = |item: &Item| {
            if is_opened(item) {
                own.map_or(0.0, |[width, _]| width)
            } else {
                (scale * root(item)).max(LEAST_SIDE)
            }
        };
        let used: f32 = items.iter().map(wide).sum();
        let gap = if gaps > 0.0 { ((width - used) / gaps).clamp(0.0, LARGEST_GAP) } else { 0.0 };
        let largest = items.iter().map(|item| plan.shape(table.end(*item)).h).max().unwrap_or(1);
        let high = |shape: Shape| (height * (shape.h as f32 / largest as f32).sqrt()).max(LEAST_SIDE);

        let axis = height / 2.0;
        let mut diagram =
            Self { width, height, axis, blocks: vec![], arcs: vec![], stages: vec![], opened: None };
        let mut x = (width - used - gap * gaps).max(0.0) / 2.0;
        for item in &items {
            let (item_width, shape) = (wide(item), plan.shape(table.end(*item)));
            diagram.extend_stages(shape, x, x + item_width);
            if let (Item::Module(module), true) = (*item, is_opened(item)) {
                diagram.opened = Some(Opened::new(plan, table, module, [x, axis]));
            } else {
                let height = high(shape);
                diagram.blocks.push(Block {
                    item: *item,
                    x,
                    y: axis - height / 2.0,
                    width: item_width,
                    height,
                });
            }
            x += item_width + gap;
        }
        diagram.arcs = diagram.skips(plan, table);
        diagram
    }

    fn extend_stages(&mut self, shape: Shape, from: f32, to: f32) {
        match self.stages.last_mut().filter(|stage| (stage.rows, stage.columns) == (shape.h, shape.w)) {
            Some(stage) => stage.to = to,
            None => self.stages.push(Stage { rows: shape.h, columns: shape.w, from, to }),
        }
    }

    /// Where an item begins and ends on the axis: a row of a collapsed module is where that is.
    pub fn place(&self, table: &Table, item: Item) -> Option<[f32; 2]> {
        let module = match item {
            Item::Row(row) => table.rows[row].module.map(Item::Module),
            Item::Module(_) => None,
        };
        let block = self.blocks.iter().find(|block| block.item == item || Some(block.item) == module);
        let frame = self
            .opened
            .as_ref()
            .filter(|opened| [Some(item), module].contains(&Some(Item::Module(opened.module))));
        block
            .map(|block| [block.x, block.x + block.width])
            .or(frame.map(|opened| [opened.x, opened.x + opened.width]))
    }

    /// Arcs over collapsed modules that add what came in, and from what lies further back to whatever else joins it.
    fn skips(&self, plan: &Plan, table: &Table) -> Vec<Arc> {
        let item_at = |id: NodeId| {
            let inside = |item: &&Item| match **item {
                Item::Row(row) => table.rows[row].nodes.contains(&id),
                Item::Module(module) => table.modules[module].nodes.contains(&id.0),
            };
            table.items().iter().find(inside).copied()
        };
        // What has no item of its own, as an activation behind a sum, is where its input is.
        let item_of = |mut id: NodeId| loop {
            match item_at(id) {
                Some(item) => return Some(item),
                None => id = *plan.inputs(id).iter().max()?,
            }
        };
        let mut arcs = Vec::new();
        for id in plan.ids().filter(|&id| plan.inputs(id).len() > 1) {
            for &input in plan.inputs(id) {
                let module = table.modules.iter().find(|module| module.nodes.contains(&id.0));
                let outside = module.is_some_and(|module| !module.nodes.contains(&input.0));
                let far = module.is_none() && input.0 + 1 < id.0;
                if !(outside || far) {
                    continue;
                }
                let ends = [input, id].map(|id| self.place(table, item_of(id)?));
                let to = ends[1].filter(|to| self.opened.as_ref().is_none_or(|opened| opened.x != to[0]));
                let Some([_, end]) = to else { continue };
                let from = ends[0].map_or(0.0, |[_, end]| end);
                let between = self.blocks.iter().filter(|block| block.x >= from - 0.1 && block.x < end);
                let top = between.map(|block| block.y).fold(self.axis, f32::min);
                arcs.push(Arc { from, to: end, top: (top - 10.0).max(0.0) });
            }
        }
        arcs
    }

    /// Bars of a quantity, each where its item is; the rows of an opened module share its width.
    pub fn strip(&self, table: &Table, quantity: fn(Item, &Table) -> u64) -> Strip {
        let blocks = self.blocks.iter().map(|block| (block.item, block.x, block.width));
        let inside = self.opened.iter().flat_map(|opened| {
            let rows: Vec<usize> = table.rows_of(opened.module).collect();
            let width = opened.width / rows.len() as f32;
            let at = move |(index, row): (usize, usize)| {
                (Item::Row(row), opened.x + width * (index as f32 + 0.1), 0.8 * width)
            };
            rows.into_iter().enumerate().map(at).collect::<Vec<_>>()
        });
        let mut bars: Vec<Bar> = blocks
            .chain(inside)
            .map(|(item, x, width)| Bar { item, x, width, value: quantity(item, table), share: 0.0 })
            .collect();
        bars.sort_by(|a, b| a.x.total_cmp(&b.x));
        let largest = bars.iter().map(|bar| bar.value).max().unwrap_or(0).max(1);
        bars.iter_mut().for_each(|bar| bar.share = bar.value as f32 / largest as f32);
        let items = table.items();
        let total: u64 = items.iter().map(|&item| quantity(item, table)).sum();
        // The first of those that have as much.
        let most = items.iter().rev().copied().max_by_key(|&item| quantity(item, table));
        let most = most.map(|item| (item, quantity(item, table) as f32 / total.max(1) as f32));
        Strip { bars, most }
    }
}

/// Trained parameters of an item.
pub fn params(item: Item, table: &Table) -> u64 {
    table.cost(item).params
}

/// Multiply-adds of an item.
pub fn macs(item: Item, table: &Table) -> u64 {
    table.cost(item).macs
}

/// "3×3 · 208": the window and the channels of a row; "max 3×3" of a pool.
fn label(plan: &Plan, row: &Row) -> String {
    let channels = row.output.c;
    let window = row.window.map(|[rows, columns]| format!("{}×{}", rows.size, columns.size));
    match (plan.layer(row.nodes[0]), window) {
        (Some(Layer::Pool(pool)), Some(window)) if pool.kind == PoolKind::Max => {
            format!("{} {window}", text::MAX)
        }
        (Some(Layer::Pool(_)), Some(window)) => format!("{} {window}", text::AVERAGE),
        (_, Some(window)) => format!("{window} · {channels}"),
        (_, None) => channels.to_string(),
    }
}
