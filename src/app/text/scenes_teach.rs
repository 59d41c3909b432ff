//! What the place Scenes says about taking over what another network has learnt.

use crate::app::numbers::{millions, whole_percent};
use crate::app::text::{Text, tr};

pub const TEACH: Text = Text("Teach");

// The key of the link.
pub const KEY: Text = Text("case of transfer");
pub const EXPECTED: Text =
    Text("three parts were expected, as in 2.frozen.1 or 3.fine-tuned.20, or own, as in own.digits.4.frozen");

// What is chosen.
pub const SETTINGS: Text = Text("What is transferred, and how");
pub const CASE: Text = Text("A case");
pub const CASES: [Text; 2] = [Text("where it helps"), Text("where it does not")];
pub const BLOCKS: Text = Text("Blocks taken over");
/// "2", or "all".
pub fn blocks(taken: usize, all: usize) -> String {
    if taken == all { Text("all").into() } else { taken.to_string() }
}
pub const WAY: Text = Text("Then");
pub const FROZEN: Text = Text("frozen");
pub const FINE_TUNED: Text = Text("fine-tuned");
pub const EXAMPLES: Text = Text("Examples of each class");

/// What has learnt, and how well it does.
pub fn source(accuracy: Option<f32>) -> String {
    match accuracy {
        None => Text("What is transferred: a network that learns the digits 0 to 4 first, here in the page.")
            .into(),
        Some(accuracy) => {
            let right = whole_percent(accuracy);
            tr!("What is transferred: a network that tells the digits 0 to 4 apart, {right} right.")
        }
    }
}

// The examples.
pub const ALL_EXAMPLES: Text = Text("All that both networks learn from");
/// For those who do not see it.
pub fn example(class: &str) -> String {
    tr!("an example of {class}")
}

// What comes of it.
pub const RESULTS: Text = Text("Both networks");
/// The network that takes features over, and the one that does not.
pub const RUNS: [Text; 2] = [Text("Transferred"), Text("From scratch")];
pub const NO_SCORE: &str = "–";
pub fn scored_on(samples: usize) -> String {
    tr!(
        "right of {samples, plural, one {# sample} other {# samples}} that neither learns from; guessing comes to the grey line"
    )
}
pub const CHART: Text = Text("Right, after each epoch");
/// Below the norms of gradients.
pub const FROZEN_GRADIENTS: Text =
    Text("Frozen layers get no gradient: their bars are empty, and no step changes them.");
pub const PRESS_PLAY: Text =
    Text("Press play: both networks learn from the same examples, with the same steps, side by side.");
pub const SOURCE_FIRST: Text = Text("First the source learns the digits 0 to 4 …");
pub const CONFUSION: Text = Text("What is taken for what");
pub const OF_WHICH: Text = Text("Of which network");
pub const BEHIND: Text = Text("The images behind a cell");
pub const CHOOSE_A_CELL: Text = Text("Choose a cell to see its images.");

/// "8 taken for 9: 12".
pub fn behind(taken: &str, for_what: &str, count: usize) -> String {
    tr!("{taken} taken for {for_what}: {count}")
}

// The course.
pub const PLAY: Text = Text("Learn");
pub const PAUSE: Text = Text("Pause");
pub const RESET: Text = Text("Start again");
/// Where it is.
pub fn course(source: bool, epoch: u64, epochs: u32) -> String {
    if source { tr!("Source: epoch {epoch} of {epochs}") } else { tr!("epoch {epoch} of {epochs}") }
}
/// What is to be done.
pub fn planned(epochs: u32, steps: u64) -> String {
    tr!(
        "{epochs, plural, one {# epoch} other {# epochs}}, {steps, plural, one {# step} other {# steps}} for each network"
    )
}

// What a step costs.
pub const COSTS: Text = Text("Multiply-adds");
pub const COST_ROWS: [Text; 2] = [Text("forward"), Text("backward")];
pub fn macs(count: u64) -> String {
    millions(count)
}
pub const COST_ENDS: Text =
    Text("The way back ends where the frozen blocks begin: no gradient is needed there.");

// Something new.
pub const NEW: Text = Text("Something new to both");
pub const ANOTHER: Text = Text("Another");
pub const CLEAR: Text = Text("Clear");
pub const PAD: Text = Text("Pad: draw a digit from 5 to 9");
pub const INVITATION: Text = Text("Draw a 5, 6, 7, 8 or 9");
pub const THE_SAMPLE: Text = Text("The sample");
/// "8, 71 %".
pub fn says(class: &str, probability: f32) -> String {
    format!("{class}, {}", whole_percent(probability))
}

/// What is transferred, how, and when it is worth it.
pub const IDEA: [Text; 3] = [
    Text(
        "What: the first blocks of a network that has learnt something else; behind them a layer that begins fresh.",
    ),
    Text(
        "How: frozen, so that a step changes the new layer alone and the way back ends there; or fine-tuned, so that all is learnt further.",
    ),
    Text(
        "When: if there are few examples and the features are of use for the new classes. The last ones of a narrow task are of less use: frozen, they hold the new classes back once there are more examples.",
    ),
];
/// Whose ideas these are.
pub const SOURCES: Text = Text(
    "Yosinski et al., “How transferable are features in deep neural networks?”, 2014; Razavian et al., “CNN features off-the-shelf”, 2014",
);
