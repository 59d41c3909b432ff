//! What Scenes says of describing.

use crate::app::numbers::whole_percent;
use crate::app::text::Text;
use crate::data::scenes::Verdict;

pub const SENTENCE: Text = Text("What the network says");
pub const WANTED: Text = Text("What it learnt to say of such a scene");
pub const POINT: Text = Text("Point at a word: where the network looks for it.");
pub const NOTHING: Text = Text("It says nothing.");
pub const WORKS: Text = Text("It looks at the scene.");
pub const EXAMPLES: Text = Text("Scenes that it has not seen");
pub const NONE_OF_THEM: Text = Text("none so far");
pub const TRUE_SENTENCES: [Text; 2] = [Text("one shape"), Text("two shapes")];
pub const METRICS: [&str; 2] = ["metric-one", "metric-two"];
pub const ARE_TRUE: Text = Text("of the sentences about unseen scenes are true");
pub const AND_ATTENTION: Text = Text("The scene and where the network looks");
/// Of the decoder: where it looks, its vectors of words, what remembers, what comes to words.
pub const PARAM_GROUPS: [Text; 4] = [Text("attention"), Text("embedding"), Text("GRU"), Text("output")];
pub const GRADIENTS: Text = Text("The norm of the gradient of each group of parameters");

/// A word for those who hear it, and how likely it was.
pub fn word(word: &str, probability: f32) -> String {
    format!("{word}: {}", whole_percent(probability))
}

/// How right a sentence is.
pub const fn verdict(verdict: Verdict) -> Text {
    match verdict {
        Verdict::NoErrors => Text("no errors"),
        Verdict::MinorErrors => Text("minor errors"),
        Verdict::SomewhatRelated => Text("somewhat related"),
    }
}

/// What is said of more shapes than it learnt from.
pub const TOO_MANY: Text = Text("It learnt from scenes of one shape or two.");

pub const IDEA: [Text; 3] = [
    Text(
        "A sentence is said word by word. A recurrent unit, a GRU, remembers what was said; from the maps of the detector it picks, for each word, the cells that count.",
    ),
    Text("Where to look is learnt from the sentences alone: nobody says which cell belongs to which word."),
    Text(
        "Smaller here: 36 cells, 48 numbers of memory and 18 words, instead of 196 cells, 1 000 numbers and 10 000 words, and shapes instead of photographs.",
    ),
];
pub const SOURCE: Text = Text(
    "Vinyals et al., “Show and tell”, 2015; Xu et al., “Show, attend and tell”, 2015; GRU: Cho et al., 2014",
);
