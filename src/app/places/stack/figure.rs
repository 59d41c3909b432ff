//! Stacks from the side.

use super::paths::{Counts, paths, paths_by};
use super::tower::Tower;
use super::{Stack, verdict};
use crate::app::color::Palette;
use crate::app::figure::{Cell, Figure, Formula, Layout, Level, Pyramid, Sight};
use crate::app::lab::{Example, Pointer};
use crate::app::numbers::{thousands, trimmed};
use crate::app::text::Text;
use crate::app::text::stack as text;

impl Stack {
    /// The stack, and the one beside it, with the unit lit that is pointed at.
    pub(super) fn pyramids(&self, pointer: &Pointer) -> Figure {
        let pointed = pointer.spot.map(|spot| (spot.grid, (spot.row as usize, spot.column as usize)));
        let own = (self.layer, pointer.at % self.row().output.w);
        let pyramid = |(number, tower): (usize, &Tower)| match pointed {
            Some((grid, unit)) if grid == number => pyramid(tower, unit, pointer.hidden),
            _ if number == 0 => pyramid(tower, own, pointer.hidden),
            _ => pyramid(tower, self.beside(tower, own), pointer.hidden),
        };
        let pyramids = self.towers.iter().enumerate().map(pyramid).collect();
        let sources: Vec<String> = self.towers.iter().map(|tower| tower.source.to_string()).collect();
        Figure {
            title: text::TITLE,
            example: Text::EMPTY,
            brief: String::new(),
            step: [self.at + 1, self.steps()],
            settings: sources.join(&format!("  {}  ", text::BESIDE)),
            size: String::new(),
            remark: verdict(self),
            layout: Layout::Pyramids(pyramids),
            operands: Vec::new(),
            symbols: Vec::new(),
            formula: Formula::default(),
            lines: 1,
        }
    }

    /// The unit at the end of the stack beside this one that stands over the same part of the input.
    fn beside(&self, other: &Tower, (layer, unit): (usize, usize)) -> (usize, usize) {
        let own = self.tower();
        let middle = own.rows[layer].middle(unit, own.rows[0].width());
        let part = (middle + 0.5) / own.rows[0].width() as f32;
        let (last, len) = (&other.rows[other.last()], other.rows[0].width());
        let off = |unit: &usize| ((last.middle(*unit, len) + 0.5) / len as f32 - part).abs();
        let unit = (0..last.width()).min_by(|a, b| off(a).total_cmp(&off(b))).unwrap_or(0);
        (other.last(), unit)
    }
}

fn pyramid(tower: &Tower, (looked_at, unit): (usize, usize), hidden: bool) -> Pyramid {
    let rows = &tower.rows;
    let (shown, len) = (tower.levels(looked_at), rows[0].width());
    let mut counts = paths(rows, looked_at, unit, 0);
    if hidden {
        // What it sees is to be predicted.
        counts[..looked_at].fill(Counts::new());
    }
    let level = |(at, &number): (usize, &usize)| {
        let row = &rows[number];
        let none = Counts::new();
        let lit = counts.get(number).unwrap_or(&none);
        let range = lit.values().fold(1.0, |most: f64, paths| most.max(*paths)) as f32;
        let cell = |unit: usize| {
            let value = lit.get(&unit).map(|paths| *paths as f32);
            Cell { value, lit: value.is_some(), ..Cell::new(0.0, Palette::Activation, range) }
        };
        let below = at.checked_sub(1).map(|below| shown[below]);
        let edges = |below: usize| {
            (0..row.width()).flat_map(move |unit| {
                let sources = paths(rows, number, unit, below).swap_remove(0);
                sources.into_keys().map(move |source| [unit, source])
            })
        };
        Level {
            row: number,
            name: short(&row.label),
            cells: (0..row.width()).map(cell).collect(),
            middles: (0..row.width()).map(|unit| row.middle(unit, len)).collect(),
            edges: below.map_or_else(Vec::new, |below| edges(below).collect()),
            is_current: number == looked_at,
        }
    };
    let levels = shown.iter().enumerate().map(level).collect();
    let sees = if hidden { Vec::new() } else { sights(tower, looked_at, unit) };
    let caption = match (hidden, rows[looked_at].field) {
        (true, _) => text::PREDICT.to_string(),
        (false, Some([_, field])) => {
            let inside = counts[0].len();
            let paths: f64 = counts[0].values().sum();
            text::sees(field.size, inside, &written(paths))
        }
        (false, None) => text::NO_FIELD.to_string(),
    };
    Pyramid { len, levels, sees, caption }
}

/// The end of a long name.
fn short(name: &str) -> String {
    const MOST: usize = 18;
    match name.chars().count().checked_sub(MOST) {
        None | Some(0) => name.to_owned(),
        Some(more) => format!("…{}", name.chars().skip(more + 1).collect::<String>()),
    }
}

/// A number of paths, in few digits where it is large.
fn written(paths: f64) -> String {
    if paths < 1e6 { thousands(paths as u64) } else { trimmed(paths as f32) }
}

/// What a unit sees of the input: one stretch, or one for each path where these look at different places.
fn sights(tower: &Tower, row: usize, unit: usize) -> Vec<Sight> {
    let rows = &tower.rows;
    let one = |name: String, from: i64, to: i64| Sight { from, to, name };
    if let (Some([_, field]), false) = (rows[row].field, rows[row].is_misaligned) {
        let from = field.start + (unit as u64 * field.stride) as i64;
        return vec![one(String::new(), from, from + field.size as i64)];
    }
    let branch = |number: usize| {
        let seen = paths_by(rows, (row, unit), 0, &[number]).swap_remove(0);
        let (from, to) = (*seen.keys().next()?, *seen.keys().next_back()? + 1);
        let name = &rows[rows[row].inputs[number].0].label;
        Some(one(text::through(name, to - from), from as i64, to as i64))
    };
    (0..rows[row].inputs.len()).filter_map(branch).collect()
}
