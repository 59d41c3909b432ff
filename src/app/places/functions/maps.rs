//! What a function does to maps: four kernels on a digit, before and after.

use super::Functions;
use super::linear::applied;
use crate::app::color::Palette;
use crate::app::figure::{Cell, Formula, Grid, Operand, OperandId, Role, Word, range};
use crate::app::lab::{Pointer, Table};
use crate::app::numbers::{percent, trimmed};
use crate::app::text::Text;
use crate::app::text::{functions as text, lab};
use crate::data::{Generator, Source};
use crate::layers::conv::Conv;
use crate::layers::{LayerPass, Phase};
use crate::shape::Shape;

/// Sobel's two, the Laplacian, and a relief.
const KERNELS: [[f32; 9]; 4] = [
    [-1.0, 0.0, 1.0, -2.0, 0.0, 2.0, -1.0, 0.0, 1.0],
    [-1.0, -2.0, -1.0, 0.0, 0.0, 0.0, 1.0, 2.0, 1.0],
    [0.0, 1.0, 0.0, 1.0, -4.0, 1.0, 0.0, 1.0, 0.0],
    [-2.0, -1.0, 0.0, -1.0, 0.0, 1.0, 0.0, 1.0, 2.0],
];

/// A digit, its maps, and the function of them.
pub(super) struct Maps {
    shape: Shape,
    input: Vec<f32>,
    before: Vec<f32>,
    after: Vec<f32>,
    maps: Shape,
}

impl Maps {
    pub(super) const COUNT: usize = KERNELS.len();

    pub(super) fn of(functions: &Functions) -> Self {
        let generator = Generator { noise: 0.0, seed: 3, ..Generator::of(Source::Digits) };
        let dataset = generator.dataset(0..1);
        let (shape, input) = (dataset.shape, dataset.image(0).iter().map(|&value| f32::from(value) / 255.0));
        let input: Vec<f32> = input.collect();
        let conv = Conv { bias: false, ..Conv::new(Self::COUNT, 3) };
        let (shapes, x): ([Shape; 1], [&[f32]; 1]) = ([shape], [&input]);
        let weights = KERNELS.concat();
        let (maps, before) = LayerPass::forward(&conv, 1, &shapes, &x, &weights, &[], Phase::Infer)
            .map_or((Shape::flat(0), vec![]), |pass| (pass.output, pass.y));
        let after = applied(functions.activation(), maps, &before);
        Self { shape, input, before, after, maps }
    }

    /// The part of maps that is exactly 0.
    fn zeros(&self) -> f32 {
        self.after.iter().filter(|value| **value == 0.0).count() as f32 / self.after.len().max(1) as f32
    }

    pub(super) fn remark(&self, name: &str) -> String {
        text::maps(name, &percent(self.zeros()))
    }

    fn map<'a>(&self, values: &'a [f32], at: usize) -> &'a [f32] {
        values.chunks(self.maps.area().max(1)).nth(at).unwrap_or(&[])
    }

    pub(super) fn operands(&self, at: usize) -> Vec<Operand> {
        let limit = range(&self.before, 1.0);
        let maps = |id: usize, name: Text, values: &[f32], limit: f32| {
            let grid = |map: usize| {
                let cells =
                    self.map(values, map).iter().map(|value| Cell::new(*value, Palette::Activation, limit));
                let testid = format!("functions-{}-{map}", ["before", "after"][id]);
                Grid::new(testid, text::map(&name, &text::KERNELS[map]), self.maps.w, cells)
            };
            let size = lab::size([self.maps.h, self.maps.w], [self.maps.h, self.maps.w]);
            Operand::new(OperandId::Matrix(id), name, size, (0..Self::COUNT).map(grid).collect(), at)
        };
        let cells = self.input.iter().map(|value| Cell::new(*value, Palette::Ink, 1.0));
        let input = Grid::new("functions-input".to_owned(), text::DIGIT.to_string(), self.shape.w, cells);
        let size = lab::size([self.shape.h, self.shape.w], [self.shape.h, self.shape.w]);
        vec![
            Operand::new(OperandId::Input, text::DIGIT, size, vec![input], 0),
            Operand { sign: "→", ..maps(0, text::BEFORE, &self.before, limit) },
            Operand { sign: "→", ..maps(1, text::AFTER, &self.after, range(&self.after, 0.01)) },
        ]
    }

    fn ends(&self, values: &[f32], map: usize) -> [f32; 2] {
        let of_map = self.map(values, map).iter();
        of_map.fold([f32::INFINITY, f32::NEG_INFINITY], |[least, most], value| {
            [least.min(*value), most.max(*value)]
        })
    }

    /// The function of the lowest cell of a map.
    pub(super) fn formula(&self, functions: &Functions, pointer: &Pointer) -> Formula {
        let [least, _] = self.ends(&self.before, pointer.at);
        let value = functions.activation().value(least);
        let total = Word { text: trimmed(value), role: Role::Total(value, Palette::Activation) };
        let of = Word { text: format!("{}({})", functions.name(), trimmed(least)), role: Role::Sign };
        let parts = match pointer.hidden {
            true => vec![vec![of]],
            false => vec![vec![of], vec![Word::sign(" = "), total]],
        };
        Formula { of: text::of_lowest(text::KERNELS[pointer.at].get()), parts, later: String::new() }
    }
}

pub(super) fn table(functions: &Functions) -> Table {
    let maps = Maps::of(functions);
    let row = |map: usize| {
        let ends = [maps.ends(&maps.before, map), maps.ends(&maps.after, map)].concat();
        let zeros = maps.map(&maps.after, map).iter().filter(|value| **value == 0.0).count();
        let share = percent(zeros as f32 / maps.maps.area().max(1) as f32);
        let numbers = ends.into_iter().map(trimmed).chain([share]);
        [text::KERNELS[map].to_string()].into_iter().chain(numbers).collect()
    };
    Table {
        title: text::TITLES[2],
        head: text::MAPS_HEAD.into_iter().chain([text::ZEROS]).map(String::from).collect(),
        rows: (0..Maps::COUNT).map(row).collect(),
        chosen: Some(functions.at),
    }
}
