//! What Draw says about what is asked of a guess beside its attribution.

use crate::app::numbers::{decimals, percent, thousands, whole_percent};

/// The questions.
pub const QUESTIONS: [&str; 5] =
    ["Which pixels?", "Is it invariant?", "What if?", "Which features?", "Which neighbours?"];
pub const QUESTION: &str = "question";
pub const TRANSFORM: &str = "transform";
pub const STRENGTH: &str = "strength of the transform";
pub const CHANGES: &str = "changes inside of the network";
pub const CHANGES_EXPECTED: &str = "maps that are off as in conv2.5, values as in conv2.5.13.15:2 or weights as in conv2.5.w.3.0.1:-0.5 were expected, with commas between them";
pub const JITTER: &str = "jitter";
pub const BLUR: &str = "blur";
pub const DECAY: &str = "decay";
pub const SEED: &str = "seed";
pub const PLANE: &str = "plane";
pub const PLANES: [&str; 2] = ["t-SNE", "PCA"];
/// The transforms, in the order of `Transform::ALL`.
pub const TRANSFORMS: [&str; 7] =
    ["shift", "rotation", "scale", "perspective", "contrast", "brightness", "noise"];
pub const DRAW_SOMETHING: &str = "Draw a digit, and ask the network about it.";

/// The data that is computed over: generated, or what the network learnt from.
pub fn data(count: usize, are_own: bool) -> String {
    let what =
        if are_own { "of the run’s own samples, those for validation first" } else { "generated digits" };
    format!("{} {what}", thousands(count as u64))
}

/// A link changes what the network does not have.
pub fn link_changes_nothing(change: &str) -> String {
    format!("This link changes {change}, which this network does not have.")
}

pub const STOP: &str = "Stop";
pub const AGAIN: &str = "Go on";

// Shift.

pub const TRANSFORM_BY: &str = "How the drawing is transformed";

/// What is done to the drawing.
pub fn transformed(class: Option<usize>, transform: usize, strength: f32) -> String {
    let what = class.map_or_else(|| "digit".to_owned(), |class| class.to_string());
    let amount = strength_of(transform, strength);
    match transform {
        0 => format!("The same {what}, moved by {amount}"),
        1 => format!("The same {what}, turned by {amount}"),
        2 => format!("The same {what}, scaled {amount}"),
        3 => format!("The same {what}, tilted by {amount}"),
        4 => format!("The same {what}, contrast {amount}"),
        5 => format!("The same {what}, brighter by {amount} at the right"),
        _ => format!("The same {what}, noise of {amount}"),
    }
}

/// A strength with its unit. The transform is its place in `Transform::ALL`.
pub fn strength_of(transform: usize, strength: f32) -> String {
    match transform {
        0 if strength == 1.0 => "1 pixel".to_owned(),
        0 => format!("{strength} pixels"),
        1 => format!("{strength}°"),
        2 | 4 => format!("× {}", decimals(strength, 1)),
        _ => decimals(strength, 1),
    }
}

pub const CENTRING_OFF: &str = "Centring is off; three networks read it.";
/// The networks that are compared.
pub const COMPARED: [&str; 3] = ["Dense", "CNN, dense head", "CNN, global average"];
/// The same in short.
pub const COMPARED_SHORT: [&str; 3] = ["dense", "CNN", "average"];

/// What they were trained on: `assets/weights` has the cards.
pub const TRAINED_ON: [&str; 3] =
    ["trained on centred digits", "trained on moved and turned digits, too", "trained on centred digits"];

pub fn params(count: u64) -> String {
    format!("{} parameters", thousands(count))
}

pub const RIGHT_ANSWERS: &str = "Right answers";

/// By which transform, and over what.
pub fn by_strength(transform: usize, count: usize) -> String {
    let unit = match transform {
        0 => "shift to the right in pixels",
        1 => "rotation in degrees",
        2 => "scale",
        3 => "tilt",
        4 => "contrast",
        5 => "brightness at the right",
        _ => "standard deviation of the noise",
    };
    format!("by {unit}, of {}", data(count, false))
}

/// A line's value at the chosen strength.
pub fn at_strength(network: usize, share: f32) -> String {
    format!("{} {}", whole_percent(share), COMPARED_SHORT[network])
}

pub const COUNTING: &str = "counting …";

/// What the curves of the shift say, or of another transform.
pub fn invariance(is_shift: bool) -> [&'static str; 2] {
    if is_shift {
        [
            "“CNNs are invariant” is not true as such.",
            "Convolutions are equivariant: move the digit, and their maps move along. A dense head has to learn every place, as this CNN did from moved digits, and fails further out. Only an average over all places forgets where it was: that network has never seen a moved digit.",
        ]
    } else {
        [
            "Invariance is learned, not given.",
            "Nothing in a convolution knows of turned, scaled or noisy digits. The CNN with the dense head has seen turned and scaled ones in training, the other two have not.",
        ]
    }
}

pub const OTHER_DATA: &str = "The digits are generated, and none of the networks was trained on them; on other data the figures differ.";

/// A chart for those who do not see it: the value of a network at every strength.
pub fn curve(network: usize, values: &str) -> String {
    format!("{}: {values}", COMPARED[network])
}

pub fn slider(transform: usize, strength: f32) -> String {
    format!("{}: {}", TRANSFORMS[transform], strength_of(transform, strength))
}

pub fn answer(class: usize, probability: f32) -> String {
    format!("{class}, {}", percent(probability))
}

/// The probability of a class that is not the answer.
pub fn meant(class: usize, probability: f32) -> String {
    format!("{class}: {}", percent(probability))
}

// What if.

pub const BEFORE: &str = "As it is";
pub const AFTER: &str = "Changed";
pub const NOTHING_CHANGED: &str =
    "Nothing is changed yet: switch off a map below, or set one of its values or weights.";

pub fn changes(count: usize) -> String {
    if count == 1 { "1 change".to_owned() } else { format!("{count} changes") }
}

pub const REVERT_ALL: &str = "Undo all";
pub const ACCURACY: &str = "Right answers";

/// The classes that accuracy is counted over.
pub fn of_all(count: usize, are_own: bool) -> String {
    data(count, are_own)
}

pub fn of_class(count: usize, class: usize) -> String {
    format!("{count} of them a {class}")
}

/// Which map matters most for this class.
pub fn matters_most(class: usize, layer: &str) -> String {
    format!("What of {layer} matters most for this {class}?")
}

pub fn lost_without(class: usize) -> String {
    format!("z of {class} loses this without it; a click switches it off")
}

/// A bar for those who do not see it.
pub fn loses(layer: &str, unit: usize, lost: &str, off: bool) -> String {
    let state = if off { "off" } else { "on" };
    format!("{layer}, {unit}, {state}: without it the logit loses {lost}")
}

pub const LAYER: &str = "Layer";

/// What is chosen to be changed.
pub fn chosen_unit(title: &str, unit: usize) -> String {
    format!("{title}, {unit}")
}

pub const OFF: &str = "Off";
pub const ON: &str = "On";
pub const ITS_CELL: &str = "value at";
pub const ITS_WEIGHT: &str = "weight";

pub fn set_cell(row: usize, column: usize) -> String {
    format!("value ({row}, {column})")
}

pub fn set_weight(source: usize, row: usize, column: usize) -> String {
    format!("weight {source} ({row}, {column})")
}

pub fn revert(change: &str) -> String {
    format!("Undo {change}")
}

// Features.

pub fn looks_for(title: &str, unit: usize) -> String {
    format!("What does {title}, {unit} look for?")
}

pub const PREVIOUS: &str = "The one before";
pub const NEXT: &str = "The next one";
pub const STRONGEST: &str = "Where it is strongest";

pub fn strongest_of(seen: usize, are_own: bool) -> String {
    format!("in {}: the image, and below it the patch that it sees", data(seen, are_own))
}

/// One of the strongest images, for those who do not see it.
pub fn peak(label: usize, value: &str, row: usize, column: usize) -> String {
    format!("a {label}: {value} at row {row}, column {column}")
}

pub const NEVER_ACTIVE: &str = "It is 0 for all of them: a dead unit.";
pub const MAXIMIZED: &str = "What would drive it most";

pub fn steps(steps: usize, of: usize, activation: &str) -> String {
    format!("step {steps} of {of}: mean activation {activation}")
}

/// The regularisers: their names and what each does.
pub const REGULARIZERS: [[&str; 2]; 3] = [
    ["Jitter", "moved at random before each step, in pixels"],
    ["Blur", "a Gaussian after each step, in pixels"],
    ["Decay", "this part of all ink fades with each step"],
];
pub const START_AGAIN: &str = "Other start";
pub const HOW_MAXIMIZED: &str = "Gradient ascent: from noise, 200 small steps along the gradient of the channel’s mean activation. Without the regularisers it ends in noise that no digit has.";
pub const SMALL_NETWORK: &str = "An honest word: this is a small network. Expect edges, ends and arcs in the first layers and scraps of strokes later, no portraits of digits; whoever sees more sees it in.";
pub const NO_SAMPLES: &str = "There are no generated samples for this network’s input.";

// Neighbours.

pub fn features(title: &str, dimensions: usize) -> String {
    format!("The {dimensions} values of {title}, the last hidden layer")
}

/// What the plane shows.
pub fn points(count: usize, are_own: bool) -> String {
    format!("{}, coloured by class, and your drawing", data(count, are_own))
}

pub fn pca(ratios: [f32; 2]) -> String {
    format!("two components have {} of the variance", whole_percent(ratios[0] + ratios[1]))
}

pub fn tsne(steps: usize, kl_divergence: f32) -> String {
    format!("t-SNE, step {steps}: KL {}", decimals(kl_divergence, 2))
}

pub const WORKING_OUT: [&str; 2] = ["features of all samples", "who is near to whom"];

pub fn progress(stage: usize, done: f32) -> String {
    format!("{} … {}", WORKING_OUT[stage], whole_percent(done))
}

pub const TSNE_HONEST: &str = "Only who is near to whom means something in t-SNE’s plane; distances between groups, and their sizes, do not.";
pub const PCA_HONEST: &str = "The two directions of most spread; what lies in the others is projected away.";
pub const NEAREST: &str = "Nearest to the drawing";
pub const SHIFTED_BY: &str = "shifted by";
/// By what neighbours are found.
pub const BY: [&str; 2] = ["by pixels", "by features"];
/// The same in short.
pub const BY_SHORT: [&str; 2] = ["pixels", "features"];
pub const COSINE: &str = "below: cosine distance, 1 − cos";
pub const PRECISION: &str = "Precision@10";

pub fn precision_about(queries: usize, gallery: usize, are_own: bool) -> String {
    format!(
        "by shift of the query: which part of the ten nearest has the query’s class. {queries} queries, gallery of {}",
        data(gallery, are_own)
    )
}

/// A neighbour, for those who do not see it.
pub fn neighbour(label: usize, distance: &str) -> String {
    format!("a {label} at distance {distance}")
}

/// A point that is pointed at.
pub fn sample(index: usize, label: usize) -> String {
    format!("sample {index}, a {label}")
}

pub const YOURS: &str = "your drawing";
