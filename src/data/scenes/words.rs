//! The words of sentences about scenes.

use super::{SCENE_GRID, Scene, SceneGenerator};
use crate::shape::Shape;

/// The words that a decoder knows: what begins a sentence and what ends it, then those of [`Scene::sentence`].
pub const VOCABULARY: [&str; 18] = [
    "<begin>", "<end>", "a", "an", "left", "right", "of", "above", "below", "red", "green", "blue", "yellow",
    "purple", "orange", "circle", "square", "triangle",
];

/// The most words of a sentence, its end included.
pub const MOST_WORDS: usize = 10;
/// The most shapes that sentences are learnt about.
pub const MOST_DESCRIBED: usize = 2;
/// Maps of a scene that a decoder looks at, of as many cells as [`SCENE_GRID`].
pub const DESCRIBED_MAPS: usize = 86;
/// What goes into a decoder of sentences: the maps, and the word before each step.
pub const SENTENCE_INPUT: Shape =
    Shape::flat(DESCRIBED_MAPS * SCENE_GRID.cells * SCENE_GRID.cells + MOST_WORDS);
/// What comes out of it: a score for each word in each step.
pub const SENTENCE_OUTPUT: Shape = Shape::new(VOCABULARY.len(), MOST_WORDS, 1);

impl SceneGenerator {
    /// Scene `index` of the row, without the shapes behind the first [`MOST_DESCRIBED`].
    pub fn described_scene(&self, index: u64) -> Scene {
        let mut scene = self.scene(index);
        scene.shapes.truncate(MOST_DESCRIBED);
        scene
    }
}

/// How much of a sentence is right, as the captions of Vinyals and others (2015) are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is true of the scene.
    NoErrors,
    /// One word is wrong, or missing, or too many.
    MinorErrors,
    /// More are.
    SomewhatRelated,
}

/// The words of a sentence, by their places in [`VOCABULARY`]; those that are not there are left out.
pub fn words_of(sentence: &str) -> Vec<usize> {
    sentence.split(' ').filter_map(|word| VOCABULARY.iter().position(|known| *known == word)).collect()
}

/// The sentence of some words.
pub fn sentence_of(words: &[usize]) -> String {
    words.iter().filter_map(|word| VOCABULARY.get(*word)).copied().collect::<Vec<_>>().join(" ")
}

impl Verdict {
    /// Of what is said about a scene. Where there are several shapes, either order is as true.
    ///
    /// ```
    /// use convoscope::data::scenes::{Scene, Verdict, words_of};
    /// let scene = Scene::from_link("1_circle.red.80.240.56.0_square.blue.320.240.56.0")?;
    /// let said = |sentence: &str| Verdict::of(&scene, &words_of(sentence));
    /// assert_eq!(said("a red circle left of a blue square"), Verdict::NoErrors);
    /// assert_eq!(said("a blue square right of a red circle"), Verdict::NoErrors);
    /// assert_eq!(said("a red circle left of a green square"), Verdict::MinorErrors);
    /// assert_eq!(said("a red circle above a green square"), Verdict::SomewhatRelated);
    /// # Ok::<(), convoscope::data::scenes::SceneError>(())
    /// ```
    pub fn of(scene: &Scene, words: &[usize]) -> Self {
        let off = scene.sentences().iter().map(|sentence| differences(&words_of(sentence), words)).min();
        match off.unwrap_or(words.len()) {
            0 => Self::NoErrors,
            1 => Self::MinorErrors,
            _ => Self::SomewhatRelated,
        }
    }
}

/// How many words have to be changed, inserted or left out at least to come from one sentence to another (Levenshtein, "Binary codes
/// capable of correcting deletions, insertions, and reversals", 1966).
fn differences(a: &[usize], b: &[usize]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, word) in a.iter().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for (j, other) in b.iter().enumerate() {
            let changed = corner + usize::from(word != other);
            corner = row[j + 1];
            row[j + 1] = changed.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
