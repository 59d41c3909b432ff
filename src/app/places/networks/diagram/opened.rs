//! A module opened in place: its rows as small boxes, branches one below the other, and what joins them.

use super::label;
use crate::app::places::networks::table::Table;
use crate::network::{NodeId, Plan};

/// A row of the opened module.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Cell {
    pub row: usize,
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
    /// "3×3 · 208".
    pub label: String,
}

/// A module, opened.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Opened {
    pub module: usize,
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
    pub cells: Vec<Cell>,
    /// Where values flow, from place to place.
    pub lines: Vec<[[f32; 2]; 2]>,
}

const CELL: [f32; 2] = [68.0, 30.0];
/// From one cell to the next, across and down.
const STEP: [f32; 2] = [78.0, 40.0];
/// Between the frame and its cells: where branches part and join.
const MARGIN: [f32; 2] = [26.0, 14.0];

/// The rows of each branch, in the order of the joining node's inputs; a branch without any is a plain skip.
fn branches(plan: &Plan, table: &Table, module: usize) -> Vec<Vec<usize>> {
    let found = &table.modules[module];
    let Some(join) = found.join else { return vec![table.rows_of(module).collect()] };
    let row_of = |id: NodeId| table.rows_of(module).find(|&row| table.rows[row].nodes[0] == id);
    let mut taken = Vec::new();
    let mut branch = |&end: &NodeId| {
        let (mut at, mut rows) = (end, Vec::new());
        while found.nodes.contains(&at.0) {
            if let Some(row) = row_of(at).filter(|row| !taken.contains(row)) {
                taken.push(row);
                rows.push(row);
            }
            // Where a branch has branches itself, what is left is shown behind the first of them.
            let Some(&before) = plan.inputs(at).first() else { break };
            at = before;
        }
        rows.reverse();
        rows
    };
    let mut branches: Vec<Vec<usize>> = plan.inputs(join).iter().map(&mut branch).collect();
    let rest: Vec<usize> = table.rows_of(module).filter(|row| !taken.contains(row)).collect();
    if !rest.is_empty() {
        branches.push(rest);
    }
    branches
}

/// How wide and high the opened module is.
pub(super) fn size(plan: &Plan, table: &Table, module: usize) -> [f32; 2] {
    let branches = branches(plan, table, module);
    let longest = branches.iter().map(Vec::len).max().unwrap_or(0) as f32;
    let lanes = branches.len() as f32;
    [
        longest * STEP[0] - (STEP[0] - CELL[0]) + 2.0 * MARGIN[0],
        lanes * STEP[1] - (STEP[1] - CELL[1]) + 2.0 * MARGIN[1],
    ]
}

impl Opened {
    /// The module with its left side at `x`, and its middle on the axis.
    pub(super) fn new(plan: &Plan, table: &Table, module: usize, [x, axis]: [f32; 2]) -> Self {
        let ([width, height], branches) = (size(plan, table, module), branches(plan, table, module));
        let y = axis - height / 2.0;
        let (mut cells, mut lines) = (Vec::new(), Vec::new());
        let ends = [[x, axis], [x + width, axis]];
        let longest = branches.iter().map(Vec::len).max().unwrap_or(0);
        for (lane, rows) in branches.iter().enumerate() {
            let top = y + MARGIN[1] + lane as f32 * STEP[1];
            let middle = top + CELL[1] / 2.0;
            // A shorter branch stands in the middle.
            let indent = (longest - rows.len()) as f32 * STEP[0] / 2.0;
            let mut from = ends[0];
            for (index, &row) in rows.iter().enumerate() {
                let left = x + MARGIN[0] + indent + index as f32 * STEP[0];
                lines.push([from, [left, middle]]);
                from = [left + CELL[0], middle];
                let label = label(plan, &table.rows[row]);
                cells.push(Cell { row, x: left, y: top, width: CELL[0], height: CELL[1], label });
            }
            if rows.is_empty() {
                let over = [x + MARGIN[0], middle];
                lines.push([from, over]);
                lines.push([over, [x + width - MARGIN[0], middle]]);
                from = [x + width - MARGIN[0], middle];
            }
            lines.push([from, ends[1]]);
        }
        Self { module, x, y, width, height, cells, lines }
    }
}
