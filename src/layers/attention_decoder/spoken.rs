use super::AttentionDecoder;
use super::attention::softmax;
use crate::random::Random;

/// A word that was said, and where the decoder looked meanwhile.
#[derive(Clone, Debug, PartialEq)]
pub struct Spoken {
    /// The word.
    pub word: usize,
    /// How likely it was.
    pub probability: f32,
    /// How much each cell counted.
    pub attention: Vec<f32>,
}

/// The word that begins a sentence.
const BEGIN: usize = 0;
/// The word that ends a sentence.
pub const END: usize = 1;

impl AttentionDecoder {
    /// Fresh parameters: uniform up to 1 / √(fan in) for matrices and what is added to their sums, normal for embeddings, as PyTorch
    /// begins.
    pub fn fresh(&self, seed: u64) -> Vec<f32> {
        let mut random = Random::new(seed);
        let mut params = Vec::new();
        let mut fan_in = 1;
        for (name, dims, range) in self.slots() {
            if let [_, columns] = dims[..] {
                fan_in = if name.starts_with("gru") { self.hidden } else { columns };
            }
            let bound = 1.0 / (fan_in as f32).sqrt();
            let is_embedding = name.starts_with("embedding");
            params.extend(range.map(|_| match is_embedding {
                true => random.normal(),
                false => random.range(-bound, bound),
            }));
        }
        params
    }

    /// What goes in and what is wanted where a sentence is learnt: the words before its steps, and the words after them, its end
    /// included. Behind that are [ignored](crate::loss::IGNORED_LABEL) ones; what is longer than the steps is cut.
    ///
    /// ```
    /// use convoscope::layers::attention_decoder::AttentionDecoder;
    /// let decoder = AttentionDecoder { maps: 1, cells: 1, hidden: 1, embedding: 1, units: 1, words: 9, steps: 4 };
    /// let (before, after) = decoder.sentence(&[7, 3]);
    /// assert_eq!(before, [0.0, 7.0, 3.0, 0.0]);
    /// assert_eq!(after, [Some(7), Some(3), Some(1), None]);
    /// ```
    pub fn sentence(&self, words: &[usize]) -> (Vec<f32>, Vec<Option<usize>>) {
        let before = [BEGIN].into_iter().chain(words.iter().copied()).map(|word| word as f32);
        let after = words.iter().copied().chain([END]).map(Some);
        let fill = std::iter::repeat(BEGIN as f32);
        (
            before.chain(fill).take(self.steps).collect(),
            after.chain(std::iter::repeat(None)).take(self.steps).collect(),
        )
    }

    /// The likeliest word after each other, until the sentence ends or has as many as there are steps, with these parameters.
    pub fn describe(&self, params: &[f32], maps: &[f32]) -> Vec<Spoken> {
        let at = self.record();
        let mut projected = vec![0.0; 2 * self.hidden * self.cells];
        let (mut before, mut record) = (vec![0.0; at.len], vec![0.0; at.len]);
        self.start(params, maps, &mut projected, &mut before);
        let (mut word, mut spoken) = (BEGIN, Vec::new());
        while spoken.len() < self.steps {
            let mut probabilities = self.step(params, &projected, word, &before, &mut record);
            softmax(&mut probabilities);
            let best = probabilities.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
            let Some((best, probability)) = best.filter(|(best, _)| *best != END) else { break };
            let attention = record[at.weights..at.units].to_vec();
            spoken.push(Spoken { word: best, probability: *probability, attention });
            word = best;
            std::mem::swap(&mut before, &mut record);
        }
        spoken
    }
}
