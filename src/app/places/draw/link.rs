//! The link of Draw.

use std::fmt;

use crate::app::text;
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

impl DrawConfig {
    /// Reads the pairs of a link, and says what cannot be read.
    pub fn from_pairs<'a>(
        pairs: impl Iterator<Item = (&'a str, &'a str)>,
        problems: &mut Vec<String>,
    ) -> Self {
        let mut draw = Self::default();
        for (key, value) in pairs {
            match key {
                "drawing" => match Drawing::from_link(value) {
                    Some(drawing) => draw.drawing = drawing,
                    None => problems.push(text::draw::DRAWING_UNREADABLE.to_owned()),
                },
                "without" => {
                    for step in value.split(',') {
                        match step {
                            "crop" => draw.switches.crop = false,
                            "fit" => draw.switches.fit = false,
                            "centre" => draw.switches.centre = false,
                            _ => problems.push(text::draw::NO_SUCH_STEP.to_owned()),
                        }
                    }
                }
                "open" => match Opened::parse(value) {
                    Some(opened) => draw.opened = Some(opened),
                    None => problems.push(text::draw::OPEN_UNREADABLE.to_owned()),
                },
                _ => {}
            }
        }
        draw
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

    /// The pairs of the link: only what differs from the default.
    pub fn to_pairs(&self) -> Vec<String> {
        let Switches { crop, fit, centre } = self.switches;
        let without: Vec<&str> = [(crop, "crop"), (fit, "fit"), (centre, "centre")]
            .into_iter()
            .filter_map(|(on, name)| (!on).then_some(name))
            .collect();
        let drawing = (!self.drawing.is_empty()).then(|| format!("drawing={}", self.drawing.to_link()));
        let without = (!without.is_empty()).then(|| format!("without={}", without.join(",")));
        let open = self.opened.as_ref().map(|opened| format!("open={opened}"));
        [drawing, without, open].into_iter().flatten().collect()
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
