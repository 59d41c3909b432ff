//! The cases: what one network has learnt, and what another is to learn with its features.

use std::sync::Arc;

use crate::app::text::scenes_teach as text;
use crate::data::{Dataset, Generator, Scale, Source, Split};
use crate::network::{Network, NodeId};
use crate::session::Data;
use crate::shape::Shape;
use crate::zoo::{SceneNetwork, block_ends, digit_classifier, shape_classifier};

/// What is transferred to what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Digits 0 to 4, which a network learns first, to the digits 5 to 9.
    Digits,
    /// The detector of scenes, which knows three shapes, to six shapes in any colour on any other.
    Shapes,
}

/// The cases, as links and people call them.
pub const CASES: [(Case, &str, &str); 2] =
    [(Case::Digits, "digits", text::CASES[0]), (Case::Shapes, "shapes", text::CASES[1])];

/// Digits of a half.
const HALF: u8 = 5;
/// Samples of each class that the networks are scored on and do not learn from.
pub const SCORED: usize = 40;
/// Samples of an epoch: few examples come again until there are as many.
pub(super) const EPOCH: usize = 200;
/// Digits 0 to 4 that are learnt first, and those that this is scored on.
const SOURCE: [usize; 2] = [1000, 100];

impl Case {
    /// What has learnt.
    pub fn source(self) -> Network {
        match self {
            Self::Digits => digit_classifier(usize::from(HALF)),
            Self::Shapes => SceneNetwork::Find.network(),
        }
    }

    /// What learns: its blocks are those of the source.
    pub fn network(self) -> Network {
        match self {
            Self::Digits => digit_classifier(usize::from(HALF)),
            Self::Shapes => shape_classifier(Source::Shapes.classes()),
        }
    }

    /// The last node of each block that can be taken over.
    pub fn blocks(self) -> Vec<NodeId> {
        block_ends(&self.network())
    }

    /// The names of the classes that are learnt.
    pub fn names(self) -> Vec<String> {
        match self {
            Self::Digits => (HALF..2 * HALF).map(|digit| digit.to_string()).collect(),
            Self::Shapes => Source::Shapes.names(),
        }
    }

    /// The shape of a sample.
    pub fn shape(self) -> Shape {
        self.network().input
    }

    /// The row of samples, and the labels in it that are meant, the first of which becomes 0.
    fn row(self, seed: u64) -> (Generator, u8) {
        let (source, first) = match self {
            Self::Digits => (Source::Digits, HALF),
            Self::Shapes => (Source::Shapes, 0),
        };
        (Generator { seed, ..Generator::of(source) }, first)
    }

    /// A sample as the network takes it.
    fn drawn(self, generator: Generator, index: u64) -> Vec<f32> {
        let from = generator.shape();
        let mut values = vec![0.0; from.len()];
        generator.sample(index, &mut values);
        widened(&values, from, self.shape())
    }

    /// What is learnt: first `examples` of each class, as often as they come in an epoch, then those that are scored.
    pub fn data(self, examples: usize, seed: u64) -> Dataset {
        let (generator, first) = self.row(seed);
        let names = self.names();
        let (taken, scored) = sorted(generator, first, names.len(), [examples, SCORED]);
        let times = EPOCH.div_ceil(taken.len().max(1));
        let images = |indices: &[u64]| -> Vec<u8> {
            let bytes =
                |&index: &u64| self.drawn(generator, index).into_iter().map(|it| Scale::Unit.byte(it));
            indices.iter().flat_map(bytes).collect()
        };
        let labels = |indices: &[u64]| -> Vec<u8> {
            indices.iter().map(|&index| generator.label(index) - first).collect()
        };
        Dataset {
            shape: self.shape(),
            scale: Scale::Unit,
            images: [images(&taken).repeat(times), images(&scored)].concat(),
            labels: [labels(&taken).repeat(times), labels(&scored)].concat(),
            names,
        }
    }

    /// A sample that is neither learnt from nor scored.
    pub fn unseen(self, number: usize) -> Vec<f32> {
        let (generator, first) = self.row(u64::MAX);
        let classes = self.names().len();
        let is_meant = |index: &u64| (first..first + classes as u8).contains(&generator.label(*index));
        let index = (0..).filter(is_meant).nth(number).unwrap_or(0);
        self.drawn(generator, index)
    }

    /// What the source learns first, where no weights come with the page.
    pub fn source_data(self, seed: u64) -> Option<Data> {
        let Self::Digits = self else { return None };
        let generator = Generator { seed: seed.wrapping_add(1), ..Generator::of(Source::Digits) };
        let is_meant = |index: &u64| generator.label(*index) < HALF;
        let indices: Vec<u64> = (0..).filter(is_meant).take(SOURCE[0] + SOURCE[1]).collect();
        let bytes =
            |&index: &u64| self.drawn(generator, index).into_iter().map(|value| Scale::Unit.byte(value));
        let data = Dataset {
            shape: self.shape(),
            scale: Scale::Unit,
            images: indices.iter().flat_map(bytes).collect(),
            labels: indices.iter().map(|&index| generator.label(index)).collect(),
            names: (0..HALF).map(|digit| digit.to_string()).collect(),
        };
        Some(Data::Given { data: Arc::new(data), validation: Split::Last(SOURCE[1] as u32) })
    }
}

/// Samples of each class in a row, class by class, as indices into it: those that are learnt from, and those that are scored. The
/// latter come first in the row, so they are the same however many there are of the others.
fn sorted(
    generator: Generator,
    first: u8,
    classes: usize,
    [taken, scored]: [usize; 2],
) -> (Vec<u64>, Vec<u64>) {
    let mut of_class: Vec<Vec<u64>> = vec![Vec::new(); classes];
    let mut missing = classes;
    for index in 0.. {
        let class = usize::from(generator.label(index).wrapping_sub(first));
        let Some(indices) = of_class.get_mut(class).filter(|it| it.len() < scored + taken) else { continue };
        indices.push(index);
        missing -= usize::from(indices.len() == scored + taken);
        if missing == 0 {
            break;
        }
    }
    let part = |from: usize, to: usize| of_class.iter().flat_map(|it| it[from..to].to_vec()).collect();
    (part(scored, scored + taken), part(0, scored))
}

/// The same picture in the middle of a larger one, whose margin has the colours of its edge.
fn widened(values: &[f32], from: Shape, to: Shape) -> Vec<f32> {
    let margin = [(to.h - from.h) / 2, (to.w - from.w) / 2];
    let inside = |at: usize, margin: usize, len: usize| at.saturating_sub(margin).min(len - 1);
    let cell = |i: usize| {
        let (c, y, x) = (i / to.area(), i / to.w % to.h, i % to.w);
        values[(c * from.h + inside(y, margin[0], from.h)) * from.w + inside(x, margin[1], from.w)]
    };
    (0..to.len()).map(cell).collect()
}
