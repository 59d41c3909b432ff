//! The link of functions, behind `view=functions`: `preset=relu` · `topic=linear` · `f=tanh` · `n=4` (layers in a row) ·
//! `w1=1,2,3,1` and `w2=2,0,1,-1` (matrices row by row) · `x=1,1` · `at=120` (the step; in curves x = −6 + at / 20).

use super::{FUNCTIONS, Functions, MAX_LAYERS, Topic, presets};
use crate::app::lab::{Linked, LinkedView, OwnView, print_linked, read_linked};
use crate::app::link::{Bounds, Key, by_name, finite, key, list, named, one_of};
use crate::app::text::{functions as text, link as words};

const LAYERS: Bounds<1> = Bounds([1], [MAX_LAYERS]);

/// As many finite numbers.
fn numbers<const N: usize>(text: &str) -> Option<[f32; N]> {
    let numbers: Vec<f32> = text.split(',').take(N + 1).map(finite).collect::<Option<_>>()?;
    numbers.try_into().ok()
}

const KEYS: &[Key<Functions>] = &[
    key!(
        "topic",
        text::TOPIC,
        topic,
        |topic: &Topic| named(&Topic::ALL, *topic),
        |text| by_name(&Topic::ALL, text),
        one_of(&Topic::ALL)
    ),
    key!(
        "f",
        text::FUNCTION_KEY,
        function,
        |at: &usize| FUNCTIONS[*at].1.to_owned(),
        |text: &str| FUNCTIONS.iter().position(|(_, id)| *id == text),
        words::one_of(FUNCTIONS.iter().map(|(_, id)| *id))
    ),
    key!("n", text::LAYERS_KEY, layers, usize::to_string, |text| LAYERS.count(text), LAYERS.expected()),
    key!("w1", text::MATRIX, first, |matrix: &[f32; 4]| list(matrix), numbers, text::FOUR_NUMBERS),
    key!("w2", text::MATRIX, second, |matrix: &[f32; 4]| list(matrix), numbers, text::FOUR_NUMBERS),
    key!("x", text::VECTOR, x, |x: &[f32; 2]| list(x), numbers, text::TWO_NUMBERS),
];

impl OwnView for Functions {
    const VIEW: LinkedView = LinkedView::Functions;
}

impl Linked for Functions {
    fn to_rest(&self) -> String {
        print_linked(self, presets(), &[KEYS, &[Key::STEP]])
    }

    fn from_rest(rest: &str) -> (Self, Vec<String>) {
        read_linked(rest, presets(), &[KEYS, &[Key::STEP]], Ok)
    }
}
