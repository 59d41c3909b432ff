//! What the place Scenes says about taking over what another network has learnt.

use crate::app::numbers::{millions, plural, whole_percent};

pub const TEACH: &str = "Teach";

// The key of the link.
pub const KEY: &str = "case of transfer";
pub const EXPECTED: &str =
    "three parts were expected, as in 2.frozen.1 or 3.fine-tuned.20, or own, as in own.digits.4.frozen";

// What is chosen.
pub const SETTINGS: &str = "What is transferred, and how";
pub const CASE: &str = "A case";
pub const CASES: [&str; 2] = ["where it helps", "where it does not"];
pub const BLOCKS: &str = "Blocks taken over";
/// "2", or "all".
pub fn blocks(taken: usize, all: usize) -> String {
    if taken == all { "all".to_owned() } else { taken.to_string() }
}
pub const WAY: &str = "Then";
pub const FROZEN: &str = "frozen";
pub const FINE_TUNED: &str = "fine-tuned";
pub const EXAMPLES: &str = "Examples of each class";

/// What has learnt, and how well it does.
pub fn source(accuracy: Option<f32>) -> String {
    match accuracy {
        None => {
            "What is transferred: a network that learns the digits 0 to 4 first, here in the page.".to_owned()
        }
        Some(accuracy) => {
            let right = whole_percent(accuracy);
            format!("What is transferred: a network that tells the digits 0 to 4 apart, {right} right.")
        }
    }
}

// The examples.
pub const ALL_EXAMPLES: &str = "All that both networks learn from";
/// For those who do not see it.
pub fn example(class: &str) -> String {
    format!("an example of {class}")
}

// What comes of it.
pub const RESULTS: &str = "Both networks";
/// The network that takes features over, and the one that does not.
pub const RUNS: [&str; 2] = ["Transferred", "From scratch"];
pub const NO_SCORE: &str = "–";
pub fn scored_on(samples: usize) -> String {
    format!(
        "right of {} that neither learns from; guessing comes to the grey line",
        plural(samples, "sample")
    )
}
pub const CHART: &str = "Right, after each epoch";
pub const PRESS_PLAY: &str =
    "Press play: both networks learn from the same examples, with the same steps, side by side.";
pub const SOURCE_FIRST: &str = "First the source learns the digits 0 to 4 …";
pub const CONFUSION: &str = "What is taken for what";
pub const OF_WHICH: &str = "Of which network";
pub const BEHIND: &str = "The images behind a cell";
pub const CHOOSE_A_CELL: &str = "Choose a cell to see its images.";

/// "8 taken for 9: 12".
pub fn behind(taken: &str, for_what: &str, count: usize) -> String {
    format!("{taken} taken for {for_what}: {count}")
}

// The course.
pub const PLAY: &str = "Learn";
pub const PAUSE: &str = "Pause";
pub const RESET: &str = "Start again";
/// Where it is.
pub fn course(source: bool, epoch: u64, epochs: u32) -> String {
    if source { format!("Source: epoch {epoch} of {epochs}") } else { format!("epoch {epoch} of {epochs}") }
}
/// What is to be done.
pub fn planned(epochs: u32, steps: u64) -> String {
    format!("{}, {} for each network", plural(epochs as usize, "epoch"), plural(steps as usize, "step"))
}

// What a step costs.
pub const COSTS: &str = "Multiply-adds";
pub const COST_ROWS: [&str; 2] = ["forward", "backward"];
pub fn macs(count: u64) -> String {
    millions(count)
}
pub const COST_ENDS: &str = "The way back ends where the frozen blocks begin: no gradient is needed there.";

// Something new.
pub const NEW: &str = "Something new to both";
pub const ANOTHER: &str = "Another";
pub const CLEAR: &str = "Clear";
pub const PAD: &str = "Pad: draw a digit from 5 to 9";
pub const INVITATION: &str = "Draw a 5, 6, 7, 8 or 9";
pub const THE_SAMPLE: &str = "The sample";
/// "8, 71 %".
pub fn says(class: &str, probability: f32) -> String {
    format!("{class}, {}", whole_percent(probability))
}

/// What is transferred, how, and when it is worth it.
pub const IDEA: [&str; 3] = [
    "What: the first blocks of a network that has learnt something else; behind them a layer that begins fresh.",
    "How: frozen, so that a step changes the new layer alone and the way back ends there; or fine-tuned, so that all is learnt further.",
    "When: if there are few examples and the features are of use for the new classes. The last ones of a narrow task are of less use: frozen, they hold the new classes back once there are more examples.",
];
pub const IDEA_NAME: &str = "The idea";
/// Whose ideas these are.
pub const SOURCES: &str = "Yosinski et al., “How transferable are features in deep neural networks?”, 2014; Razavian et al., “CNN features off-the-shelf”, 2014";
