//! What is said about links: what each of their keys is, and what cannot be used of them.

/// How much of a link stands in a sentence about it.
const QUOTED: usize = 40;

/// The beginning of a text, in a length that a sentence can bear and without what cannot be seen.
pub fn short(text: &str) -> String {
    let seen = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let mut short: String = text.chars().take(QUOTED).map(seen).collect();
    if text.chars().nth(QUOTED).is_some() {
        short.push('…');
    }
    short
}

/// Where something in a link is wrong.
fn at(part: &str) -> String {
    format!("“{}” in this link", short(part))
}

/// The value of a key cannot be read, or is out of its range. What was expected is a sentence of its own:
/// "a number from 0 to 1 was expected".
pub fn unusable(key: &str, value: &str, what: &str, expected: &str) -> String {
    format!("{}: for the {what}, {expected}.", at(&format!("{key}={value}")))
}

pub fn unknown_key(key: &str, value: &str) -> String {
    format!("{}: there is no key “{}” here.", at(&format!("{key}={value}")), short(key))
}

/// The second value of a key.
pub fn key_twice(key: &str, value: &str) -> String {
    format!(
        "{}: the key “{}” is there more than once, and the first is taken.",
        at(&format!("{key}={value}")),
        short(key)
    )
}

pub fn no_pair(part: &str) -> String {
    format!("{}: a key, “=” and a value were expected.", at(part))
}

/// A "%" that is not followed by two hexadecimal digits.
pub fn stray_percent(from: &str) -> String {
    let begin: String = from.chars().take(3).collect();
    format!("{}: two hexadecimal digits were expected after “%”.", at(&begin))
}

pub fn not_utf8(part: &str) -> String {
    format!("{}: its percent-encoding is not UTF-8.", at(part))
}

pub const WHOLE_NUMBER: &str = "a whole number that is not negative was expected";
pub const NUMBER_FROM_0: &str = "a number from 0 up was expected";
pub const NUMBER_BELOW_1: &str = "a number from 0 to below 1 was expected";
pub const ON_OFF: &str = "0 or 1 was expected";
pub const DRAWN_STROKES: &str = "the strokes of a drawing were expected";
pub const VERSION: &str = "version";
pub const VERSION_NUMBER: &str =
    "a whole number from 1 up was expected, and the rest is read as in the present version";
pub const NEWER_VERSION: &str =
    "This link was made by a newer version of this page, so here is the beginning of the place.";
pub const LAYER_AND_UNIT: &str = "layer.unit or layer.unit.row.column was expected, as in conv2.5.13.15";
pub const DEPTH_GOES_WITH: &str = "view=depth was expected next to it";
pub const PICTURE_GOES_WITH: &str = "view=picture was expected next to it";
pub const PICTURE: &str = "picture";
pub const OPTIMIZERS: &str = "an optimizer and its numbers were expected, as in sgd, adam or momentum:0.9";
pub const DECAYS: &str =
    "constant, cosine:steps or stairs:steps:factor was expected, with a factor from 0 to 1";
pub const INITIALIZATIONS: &str =
    "zero, xavier, he or normal:deviation was expected, with a deviation from 0 to 10";
pub const ANOTHER_MODE: &str = "one that is possible with these settings was expected";

pub fn between(least: f32, largest: f32) -> String {
    format!("a number from {least} to {largest} was expected")
}

pub fn whole_between(least: usize, largest: usize) -> String {
    format!("a whole number from {least} to {largest} was expected")
}

/// Several whole numbers, with the least and the largest of each.
pub fn whole_numbers_between(least: &str, largest: &str) -> String {
    format!("whole numbers from {least} to {largest} were expected")
}

pub fn shift_between(least: isize, largest: isize) -> String {
    format!("rows and columns from {least} to {largest} were expected, as in 0.-1")
}

/// So many strokes of a drawing can be read, and then nothing more.
pub fn first_strokes(count: usize) -> String {
    let first = if count == 1 { "the first is taken" } else { &format!("the first {count} are taken") };
    format!("{DRAWN_STROKES}, and {first}")
}

/// Of what is out of range, the nearest is taken.
pub fn nearest(expected: &str, taken: &str) -> String {
    format!("{expected}, and {taken} is taken")
}

pub fn one_of<'a>(names: impl Iterator<Item = &'a str>) -> String {
    format!("one of {} was expected", names.collect::<Vec<_>>().join(", "))
}

pub fn some_of(names: &[&str]) -> String {
    format!("some of {}, with points between them, were expected", names.join(", "))
}

/// A GPU behind so many steps.
pub const WEBGPU_LATER: &str = "webgpu:steps";

/// How many numbers a key takes, how many it has, and a word of it that is none.
pub fn numbers(expected: usize, found: usize, odd: Option<&str>) -> String {
    let were = match expected {
        1 => "1 number was expected".to_owned(),
        _ => format!("{expected} numbers were expected"),
    };
    let are = if found == 1 { "1 is there" } else { &format!("{found} are there") };
    let odd = odd.map(|word| format!(", and “{}” is not a number", short(word))).unwrap_or_default();
    format!("{were}, {are}{odd}")
}

pub const NETWORK_IN_A_FILE: &str =
    "a network was expected; this one is too long for a link and has to be loaded from its file";

/// A network for samples of this shape.
pub fn network_for(samples: &str) -> String {
    format!("a network that takes {samples} was expected")
}

/// Sizes that do not go together, were it not for this one.
pub fn does_not_fit(key: &str, value: &str, what: &str) -> String {
    format!("{}: this {what} is not possible with the rest, and is left out.", at(&format!("{key}={value}")))
}

/// At most so many sentences are shown of a link.
const SHOWN: usize = 3;

/// All that is wrong with a link, in a few sentences; nothing if nothing is.
pub fn together(mut problems: Vec<String>) -> Option<String> {
    let more = problems.len().saturating_sub(SHOWN);
    problems.truncate(SHOWN);
    if more > 0 {
        problems.push(format!("… and {more} more."));
    }
    (!problems.is_empty()).then(|| problems.join(" "))
}

pub fn no_such_place(name: &str) -> String {
    format!("This link leads to “{}”, a place that does not exist, so here is the pad.", short(name))
}

pub fn no_such_preset(id: &str) -> String {
    format!("{}: there is no such example.", at(&format!("preset={id}")))
}

pub fn no_such_data(name: &str) -> String {
    format!("{}: there are no such data, so here are generated digits.", at(&format!("data={name}")))
}

pub const IMPOSSIBLE_CONVOLUTION: &str =
    "The convolution in this link is not possible, so here is an example.";
pub const NO_KERNEL: &str = "This link has an input and no kernel, so the kernel is that of an example.";
pub const NO_INPUT: &str = "This link has a kernel and no input, so the input is that of an example.";
pub const IMPOSSIBLE_POOL: &str = "The pool in this link is not possible, so here is an example.";
pub const FILES_ELSEWHERE: &str =
    "This link is about files of another browser, so here are generated digits.";

pub const DRAWING: &str = "drawing";
pub const STEPS_LEFT_OUT: &str = "list of steps that are left out";
pub const OPENED: &str = "map that is opened";
pub const DIRECTION: &str = "direction";
pub const CLASS: &str = "class";
pub const STEP_BACK: &str = "the step of the way back";
pub const PATH: &str = "the path back";
pub const UNITS_OF_PATH: &str = "maps or units between points were expected, as in 3.12.7";
pub const CHAIN: &str = "the chain of neurons";
pub const CHAIN_WEIGHTS: &str =
    "sigmoid or relu and four weights from -8 to 8 were expected, as in sigmoid,0.8,-1.2,0.9,1.1";
pub const WEIGHT: &str = "weight";
pub const METHOD: &str = "method";
pub const GRAD_CAM_LAYER: &str = "layer of Grad-CAM";
pub const LAYER_NAME: &str = "the name of a layer with maps was expected, as in conv4";
pub const FILL: &str = "fill of the occlusion";
pub const RANDOMIZED: &str = "number of layers with random weights";

pub const INPUT: &str = "input";
pub const KERNEL: &str = "kernel";
pub const BIAS: &str = "bias";
pub const UPSTREAM: &str = "upstream gradient";
pub const WINDOW: &str = "window";
pub const STRIDE: &str = "stride";
pub const DILATION: &str = "dilation";
pub const PADDING: &str = "padding";
pub const PADDING_MODE: &str = "padding mode";
pub const GROUPS: &str = "number of groups";
pub const OUTPUT_PADDING: &str = "output padding";
pub const FLIP: &str = "flip";
pub const POOL_KIND: &str = "kind of pool";
pub const CEIL_MODE: &str = "ceil mode";
pub const SHIFT: &str = "shift";
pub const MODE: &str = "mode";
pub const STEP: &str = "step";
pub const VIEW: &str = "view";
pub const BOTTLENECK: &str = "list of sizes";

pub const NOISE: &str = "noise";
pub const LETTERS: &str = "switch for letters";
pub const LETTER_BASE: &str = "number of the first letter";
pub const LETTER_ORDER: &str = "order of letters";
pub const LEARNING_RATE: &str = "learning rate";
pub const POSITIVE_NUMBER: &str = "a number above 0";
pub const USE_COUNTS: &str = "switch for counts of uses";
pub const SEED: &str = "seed";
pub const DATA_SEED: &str = "seed of the data";
pub const FEATURES: &str = "features of a point";
pub const PACE: &str = "pace";
pub const BALANCED: &str = "balanced classes";
pub const COUNT: &str = "number of samples";
pub const NETWORK: &str = "network";
pub const RATE: &str = "learning rate";
pub const WARMUP: &str = "warmup";
pub const DECAY: &str = "decay of the learning rate";
pub const OPTIMIZER: &str = "optimizer";
pub const REGULARIZATION: &str = "regularization";
pub const BATCH: &str = "batch";
pub const SHARDS: &str = "number of shards";
pub const PROFILE: &str = "profile";
pub const LOSS: &str = "loss";
pub const LABEL_SMOOTHING: &str = "label smoothing";
pub const INITIALIZATION: &str = "initialization";
pub const AUGMENTATION: &str = "augmentation";
pub const ENGINE: &str = "engine";
pub const EPOCHS: &str = "number of epochs";
pub const ACCURACY: &str = "accuracy";
pub const VARIANT: &str = "comparison";
pub const SAMPLE: &str = "sample";
pub const SECONDS: &str = "number of seconds";
pub const SAMPLES: &str = "number of samples of each kind";
