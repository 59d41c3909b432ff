//! [`Cell`]: a square with a number. [`CellPaint`]: its text and colours, for whoever draws it.

use std::rc::Rc;

use crate::app::color::{Palette, Rgb, Theme, Token, mixed, type_on};
use crate::app::numbers::trimmed;
use crate::app::text::lab as text;

/// One cell of a grid.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Cell {
    /// `None`: hidden, or not there yet.
    pub value: Option<f32>,
    /// What stands in the cell instead of the number.
    pub letter: Option<Rc<str>>,
    pub palette: Palette,
    /// The palette ends at ± this.
    pub range: f32,
    pub look: Look,
    /// Whether the present step touches it: framed in ink.
    pub lit: bool,
    /// Small text at the lower right, as "×1".
    pub badge: Option<Badge>,
}

/// Small text in a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Badge {
    /// What it says.
    pub text: Rc<str>,
    /// The value that it names, if any, and of what kind that is.
    pub value: Option<(f32, Palette)>,
}

/// How a cell takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// As it is.
    Plain,
    /// Added around the values: a dashed frame, muted.
    Padded,
    /// Computed, and cropped by the padding: likewise a dashed frame, muted.
    Cropped,
    /// Left over at the border: hatched.
    Discarded,
    /// Its step is still to come.
    Dim,
    /// Its value is still to come: a soft panel.
    Empty,
}

/// A cell as it is painted.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct CellPaint {
    /// What stands in it; empty where there is nothing to read.
    pub text: String,
    pub ground: Option<Rgb>,
    pub ink: Rgb,
    pub frame: Option<Rgb>,
    pub dashed: Option<Rgb>,
    pub hatched: Option<Rgb>,
    pub badge: Option<(Rc<str>, Rgb)>,
}

/// What a dim cell keeps of its colour.
const DIM: f32 = 0.4;

impl Badge {
    /// The badge of a value that is multiplied with a weight.
    pub fn times(weight: f32) -> Self {
        Self { text: format!("×{}", trimmed(weight)).into(), value: Some((weight, Palette::Weight)) }
    }

    /// A word of no kind.
    pub fn word(text: &str) -> Self {
        Self { text: text.into(), value: None }
    }
}

impl Cell {
    /// A cell that shows its value and nothing else.
    pub fn new(value: f32, palette: Palette, range: f32) -> Self {
        Self { value: Some(value), letter: None, palette, range, look: Look::Plain, lit: false, badge: None }
    }

    /// The same with a letter instead of its number, where there is one.
    pub fn lettered(self, letter: Option<String>) -> Self {
        Self { letter: letter.map(Rc::from), ..self }
    }

    /// The same without its badge.
    pub fn without_badge(&self) -> Self {
        Self { badge: None, ..self.clone() }
    }

    /// The value, unless it is hidden.
    pub fn shown(&self) -> Option<f32> {
        self.value.filter(|_| self.look != Look::Empty)
    }

    /// Whether people may change it, where the grid lets them.
    pub fn is_editable(&self) -> bool {
        matches!(self.look, Look::Plain | Look::Dim | Look::Discarded)
    }

    /// What a screen reader says; `at` is its row and column.
    pub fn spoken(&self, at: [isize; 2]) -> String {
        let value = self.shown().map_or_else(|| text::HIDDEN.to_string(), trimmed);
        let value = match &self.letter {
            Some(letter) if self.shown().is_some() => format!("{letter} = {value}"),
            _ => value,
        };
        let role = match self.look {
            Look::Padded => Some(text::PADDED_CELL),
            Look::Cropped => Some(text::CROPPED_CELL),
            Look::Discarded => Some(text::UNUSED_CELL),
            _ => None,
        };
        text::cell(at, &value, role)
    }

    /// Its text and colours.
    ///
    /// ```
    /// use convoscope::app::color::{Palette, Theme};
    /// use convoscope::app::figure::{Cell, Look};
    /// let cell = Cell { lit: true, ..Cell::new(2.0, Palette::Activation, 2.0) };
    /// let paint = cell.paint(Theme::LIGHT);
    /// assert_eq!((paint.text.as_str(), paint.ground), ("2", Some([8, 119, 189])));
    /// assert!(paint.frame.is_some());
    /// assert_eq!(Cell { look: Look::Empty, ..cell }.paint(Theme::LIGHT).text, "");
    /// ```
    pub fn paint(&self, theme: Theme) -> CellPaint {
        let Self { value: _, letter, palette, range, look, lit, badge } = self;
        let (value, token) = (self.shown(), |token: Token| token.rgb(theme));
        let ground = match look {
            Look::Empty => Some(token(Token::Soft)),
            Look::Padded | Look::Cropped => None,
            Look::Dim => value.map(|value| palette.color(DIM * value, *range, theme)),
            Look::Plain | Look::Discarded => value.map(|value| palette.color(value, *range, theme)),
        };
        let ink = match (look, ground) {
            (Look::Padded | Look::Cropped, _) if *lit => token(Token::Ink),
            (Look::Padded | Look::Cropped | Look::Dim, _) => token(Token::Muted),
            (_, Some(ground)) => type_on(ground),
            (_, None) => token(Token::Ink),
        };
        // Below zero it has the other end of the palette, as in the grid that it comes from.
        let named = |(value, palette): (f32, Palette)| match value {
            0.0 => ink,
            _ => mixed(ink, palette.color(value.signum(), 1.0, theme), 0.55),
        };
        CellPaint {
            text: value.map_or_else(String::new, |value| {
                letter.as_ref().map_or_else(|| trimmed(value), |letter| letter.to_string())
            }),
            ground,
            ink,
            frame: lit.then(|| token(Token::Ink)),
            dashed: (matches!(look, Look::Padded | Look::Cropped) && !lit).then(|| token(Token::Dash)),
            hatched: (*look == Look::Discarded).then(|| token(Token::Warning)),
            badge: badge.as_ref().map(|badge| (badge.text.clone(), badge.value.map_or(ink, named))),
        }
    }
}

/// About as wide as a text of numbers gets, in parts of the size of its type: nobody can measure it here.
pub fn text_width(text: &str) -> f32 {
    let is_small = |c: char| ".,₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c);
    text.chars().map(|c| if is_small(c) { 0.36 } else { 0.64 }).sum()
}

/// The largest size of type with which a text fits into a cell, in parts of the cell's side.
pub fn fitting_type(text: &str) -> f32 {
    0.86 / text_width(text).max(f32::MIN_POSITIVE)
}

/// The largest magnitude: what a palette ends at; at least `least`.
pub fn range(values: &[f32], least: f32) -> f32 {
    values.iter().fold(least, |range, value| value.abs().max(range))
}
