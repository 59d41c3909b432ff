//! The link of Networks: `view=run` · `picture=coffee` · `stage=3` · `net=googlenet`, `googlenet.paper` · `compare=alexnet` · `open=inception4a` · `row=17` ·
//! `set=conv1.filters.32,…` (changed settings).

use crate::app::link::{self, Key, by_name, key, named, names, query};
use crate::app::text::link as words;
use crate::app::text::networks as text;
use crate::format;
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
}

/// How a network is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Its diagram and its table.
    #[default]
    Diagram,
    /// What it makes of a photograph.
    Run,
}

impl View {
    /// Every view, with its name in links and for people.
    pub const ALL: [(Self, &'static str, &'static str); 2] =
        [(Self::Diagram, "diagram", text::run::VIEWS[0]), (Self::Run, "run", text::run::VIEWS[1])];
}

/// The photographs by their names in links.
const PICTURES: [(usize, &str, &str); 5] =
    [(0, "chelsea", ""), (1, "coffee", ""), (2, "astronaut", ""), (3, "camera", ""), (4, "rocket", "")];

/// A network of the literature, and whose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Chosen {
    pub architecture: Architecture,
    pub version: Version,
}

/// Another value for one of a layer's settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The layer's name.
    pub layer: String,
    /// The setting's [`id`](crate::layers::Field::id).
    pub setting: String,
    /// The number, or the index of a choice.
    pub value: f64,
}

/// The networks by their names in links.
const NAMES: [(Architecture, &str, &str); 8] = [
    (Architecture::LeNet5, "lenet5", text::about(Architecture::LeNet5).name),
    (Architecture::AlexNet, "alexnet", text::about(Architecture::AlexNet).name),
    (Architecture::Vgg16, "vgg16", text::about(Architecture::Vgg16).name),
    (Architecture::GoogLeNet, "googlenet", text::about(Architecture::GoogLeNet).name),
    (Architecture::ResNet18, "resnet18", text::about(Architecture::ResNet18).name),
    (Architecture::ResNet34, "resnet34", text::about(Architecture::ResNet34).name),
    (Architecture::ResNet50, "resnet50", text::about(Architecture::ResNet50).name),
    (
        Architecture::EfficientNetLite0,
        "efficientnet-lite0",
        text::about(Architecture::EfficientNetLite0).name,
    ),
];

/// What names the network of the last run of Train.
pub const LAST_RUN: &str = "last";

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

impl Change {
    fn parse(text: &str) -> Option<Self> {
        // Names of layers have points themselves, and so have numbers.
        let setting_at = |at: usize| text[..at].rfind('.');
        let letter = |c: char| c.is_ascii_alphabetic();
        let value_at = text.match_indices('.').map(|(at, _)| at).rfind(|&at| text[..at].ends_with(letter))?;
        let (head, value) = (&text[..value_at], &text[value_at + 1..]);
        let (layer, setting) = head.split_at(setting_at(value_at)?);
        let value = value.parse().ok().filter(|value: &f64| value.is_finite())?;
        (!layer.is_empty()).then(|| Self { layer: layer.to_owned(), setting: setting[1..].to_owned(), value })
    }
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
    key!(
        "stage",
        text::run::STAGE,
        stage,
        |stage: &Option<usize>| stage.map_or_else(String::new, |stage| stage.to_string()),
        |text: &str| text.parse().ok().map(Some),
        words::WHOLE_NUMBER.to_owned()
    ),
    Key {
        name: "net",
        what: text::NETWORK,
        print: |to| if to.last_run { LAST_RUN.to_owned() } else { to.shown.print() },
        read: |to, text| {
            to.last_run = text == LAST_RUN;
            if !to.last_run {
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
        expects: |_, _| text::OPENED.to_owned(),
    },
    Key {
        name: "row",
        what: text::SELECTED,
        print: |to| to.row.map_or_else(String::new, |row| row.to_string()),
        read: |to, text| {
            to.row = Some(text.parse().ok()?);
            Some(())
        },
        expects: |_, _| words::WHOLE_NUMBER.to_owned(),
    },
    Key {
        name: "set",
        what: text::CHANGES,
        print: |to| {
            let one = |Change { layer, setting, value }: &Change| format!("{layer}.{setting}.{value}");
            to.changes.iter().map(one).collect::<Vec<_>>().join(",")
        },
        read: |to, text| {
            let changes: Vec<Option<Change>> = text.split(',').map(Change::parse).collect();
            let all = changes.iter().all(Option::is_some);
            to.changes = changes.into_iter().flatten().collect();
            all.then_some(())
        },
        expects: |_, _| text::A_CHANGE.to_owned(),
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
