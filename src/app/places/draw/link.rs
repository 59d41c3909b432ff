//! The link of Draw.

use std::fmt;

use crate::app::link::{self, Key, names};
use crate::app::text::link as text;
use crate::drawing::Drawing;
use crate::drawing::pipeline::Switches;

/// What of the place Draw belongs in the link.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DrawConfig {
    /// What is drawn. `drawing=` in the link.
    pub drawing: Drawing,
    /// Which steps of the preprocessing are taken. `without=crop,fit,centre` in the link.
    pub switches: Switches,
    /// What is opened. `open=layer.unit` or `open=layer.unit.row.column` in the link.
    pub opened: Option<Opened>,
}

/// A map or unit that is opened, and perhaps one of its cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The layer's name: "conv2".
    pub layer: String,
    /// The map or unit.
    pub unit: usize,
    /// The cell that is pinned: row and column.
    pub cell: Option<[usize; 2]>,
}

const KEYS: &[Key<DrawConfig>] = &[
    Key {
        name: "drawing",
        what: text::DRAWING,
        print: |to| if to.drawing.is_empty() { String::new() } else { to.drawing.to_link() },
        read: |to, text| {
            let (drawing, is_all) = Drawing::begun_in_link(text);
            to.drawing = drawing;
            (is_all && !to.drawing.is_empty()).then_some(())
        },
        expects: |to, _| match to.drawing.strokes.len() {
            0 => text::DRAWN_STROKES.to_owned(),
            count => text::first_strokes(count),
        },
    },
    Key {
        name: "without",
        what: text::STEPS_LEFT_OUT,
        print: |to| {
            let Switches { crop, fit, centre } = to.switches;
            let steps = [(crop, "crop"), (fit, "fit"), (centre, "centre")];
            steps.iter().filter(|(on, _)| !on).map(|(_, name)| *name).collect::<Vec<_>>().join(",")
        },
        read: |to, text| {
            let mut all_known = true;
            for step in text.split(',') {
                match step {
                    "crop" => to.switches.crop = false,
                    "fit" => to.switches.fit = false,
                    "centre" => to.switches.centre = false,
                    _ => all_known = false,
                }
            }
            all_known.then_some(())
        },
        expects: |_, _| text::one_of(["crop", "fit", "centre"].into_iter()),
    },
    Key {
        name: "open",
        what: text::OPENED,
        print: |to| to.opened.as_ref().map_or(String::new(), Opened::to_string),
        read: |to, text| {
            to.opened = Some(Opened::parse(text)?);
            Some(())
        },
        expects: |_, _| text::LAYER_AND_UNIT.to_owned(),
    },
];

impl DrawConfig {
    /// Reads the pairs of a link, and says what cannot be read.
    pub fn from_pairs<'a>(
        pairs: impl Iterator<Item = (&'a str, &'a str)>,
        problems: &mut Vec<String>,
    ) -> Self {
        let (mut draw, pairs) = (Self::default(), pairs.collect::<Vec<_>>());
        problems.extend(link::unknown_keys(&pairs, names(KEYS)));
        problems.extend(link::read(KEYS, &pairs, &mut draw));
        draw
    }

    /// The pairs of the link: only what differs from the default.
    pub fn to_pairs(&self) -> Vec<String> {
        link::print(KEYS, self, &Self::default())
    }

    /// How many levels are opened: a map or unit, and a cell of it.
    pub fn depth(&self) -> usize {
        self.opened.as_ref().map_or(0, |opened| 1 + usize::from(opened.cell.is_some()))
    }

    /// One level up: a pinned cell is let go, then the opened map is closed.
    pub fn close_level(&mut self) {
        self.opened =
            self.opened.take().and_then(|opened| opened.cell.map(|_| Opened { cell: None, ..opened }));
    }
}

impl Opened {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let layer = parts.next().filter(|layer| !layer.is_empty())?.to_owned();
        let numbers: Vec<usize> = parts.map(|part| part.parse().ok()).collect::<Option<_>>()?;
        match numbers[..] {
            [unit] => Some(Self { layer, unit, cell: None }),
            [unit, row, column] => Some(Self { layer, unit, cell: Some([row, column]) }),
            _ => None,
        }
    }
}

impl fmt::Display for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.layer, self.unit)?;
        self.cell.map_or(Ok(()), |[row, column]| write!(f, ".{row}.{column}"))
    }
}
