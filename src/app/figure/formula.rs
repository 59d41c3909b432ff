//! [`Formula`]: an equation in numbers, word by word.

use super::Spot;
use crate::app::color::{Palette, Rgb, Theme, Token};

/// An equation in numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Formula {
    /// The value that it is about, as "y(2, 3)".
    pub of: String,
    /// What it is equal to. Words of a part stay together on a line.
    pub parts: Vec<Vec<Word>>,
    /// What is still to come; empty where nothing is.
    pub later: String,
}

/// A part of a formula.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Word {
    pub text: String,
    pub role: Role,
}

/// What a word of a formula is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Role {
    /// A sign or a name.
    Sign,
    /// A label, as "channel 0: ".
    Label,
    /// A value, in the colour of its kind.
    Value(f32, Palette),
    /// The sum of a channel: where its cell is pointed at, its products stand before it.
    Partial(f32, Palette, Spot),
    /// The value that won a maximum.
    Winner,
    /// What it all comes to, in the colour of its kind.
    Total(f32, Palette),
}

impl Word {
    /// A sign or a name.
    pub fn sign(text: impl Into<String>) -> Self {
        Self { text: text.into(), role: Role::Sign }
    }

    /// The colour of its type.
    pub fn color(&self, theme: Theme) -> Rgb {
        match self.role {
            Role::Sign | Role::Winner => Token::Ink.rgb(theme),
            Role::Label => Token::Muted.rgb(theme),
            Role::Value(value, palette) | Role::Partial(value, palette, _) | Role::Total(value, palette) => {
                palette.word(value, theme)
            }
        }
    }

    /// Whether it is of more weight than the signs around it.
    pub const fn is_bold(&self) -> bool {
        matches!(self.role, Role::Winner | Role::Value(..) | Role::Partial(..) | Role::Total(..))
    }
}

impl Formula {
    /// All of its words as one text.
    pub fn text(&self) -> String {
        self.parts.iter().flatten().map(|word| word.text.as_str()).collect()
    }
}
