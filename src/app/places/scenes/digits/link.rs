//! Of digits, the link says: `on=digits` · `digits=7` (seed of the generated ones, or `none`) · `drawing=…` (strokes beside them, as in
//! Draw).

use super::Objects;
use crate::app::link::{Key, by_name, key, one_of};
use crate::app::places::scenes::ScenesConfig;
use crate::app::text::Text;
use crate::app::text::link as words;
use crate::app::text::scenes_digits as text;
use crate::drawing::Drawing;

/// What is found, as links and people call it.
pub const OBJECTS: [(Objects, &str, Text); 2] =
    [(Objects::Shapes, "shapes", text::SHAPES), (Objects::Digits, "digits", text::DIGITS)];

/// No generated digits.
const NONE: &str = "none";

fn print_seed(seed: &Option<u32>) -> String {
    seed.map_or_else(|| NONE.to_owned(), |seed| seed.to_string())
}

fn read_seed(text: &str) -> Option<Option<u32>> {
    if text == NONE { Some(None) } else { text.parse().ok().map(Some) }
}

pub const ON: Key<ScenesConfig> = key!(
    "on",
    text::ON_KEY,
    on,
    |on: &Objects| on.name().to_owned(),
    |name| by_name(&OBJECTS, name),
    one_of(&OBJECTS)
);

pub const SEED: Key<ScenesConfig> =
    key!("digits", text::DIGITS_KEY, digits.seed, print_seed, read_seed, text::DIGITS_EXPECTED);

pub const DRAWING: Key<ScenesConfig> = Key {
    name: "drawing",
    what: words::DRAWING,
    print: |to| if to.digits.drawn.is_empty() { String::new() } else { to.digits.drawn.to_link() },
    read: |to, text| {
        let (drawing, is_all) = Drawing::begun_in_link(text);
        to.digits.drawn = drawing;
        (is_all && !to.digits.drawn.is_empty()).then_some(())
    },
    expects: |to, _| match to.digits.drawn.strokes.len() {
        0 => words::DRAWN_STROKES.to_string(),
        count => words::first_strokes(count),
    },
};
