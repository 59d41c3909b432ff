//! The link of Draw.

use super::analysis::AnalysisConfig;
use super::analysis::link as analysis;
use super::backward_config::{self, BackwardConfig};
use super::chosen_network::{ChosenNetwork, NETWORKS};
use super::opened::Opened;
use super::range_of::RangeOf;
use super::weight::WeightAt;
use crate::app::link::{self, Bounds, Key, by_name, key, named, names, non_negative, one_of};
use crate::app::text::Text;
use crate::app::text::draw;
use crate::app::text::link as text;
use crate::drawing::Drawing;
use crate::drawing::pipeline::Switches;
use crate::session::{Cover, Method};

/// What of the place Draw belongs in the link.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawConfig {
    /// The network that looks at it. `network=` in the link.
    pub network: ChosenNetwork,
    /// What is drawn. `drawing=` in the link.
    pub drawing: Drawing,
    /// Which steps of the preprocessing are taken. `without=crop,fit,centre` in the link.
    pub switches: Switches,
    /// Whether every activation, and what flattens, has a column of its own. `steps=1` in the link.
    pub every_step: bool,
    /// What the palette of activations is the same for. `range=map`, `layer` or `network` in the link.
    pub range: RangeOf,
    /// What is opened. `open=layer.unit` or `open=layer.unit.row.column` in the link.
    pub opened: Option<Opened>,
    /// Which way the network is looked at. `direction=` in the link.
    pub direction: Direction,
    /// The class that is explained, or the label; `None` for the guess. `class=` in the link.
    pub class: Option<usize>,
    /// The class that it is compared with; `None` for the second guess. `against=` in the link.
    pub against: Option<usize>,
    /// The weight of what is opened whose gradient is looked at. `weight=source.row.column` in the link.
    pub weight: Option<WeightAt>,
    /// The method that is explained itself. `method=` in the link.
    pub method: Method,
    /// The layer that Grad-CAM looks at; `None` for the last convolution. `layer=` in the link.
    pub layer: Option<String>,
    /// What occlusion covers the drawing with. `side=` and `fill=` in the link.
    pub cover: Cover,
    /// Of how many layers, from the top down, the weights are random in the last row of maps. `randomized=` in the link.
    pub randomized: usize,
    /// How the way back is looked at.
    pub backward: Box<BackwardConfig>,
    /// What is asked beside the attribution.
    pub analysis: Box<AnalysisConfig>,
}

/// Which way the network is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// From the drawing to the guess.
    #[default]
    Forward,
    /// From the loss back to the drawing: gradients.
    Backward,
    /// Which part of the drawing decided.
    Why,
}

impl Direction {
    /// Every direction, with its name in links.
    pub const ALL: [(Self, &'static str, Text); 3] = [
        (Self::Forward, "forward", draw::FORWARD),
        (Self::Backward, "backward", draw::BACKWARD),
        (Self::Why, "why", draw::WHY),
    ];
}

/// The classes that a link may ask for; the network may have fewer.
const CLASSES: Bounds<1> = Bounds([0], [255]);
const WEIGHTS: Bounds<3> = Bounds([0; 3], [9999, 999, 999]);
const SIDES: Bounds<1> = Bounds([1], [15]);
const LAYERS: Bounds<1> = Bounds([0], [99]);

/// Every method as links name it.
const METHODS: [(Method, &str, Text); 7] = {
    let mut methods = [(Method::Gradient, "", Text::EMPTY); 7];
    let mut i = 0;
    while i < methods.len() {
        methods[i] = (Method::ALL[i], Method::ALL[i].name(), Text::EMPTY);
        i += 1;
    }
    methods
};

fn optional(class: &Option<usize>) -> String {
    class.map_or(String::new(), |class| class.to_string())
}

const KEYS: &[Key<DrawConfig>] = &[
    key!(
        "network",
        text::NETWORK,
        network,
        |network: &ChosenNetwork| named(&NETWORKS, *network),
        |name| by_name(&NETWORKS, name),
        one_of(&NETWORKS)
    ),
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
            0 => text::DRAWN_STROKES.to_string(),
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
    key!("steps", draw::columns::EVERY_STEP, every_step, link::flag, link::flagged, text::ON_OFF),
    key!(
        "range",
        draw::columns::RANGE_OF,
        range,
        |range: &RangeOf| named(&RangeOf::ALL, *range),
        |name| by_name(&RangeOf::ALL, name),
        one_of(&RangeOf::ALL)
    ),
    Key {
        name: "open",
        what: text::OPENED,
        print: |to| to.opened.as_ref().map_or(String::new(), Opened::to_string),
        read: |to, text| {
            to.opened = Some(Opened::parse(text)?);
            Some(())
        },
        expects: |_, _| text::LAYER_AND_UNIT.to_string(),
    },
    key!(
        "direction",
        text::DIRECTION,
        direction,
        |direction: &Direction| named(&Direction::ALL, *direction),
        |name| by_name(&Direction::ALL, name),
        one_of(&Direction::ALL)
    ),
    key!("class", text::CLASS, class, optional, |text| CLASSES.count(text).map(Some), CLASSES.expected()),
    key!("against", text::CLASS, against, optional, |text| CLASSES.count(text).map(Some), CLASSES.expected()),
    Key {
        name: "weight",
        what: text::WEIGHT,
        print: |to| to.weight.map_or(String::new(), |at| link::points(&[at.source, at.row, at.column])),
        read: |to, text| {
            let [source, row, column] = WEIGHTS.read(text)?;
            to.weight = Some(WeightAt { source, row, column });
            Some(())
        },
        expects: |_, _| WEIGHTS.expected(),
    },
    key!(
        "method",
        text::METHOD,
        method,
        |method: &Method| method.name().to_owned(),
        |name| by_name(&METHODS, name),
        one_of(&METHODS)
    ),
    key!(
        "layer",
        text::GRAD_CAM_LAYER,
        layer,
        |layer: &Option<String>| layer.clone().unwrap_or_default(),
        |name: &str| (!name.is_empty()).then(|| Some(name.to_owned())),
        text::LAYER_NAME
    ),
    key!("side", text::WINDOW, cover.side, usize::to_string, |text| SIDES.count(text), SIDES.expected()),
    key!(
        "fill",
        text::FILL,
        cover.fill,
        f32::to_string,
        |text| non_negative(text).filter(|fill| *fill <= 1.0),
        text::between(0.0, 1.0)
    ),
    key!(
        "randomized",
        text::RANDOMIZED,
        randomized,
        usize::to_string,
        |text| LAYERS.count(text),
        LAYERS.expected()
    ),
];

/// Everything that a link may say.
const TABLES: [&[Key<DrawConfig>]; 3] = [KEYS, backward_config::KEYS, analysis::KEYS];

impl Default for DrawConfig {
    fn default() -> Self {
        Self {
            network: ChosenNetwork::default(),
            drawing: Drawing::default(),
            switches: Switches::default(),
            every_step: false,
            range: RangeOf::default(),
            opened: None,
            direction: Direction::default(),
            class: None,
            against: None,
            weight: None,
            method: Method::IntegratedGradients,
            layer: None,
            cover: Cover::default(),
            randomized: 0,
            backward: Box::default(),
            analysis: Box::default(),
        }
    }
}

impl DrawConfig {
    /// Reads the pairs of a link, and says what cannot be read.
    pub fn from_pairs<'a>(
        pairs: impl Iterator<Item = (&'a str, &'a str)>,
        problems: &mut Vec<String>,
    ) -> Self {
        let (mut draw, pairs) = (Self::default(), pairs.collect::<Vec<_>>());
        problems.extend(link::unknown_keys(&pairs, TABLES.into_iter().flat_map(names)));
        for keys in TABLES {
            problems.extend(link::read(keys, &pairs, &mut draw));
        }
        draw
    }

    /// The pairs of the link: only what differs from the default.
    pub fn to_pairs(&self) -> Vec<String> {
        TABLES.map(|keys| link::print(keys, self, &Self::default())).concat()
    }

    /// Whether activations have columns of their own now.
    pub fn shows_every_step(&self) -> bool {
        self.every_step && self.direction == Direction::Forward
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
