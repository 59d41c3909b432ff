//! The part of Draw's link that says what is asked.

use super::{Change, Changed};
use crate::app::link::{Bounds, Key, by_name, key, named, non_negative, one_of, parsed};
use crate::app::places::draw::DrawConfig;
use crate::app::text::Text;
use crate::app::text::draw::analysis as words;
use crate::app::text::link as text;
use crate::data::Transform;
use crate::session::Regularizers;

/// What is asked about a guess.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Question {
    /// Which pixels decided?
    #[default]
    Attribution,
    /// Does it hold if the drawing is shifted or otherwise transformed?
    Shift,
    /// What if a part of the network were otherwise?
    Ablation,
    /// What does a channel look for?
    Features,
    /// Which samples are alike?
    Embedding,
}

impl Question {
    /// Every question, with its name in links and for people.
    pub const ALL: [(Self, &'static str, Text); 5] = [
        (Self::Attribution, "attribution", words::QUESTIONS[0]),
        (Self::Shift, "shift", words::QUESTIONS[1]),
        (Self::Ablation, "ablation", words::QUESTIONS[2]),
        (Self::Features, "features", words::QUESTIONS[3]),
        (Self::Embedding, "embedding", words::QUESTIONS[4]),
    ];
}

/// How samples are laid out in a plane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Plane {
    /// By t-SNE.
    #[default]
    Tsne,
    /// By their first two principal components.
    Pca,
}

impl Plane {
    /// Both, with their names in links and for people.
    pub const ALL: [(Self, &'static str, Text); 2] =
        [(Self::Tsne, "tsne", words::PLANES[0]), (Self::Pca, "pca", words::PLANES[1])];
}

/// What is asked, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct AnalysisConfig {
    /// The question. `why=` in the link.
    pub question: Question,
    /// How the drawing is transformed. `transform=` in the link.
    pub transform: Transform,
    /// By how much. `strength=` in the link.
    pub strength: f32,
    /// What is changed inside of the network. `changes=` in the link.
    pub changes: Vec<Change>,
    /// What keeps the image that maximises a channel from being noise. `jitter=`, `blur=` and `decay=` in the link.
    pub regularizers: Regularizers,
    /// The seed of that image. `seed=` in the link.
    pub seed: u64,
    /// How samples are laid out. `plane=` in the link.
    pub plane: Plane,
}

impl Default for AnalysisConfig {
    fn default() -> Self {
        Self {
            question: Question::default(),
            transform: Transform::default(),
            strength: 0.0,
            changes: Vec::new(),
            regularizers: Regularizers::default(),
            seed: 1,
            plane: Plane::default(),
        }
    }
}

/// What somebody chooses about a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// Ask this.
    Question(Question),
    /// Transform the drawing so.
    Transform(Transform),
    /// By as much as this place among [`Transform::strengths`] says.
    Strength(usize),
    /// Shift the drawing by so many pixels.
    Shift(usize),
    /// Change this, or no longer if it is a map that is off already.
    Change(Change),
    /// Change nothing of this any more.
    Revert(Change),
    /// Change nothing any more.
    RevertAll,
    /// Maximise with these.
    Regularizers(Regularizers),
    /// Begin with another image.
    Seed(u64),
    /// Lay samples out so.
    Plane(Plane),
}

/// The most changes at once.
const MOST_CHANGES: usize = 200;

impl AnalysisConfig {
    /// The place of the strength among those of the transform.
    pub fn level(&self) -> usize {
        let strengths = self.transform.strengths();
        let distance = |level: &usize| (strengths[*level] - self.strength).abs();
        (0..strengths.len()).min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(0)
    }

    /// Takes a choice in.
    pub fn choose(&mut self, choice: Choice) {
        match choice {
            Choice::Question(question) => self.question = question,
            Choice::Transform(transform) => {
                let strengths = transform.strengths();
                (self.transform, self.strength) = (transform, strengths[strengths.len() / 2]);
            }
            Choice::Strength(level) => {
                let strengths = self.transform.strengths();
                self.strength = strengths[level.min(strengths.len() - 1)];
            }
            Choice::Shift(pixels) => {
                self.transform = Transform::Shift;
                self.choose(Choice::Strength(pixels));
            }
            Choice::Change(change) => {
                let was_off = change.changed == Changed::Off && self.changes.contains(&change);
                self.changes.retain(|other| !other.is_of(&change));
                if !was_off && self.changes.len() < MOST_CHANGES {
                    self.changes.push(change);
                }
            }
            Choice::Revert(change) => self.changes.retain(|other| !other.is_of(&change)),
            Choice::RevertAll => self.changes.clear(),
            Choice::Regularizers(regularizers) => self.regularizers = regularizers,
            Choice::Seed(seed) => self.seed = seed,
            Choice::Plane(plane) => self.plane = plane,
        }
    }
}

/// Every transform as links and people name it.
pub const TRANSFORMS: [(Transform, &str, Text); 7] = {
    let mut transforms = [(Transform::Shift, "", Text::EMPTY); 7];
    let mut i = 0;
    while i < transforms.len() {
        transforms[i] = (Transform::ALL[i], Transform::ALL[i].name(), words::TRANSFORMS[i]);
        i += 1;
    }
    transforms
};

const JITTER: Bounds<1> = Bounds([0], [8]);

fn up_to(text: &str, most: f32) -> Option<f32> {
    non_negative(text).filter(|value| *value <= most)
}

/// The keys.
pub const KEYS: &[Key<DrawConfig>] = &[
    key!(
        "why",
        words::QUESTION,
        analysis.question,
        |question: &Question| named(&Question::ALL, *question),
        |name| by_name(&Question::ALL, name),
        one_of(&Question::ALL)
    ),
    key!(
        "transform",
        words::TRANSFORM,
        analysis.transform,
        |transform: &Transform| named(&TRANSFORMS, *transform),
        |name| by_name(&TRANSFORMS, name),
        one_of(&TRANSFORMS)
    ),
    key!(
        "strength",
        words::STRENGTH,
        analysis.strength,
        f32::to_string,
        |text| up_to(text, 90.0),
        text::between(0.0, 90.0)
    ),
    Key {
        name: "changes",
        what: words::CHANGES,
        print: |to| {
            let changes: Vec<String> = to.analysis.changes.iter().map(Change::to_string).collect();
            changes.join(",")
        },
        read: |to, text| {
            let changes: Option<Vec<Change>> =
                text.split(',').take(MOST_CHANGES).map(Change::parse).collect();
            to.analysis.changes = changes?;
            Some(())
        },
        expects: |_, _| words::CHANGES_EXPECTED.to_string(),
    },
    key!(
        "jitter",
        words::JITTER,
        analysis.regularizers.jitter,
        usize::to_string,
        |text| JITTER.count(text),
        JITTER.expected()
    ),
    key!(
        "blur",
        words::BLUR,
        analysis.regularizers.blur,
        f32::to_string,
        |text| up_to(text, 3.0),
        text::between(0.0, 3.0)
    ),
    key!(
        "decay",
        words::DECAY,
        analysis.regularizers.decay,
        f32::to_string,
        |text| up_to(text, 1.0),
        text::between(0.0, 1.0)
    ),
    key!("seed", words::SEED, analysis.seed, u64::to_string, parsed, text::WHOLE_NUMBER),
    key!(
        "plane",
        words::PLANE,
        analysis.plane,
        |plane: &Plane| named(&Plane::ALL, *plane),
        |name| by_name(&Plane::ALL, name),
        one_of(&Plane::ALL)
    ),
];
