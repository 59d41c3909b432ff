//! Two linear layers, and the one matrix that does the same.

use super::Functions;
use crate::app::color::Palette;
use crate::app::figure::{Cell, Formula, Grid, Operand, OperandId, Role, Word, range};
use crate::app::lab::{Pointer, Table};
use crate::app::numbers::{bracketed, trimmed};
use crate::app::text::Text;
use crate::app::text::functions as text;
use crate::layers::activation::Activation;
use crate::layers::dense::Dense;
use crate::layers::{Layer, LayerPass, Phase};
use crate::shape::Shape;

/// What comes out of an input.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Collapsed {
    /// W₁·x.
    pub hidden: [f32; 2],
    /// W₂·(W₁·x).
    pub two_layers: [f32; 2],
    /// W₂·W₁, row by row.
    pub product: [f32; 4],
    /// (W₂·W₁)·x.
    pub one_layer: [f32; 2],
    /// W₂·f(W₁·x).
    pub with_function: [f32; 2],
}

/// Through the layers that also train.
///
/// ```
/// use convoscope::app::places::functions::{Functions, collapsed};
/// let all = collapsed(&Functions { first: [1.0, 2.0, 3.0, 1.0], second: [2.0, 0.0, 1.0, -1.0], x: [1.0, 1.0], ..Functions::default() });
/// assert_eq!(all.product, [2.0, 4.0, -2.0, 1.0]);
/// assert_eq!((all.two_layers, all.one_layer), ([6.0, -1.0], [6.0, -1.0]));
/// ```
pub fn collapsed(functions: &Functions) -> Collapsed {
    let Functions { first, second, x, .. } = functions;
    let hidden = dense(first, x);
    // A column of W is what W₂ makes of a column of W₁.
    let [left, right] = [[first[0], first[2]], [first[1], first[3]]].map(|column| dense(second, &column));
    let product = [left[0], right[0], left[1], right[1]];
    let between = hidden.map(|value| functions.activation().value(value));
    Collapsed {
        hidden,
        two_layers: dense(second, &hidden),
        product,
        one_layer: dense(&product, x),
        with_function: dense(second, &between),
    }
}

fn dense(matrix: &[f32; 4], x: &[f32; 2]) -> [f32; 2] {
    let dense = Dense { bias: false, ..Dense::new(2) };
    let (shapes, inputs): ([Shape; 1], [&[f32]; 1]) = ([Shape::flat(2)], [x]);
    let pass = LayerPass::forward(&dense, 1, &shapes, &inputs, matrix, &[], Phase::Infer);
    pass.map_or([f32::NAN; 2], |pass| [pass.y[0], pass.y[1]])
}

pub(super) fn table(functions: &Functions) -> Table {
    let all = collapsed(functions);
    let row = |[name, formula]: [&str; 2], [first, second]: [f32; 2]| {
        vec![name.to_owned(), formula.to_owned(), trimmed(first), trimmed(second)]
    };
    let formula = text::with_function(&functions.name());
    Table {
        title: text::TITLES[1],
        head: text::LINEAR_HEAD.map(String::from).to_vec(),
        rows: vec![
            row(text::HIDDEN.map(Text::get), all.hidden),
            row(text::TWO_LAYERS.map(Text::get), all.two_layers),
            row(text::ONE_LAYER.map(Text::get), all.one_layer),
            row([text::BETWEEN.get(), &formula], all.with_function),
        ],
        chosen: None,
    }
}

impl Functions {
    /// W₂ · W₁ = W, and the input.
    pub(super) fn matrices(&self, pointer: &Pointer) -> Vec<Operand> {
        let all = collapsed(self);
        let [row, column] = [pointer.at / 2, pointer.at % 2];
        let limit = range(&[&self.first[..], &self.second].concat(), 1.0);
        let grid = |at: usize, columns: usize, cells: Vec<Cell>| {
            let (testid, name) = (format!("functions-{}", IDS[at]), text::MATRICES[at].to_string());
            Grid { editable: at != 2, pointable: at == 2, ..Grid::new(testid, name, columns, cells) }
        };
        let weights = |values: &[f32], lit: &dyn Fn(usize) -> bool| -> Vec<Cell> {
            let cell = |(i, value): (usize, &f32)| Cell {
                lit: lit(i),
                ..Cell::new(*value, Palette::Weight, 1.5 * limit)
            };
            values.iter().enumerate().map(cell).collect()
        };
        let product = |i: usize| Cell {
            lit: i == pointer.at,
            value: Some(all.product[i]).filter(|_| !(pointer.hidden && i == pointer.at)),
            ..Cell::new(0.0, Palette::Weight, 1.5 * range(&all.product, 1.0))
        };
        let input = self.x.iter().map(|x| Cell::new(*x, Palette::Activation, range(&self.x, 1.0))).collect();
        let operand = |at: usize, sign: &'static str, title: Text, size: &str, grid: Grid| Operand {
            sign,
            ..Operand::new(OperandId::Matrix(at), title, size.to_owned(), vec![grid], 0)
        };
        vec![
            operand(0, "", Text::of(text::W2), "2×2", grid(0, 2, weights(&self.second, &|i| i / 2 == row))),
            operand(
                1,
                "·",
                Text::of(text::W1),
                "2×2",
                grid(1, 2, weights(&self.first, &|i| i % 2 == column)),
            ),
            operand(2, "=", Text::of(text::W), "2×2", grid(2, 2, (0..4).map(product).collect())),
            operand(3, ",", Text::of(text::X), "2×1", grid(3, 1, input)),
        ]
    }

    /// A number of the product.
    pub(super) fn product_formula(&self, pointer: &Pointer) -> Formula {
        let [row, column] = [pointer.at / 2, pointer.at % 2];
        let product = |i: usize| {
            let [a, b] = [self.second[2 * row + i], self.first[2 * i + column]];
            let word =
                |value: f32| Word { text: bracketed(value), role: Role::Value(value, Palette::Weight) };
            let sign = if i > 0 { " + " } else { "" };
            vec![Word::sign(sign), word(a), Word::sign("·"), word(b)]
        };
        let value = collapsed(self).product[pointer.at];
        let total = Word { text: trimmed(value), role: Role::Total(value, Palette::Weight) };
        let total = (!pointer.hidden).then(|| vec![Word::sign(" = "), total]);
        let parts = [product(0), product(1)].into_iter().chain(total).collect();
        Formula { of: format!("w({row}, {column})"), parts, later: String::new() }
    }
}

/// The ends of stable names.
const IDS: [&str; 4] = ["w2", "w1", "w", "x"];

/// A function of every value, through the layer.
pub(super) fn applied(activation: Activation, shape: Shape, x: &[f32]) -> Vec<f32> {
    let (layer, shapes, inputs): (Layer, [Shape; 1], [&[f32]; 1]) = (activation.into(), [shape], [x]);
    LayerPass::forward(layer.cpu_op(), 1, &shapes, &inputs, &[], &[], Phase::Infer)
        .map_or_else(|_| vec![], |pass| pass.y)
}
