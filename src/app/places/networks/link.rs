//! The link of Networks: `view=run` · `picture=coffee` · `stage=3` · `map=17` (of the stage) · `net=googlenet`, `googlenet.paper` · `compare=alexnet` · `open=inception4a` · `row=17` ·
//! `set=conv1.filters.32,relu1.remove,conv2.insert.prelu,…` (what was changed) · `class=282` · `against=285` · `method=occlusion` ·
//! `layer=8` (the stage of Grad-CAM) · `randomized=2`.

use super::Change;
use super::why::WhyConfig;
use crate::app::link::{self, Key, by_name, key, named, names, query};
use crate::app::text::Text;
use crate::app::text::link as words;
use crate::app::text::networks as text;
use crate::format;
use crate::session::Method;
use crate::zoo::{Architecture, Version};

/// What of the place Networks belongs in the link.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NetworksConfig {
    /// How it is looked at. `view=` in the link.
    pub view: View,
    /// The network that is shown. `net=` in the link.
    pub shown: Chosen,
    /// Whether that of the last run of Train is shown in its place. `net=last` in the link.
    pub last_run: bool,
    /// Whether that from somebody's file is shown in its place. `net=opened` in the link.
    pub file: bool,
    /// The one beside it. `compare=` in the link.
    pub compared: Option<Chosen>,
    /// The module that is opened, by its name. `open=` in the link.
    pub opened: Option<String>,
    /// The row of the table that is selected. `row=` in the link.
    pub row: Option<usize>,
    /// What was changed of the network that is shown, in this order. `set=` in the link.
    pub changes: Vec<Change>,
    /// Which of the site's photographs it is shown. `picture=` in the link.
    pub picture: usize,
    /// The stage whose maps are shown; `None` for one of the first. `stage=` in the link.
    pub stage: Option<usize>,
    /// The map of the stage that is looked for in the photographs. `map=` in the link.
    pub map: Option<usize>,
    /// What is asked about the photograph.
    pub why: WhyConfig,
}

/// How a network is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Its diagram and its table.
    #[default]
    Diagram,
    /// What it makes of a photograph.
    Run,
    /// Which part of the photograph decided.
    Why,
}

impl View {
    /// Every view, with its name in links and for people.
    pub const ALL: [(Self, &'static str, Text); 3] = [
        (Self::Diagram, "diagram", text::run::VIEWS[0]),
        (Self::Run, "run", text::run::VIEWS[1]),
        (Self::Why, "why", text::run::VIEWS[2]),
    ];
}

/// The photographs by their names in links.
const PICTURES: [(usize, &str, Text); 5] = [
    (0, "chelsea", Text::EMPTY),
    (1, "coffee", Text::EMPTY),
    (2, "astronaut", Text::EMPTY),
    (3, "camera", Text::EMPTY),
    (4, "rocket", Text::EMPTY),
];

/// A network of the literature, and whose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Chosen {
    pub architecture: Architecture,
    pub version: Version,
}

/// The networks by their names in links.
const NAMES: [(Architecture, &str, Text); 8] = [
    (Architecture::LeNet5, "lenet5", Text::of(text::about(Architecture::LeNet5).name)),
    (Architecture::AlexNet, "alexnet", Text::of(text::about(Architecture::AlexNet).name)),
    (Architecture::Vgg16, "vgg16", Text::of(text::about(Architecture::Vgg16).name)),
    (Architecture::GoogLeNet, "googlenet", Text::of(text::about(Architecture::GoogLeNet).name)),
    (Architecture::ResNet18, "resnet18", Text::of(text::about(Architecture::ResNet18).name)),
    (Architecture::ResNet34, "resnet34", Text::of(text::about(Architecture::ResNet34).name)),
    (Architecture::ResNet50, "resnet50", Text::of(text::about(Architecture::ResNet50).name)),
    (
        Architecture::EfficientNetLite0,
        "efficientnet-lite0",
        Text::of(text::about(Architecture::EfficientNetLite0).name),
    ),
];

/// What names the network of the last run of Train.
pub const LAST_RUN: &str = "last";
/// What names the network that was opened from a file.
const OPENED: &str = "opened";

/// What names the paper's version of a network that torchvision has another one of.
const PAPER: &str = ".paper";

/// A network's name in links and for tests: "resnet18".
pub fn id(architecture: Architecture) -> String {
    named(&NAMES, architecture)
}

impl Chosen {
    /// Its name in links: "resnet18", "alexnet.paper".
    pub(super) fn print(&self) -> String {
        let is_the_papers = self.architecture.has_versions() && self.version == Version::Paper;
        id(self.architecture) + if is_the_papers { PAPER } else { "" }
    }

    fn parse(text: &str) -> Option<Self> {
        let (name, version) = match text.strip_suffix(PAPER) {
            Some(name) => (name, Version::Paper),
            None => (text, Version::Torchvision),
        };
        let architecture = by_name(&NAMES, name)?;
        (version == Version::Torchvision || architecture.has_versions())
            .then_some(Self { architecture, version })
    }
}

/// The row of a key that is a whole number, or nothing.
macro_rules! count {
    ($name:literal, $what:expr, $($field:ident).+) => {
        key!(
            $name,
            $what,
            $($field).+,
            |count: &Option<usize>| count.map_or_else(String::new, |count| count.to_string()),
            |text: &str| text.parse().ok().map(Some),
            words::WHOLE_NUMBER
        )
    };
}

const KEYS: &[Key<NetworksConfig>] = &[
    key!(
        "view",
        text::run::VIEW,
        view,
        |view: &View| named(&View::ALL, *view),
        |name| by_name(&View::ALL, name),
        link::one_of(&View::ALL)
    ),
    key!(
        "picture",
        text::run::PICTURE,
        picture,
        |picture: &usize| named(&PICTURES, *picture),
        |name| by_name(&PICTURES, name),
        link::one_of(&PICTURES)
    ),
    count!("stage", text::run::STAGE, stage),
    count!("map", text::run::MAP, map),
    count!("class", text::why::CLASS, why.class),
    count!("against", text::why::AGAINST, why.against),
    count!("layer", text::why::CAM_LAYER, why.layer),
    key!(
        "randomized",
        text::why::RANDOM,
        why.randomized,
        usize::to_string,
        |text: &str| text.parse().ok(),
        words::WHOLE_NUMBER
    ),
    Key {
        name: "method",
        what: text::why::METHOD,
        print: |to| to.why.method.map_or_else(String::new, |method| method.name().to_owned()),
        read: |to, text| {
            to.why.method = Some(Method::ALL.into_iter().find(|method| method.name() == text)?);
            Some(())
        },
        expects: |_, _| words::one_of(Method::ALL.into_iter().map(Method::name)),
    },
    Key {
        name: "net",
        what: text::NETWORK,
        print: |to| match to {
            NetworksConfig { file: true, .. } => OPENED.to_owned(),
            NetworksConfig { last_run: true, .. } => LAST_RUN.to_owned(),
            _ => to.shown.print(),
        },
        read: |to, text| {
            (to.last_run, to.file) = (text == LAST_RUN, text == OPENED);
            if !to.last_run && !to.file {
                to.shown = Chosen::parse(text)?;
            }
            Some(())
        },
        expects: |_, _| link::one_of(&NAMES),
    },
    Key {
        name: "compare",
        what: text::SECOND_NETWORK,
        print: |to| to.compared.as_ref().map_or_else(String::new, Chosen::print),
        read: |to, text| {
            to.compared = Some(Chosen::parse(text)?);
            Some(())
        },
        expects: |_, _| link::one_of(&NAMES),
    },
    Key {
        name: "open",
        what: text::OPENED,
        print: |to| to.opened.clone().unwrap_or_default(),
        read: |to, text| {
            to.opened = Some(text.to_owned());
            Some(())
        },
        expects: |_, _| text::OPENED.to_string(),
    },
    count!("row", text::SELECTED, row),
    Key {
        name: "set",
        what: text::CHANGES,
        print: |to| to.changes.iter().map(Change::print).collect::<Vec<_>>().join(","),
        read: |to, text| {
            let changes: Vec<Option<Change>> = text.split(',').map(Change::parse).collect();
            let all = changes.iter().all(Option::is_some);
            to.changes = changes.into_iter().flatten().collect();
            all.then_some(())
        },
        expects: |_, _| text::A_CHANGE.to_string(),
    },
];

impl NetworksConfig {
    /// Reads the pairs of a link, and says what cannot be read.
    pub fn from_pairs<'a>(
        pairs: impl Iterator<Item = (&'a str, &'a str)>,
        problems: &mut Vec<String>,
    ) -> Self {
        let (mut config, pairs) = (Self::default(), pairs.collect::<Vec<_>>());
        problems.extend(link::unknown_keys(&pairs, names(KEYS)));
        problems.extend(link::read(KEYS, &pairs, &mut config));
        config
    }

    /// The pairs of the link: only what differs from the default.
    pub fn to_pairs(&self) -> Vec<String> {
        link::print(KEYS, self, &Self::default())
    }

    /// Reads what follows the place's name in a link, and says what cannot be read.
    pub fn from_rest(rest: &str) -> (Self, Vec<String>) {
        let mut problems = Vec::new();
        let decoded = query::decoded(rest, &mut problems);
        let pairs = query::pairs(&decoded, &mut problems);
        if link::version(&pairs, &mut problems).is_none() {
            return (Self::default(), problems);
        }
        (Self::from_pairs(pairs.iter().copied(), &mut problems), problems)
    }

    /// What follows the place's name in its link.
    pub fn to_rest(&self) -> String {
        format::link(self.to_pairs())
    }
}
