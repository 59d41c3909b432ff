//! [`Tower`]: one stack, planned, with its rows.

use std::fmt;

use super::block::{Block, BlockKind};
use super::rows::{Row, rows};
use crate::app::link::{by_name, named};
use crate::app::text::Text;
use crate::app::text::stack as text;
use crate::network::{Network, Plan, PlanError};
use crate::shape::Shape;
use crate::zoo::{self, Architecture, Version};

/// What a stack is: layers that can be edited, or a network as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Layers over an input of `side` × `side`.
    Blocks {
        /// Rows and columns of the input.
        side: usize,
        /// The layers, in order.
        blocks: Vec<Block>,
    },
    /// A network of the zoo.
    Network(Known),
}

/// A network of the zoo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// The network that reads drawn digits.
    Digits,
    /// One of the literature, and whose.
    Literature(Architecture, Version),
}

/// One stack.
#[derive(Clone, Debug)]
pub struct Tower {
    /// What it is.
    pub source: Source,
    /// The network.
    pub plan: Plan,
    /// The input and the layers that sweep a window or join branches.
    pub rows: Vec<Row>,
    /// The names of its blocks.
    names: Vec<String>,
}

/// Rows and columns of the input at least and at most, and layers at most.
pub const SIDES: [usize; 2] = [1, 64];
/// Layers of a stack at most.
pub const MAX_BLOCKS: usize = 16;

impl Known {
    /// All of them, as links name them and as the page does.
    pub const ALL: [(Self, &'static str, Text); 11] = {
        use Architecture::{
            AlexNet, EfficientNetLite0, GoogLeNet, LeNet5, ResNet18, ResNet34, ResNet50, Vgg16,
        };
        use Version::{Paper, Torchvision};
        const fn one(architecture: Architecture, version: Version) -> Known {
            Known::Literature(architecture, version)
        }
        [
            (Self::Digits, "digits", text::DIGITS),
            (one(LeNet5, Torchvision), "lenet5", text::LENET5),
            (one(AlexNet, Paper), "alexnet.paper", text::ALEXNET_PAPER),
            (one(AlexNet, Torchvision), "alexnet", text::ALEXNET),
            (one(Vgg16, Torchvision), "vgg16", text::VGG16),
            (one(GoogLeNet, Torchvision), "googlenet", text::GOOGLENET),
            (one(GoogLeNet, Paper), "googlenet.paper", text::GOOGLENET_PAPER),
            (one(ResNet18, Torchvision), "resnet18", text::RESNETS[0]),
            (one(ResNet34, Torchvision), "resnet34", text::RESNETS[1]),
            (one(ResNet50, Torchvision), "resnet50", text::RESNETS[2]),
            (one(EfficientNetLite0, Torchvision), "efficientnet-lite0", text::EFFICIENTNET_LITE0),
        ]
    };

    /// The network.
    pub fn network(self) -> Network {
        match self {
            Self::Digits => zoo::digits(),
            Self::Literature(architecture, version) => architecture.network(version),
        }
    }

    /// Its name for people.
    pub fn name(self) -> Text {
        Self::ALL.iter().find(|(known, ..)| *known == self).map_or(Text::EMPTY, |(.., name)| *name)
    }
}

impl Source {
    /// Reads what [`Display`](fmt::Display) prints: the side of the input and the layers, or the name of a network.
    ///
    /// ```
    /// use convoscope::app::places::stack::Source;
    /// for text in ["13:conv3,conv3,max2,residual3", "5:", "vgg16"] {
    ///     assert_eq!(Source::parse(text).map(|source| source.to_string()).as_deref(), Some(text));
    /// }
    /// assert_eq!(["13", "0:conv3", "65:conv3", "13:conv3,,"].map(Source::parse), [const { None }; 4]);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let Some((side, blocks)) = text.split_once(':') else {
            return by_name(&Known::ALL, text).map(Self::Network);
        };
        let side = side.parse().ok().filter(|side| (SIDES[0]..=SIDES[1]).contains(side))?;
        let blocks: Vec<Block> = match blocks {
            "" => vec![],
            _ => blocks.split(',').take(MAX_BLOCKS + 1).map(Block::parse).collect::<Option<_>>()?,
        };
        (blocks.len() <= MAX_BLOCKS).then_some(Self::Blocks { side, blocks })
    }

    /// The names of the blocks: their kind and a number.
    fn names(&self) -> Vec<String> {
        let Self::Blocks { blocks, .. } = self else { return Vec::new() };
        let number = |at: usize| blocks[..=at].iter().filter(|block| block.kind == blocks[at].kind).count();
        (0..blocks.len()).map(|at| format!("{}{}", blocks[at].kind.name(), number(at))).collect()
    }

    /// The network, with so many channels in the input, and as many filters where a block does not say how many; those of the zoo
    /// are as they are.
    pub fn network(&self, input: usize, channels: usize) -> Network {
        match self {
            Self::Blocks { side, blocks } => {
                let mut network = Network::new(Shape::new(input, *side, *side));
                let mut before = input;
                for (block, name) in blocks.iter().zip(self.names()) {
                    before = block.add(&mut network, before, channels, &name);
                }
                network
            }
            Self::Network(known) => known.network(),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blocks { side, blocks } => {
                let blocks: Vec<String> = blocks.iter().map(Block::to_string).collect();
                write!(f, "{side}:{}", blocks.join(","))
            }
            Self::Network(known) => write!(f, "{}", named(&Known::ALL, *known)),
        }
    }
}

impl Tower {
    /// A stack of so many channels, if it can be planned.
    pub fn new(source: Source, channels: usize) -> Result<Self, PlanError> {
        let plan = Plan::new(source.network(channels, channels))?;
        let mut rows = rows(&plan);
        if let Source::Network(Known::Literature(architecture, _)) = source {
            label_as_in_paper(&mut rows, architecture);
        }
        Ok(Self { rows, names: source.names(), plan, source })
    }

    /// The block that a row belongs to.
    pub fn block_of(&self, row: usize) -> Option<usize> {
        let name = &self.rows[row].name;
        self.names.iter().position(|block| {
            name.strip_prefix(block.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }

    /// The row that a block ends with.
    pub fn row_of(&self, block: usize) -> usize {
        (0..self.rows.len()).rfind(|&row| self.block_of(row) == Some(block)).unwrap_or(0)
    }

    /// The last row.
    pub fn last(&self) -> usize {
        self.rows.len() - 1
    }

    /// The rows that a picture from the side shows where `row` is looked at, the input first: those that all paths lead through
    /// and that change something, and `row` itself. Branches between two of them are one step.
    pub fn levels(&self, row: usize) -> Vec<usize> {
        let few = self.rows.iter().filter(|row| row.joins_all).count() <= 9;
        let shown = |at: usize| {
            let it = &self.rows[at];
            // Over a row in a branch there is more than what comes through it.
            at == row
                || it.joins_all
                    && (at < row || self.rows[row].joins_all)
                    && (few && !self.inner(at) || self.is_step(at))
        };
        (0..self.rows.len()).filter(|&at| shown(at)).collect()
    }

    /// Whether a row of a block that ends later is part of what that block is.
    fn inner(&self, at: usize) -> bool {
        self.block_of(at).is_some_and(|block| self.row_of(block) != at)
    }

    /// Whether units of a row see others than those of the row before it.
    fn is_step(&self, at: usize) -> bool {
        at == 0 || !self.rows[at].changes_nothing()
    }

    /// The kind of block that a row ends.
    pub fn kind_of(&self, row: usize) -> Option<BlockKind> {
        match &self.source {
            Source::Blocks { blocks, .. } => Some(blocks[self.block_of(row)?].kind),
            Source::Network(_) => None,
        }
    }
}

/// Gives the layers that torchvision only counts the names of their papers: AlexNet's conv1 to pool5, VGG's conv1_1 to pool5.
fn label_as_in_paper(rows: &mut [Row], architecture: Architecture) {
    let (mut stage, mut number) = (1, 0);
    for row in rows.iter_mut().filter(|row| row.name.starts_with("features.")) {
        let is_conv = !row.filter.is_empty();
        number += usize::from(is_conv);
        row.label = match (architecture, is_conv) {
            (Architecture::Vgg16, true) => format!("conv{stage}_{number}"),
            (Architecture::Vgg16, false) => format!("pool{stage}"),
            (Architecture::AlexNet, true) => format!("conv{number}"),
            (Architecture::AlexNet, false) => format!("pool{number}"),
            _ => continue,
        };
        if architecture == Architecture::Vgg16 && !is_conv {
            (stage, number) = (stage + 1, 0);
        }
    }
}
