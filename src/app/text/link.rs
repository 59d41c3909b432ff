//! What is said about links: what each of their keys is, and what cannot be used of them.

use crate::app::text::{Text, tr};

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

/// A key and its value as they stand in a link.
fn pair(key: &str, value: &str) -> String {
    short(&format!("{key}={value}"))
}

/// The value of a key cannot be read, or is out of its range. What was expected is a sentence of its own:
/// "a number from 0 to 1 was expected".
pub fn unusable(key: &str, value: &str, what: &str, expected: &str) -> String {
    tr!("“{}” in this link: for the {what}, {expected}.", pair(key, value))
}

pub fn unknown_key(key: &str, value: &str) -> String {
    tr!("“{}” in this link: there is no key “{}” here.", pair(key, value), short(key))
}

/// The second value of a key.
pub fn key_twice(key: &str, value: &str) -> String {
    tr!(
        "“{}” in this link: the key “{}” is there more than once, and the first is taken.",
        pair(key, value),
        short(key)
    )
}

pub fn no_pair(part: &str) -> String {
    tr!("“{}” in this link: a key, “=” and a value were expected.", short(part))
}

/// A "%" that is not followed by two hexadecimal digits.
pub fn stray_percent(from: &str) -> String {
    let begin: String = from.chars().take(3).collect();
    tr!("“{}” in this link: two hexadecimal digits were expected after “%”.", short(&begin))
}

pub fn not_utf8(part: &str) -> String {
    tr!("“{}” in this link: its percent-encoding is not UTF-8.", short(part))
}

pub const WHOLE_NUMBER: Text = Text("a whole number that is not negative was expected");
pub const NUMBER_FROM_0: Text = Text("a number from 0 up was expected");
pub const NUMBER_BELOW_1: Text = Text("a number from 0 to below 1 was expected");
pub const ON_OFF: Text = Text("0 or 1 was expected");
pub const DRAWN_STROKES: Text = Text("the strokes of a drawing were expected");
pub const VERSION: Text = Text("version");
pub const VERSION_NUMBER: Text =
    Text("a whole number from 1 up was expected, and the rest is read as in the present version");
pub const NEWER_VERSION: Text =
    Text("This link was made by a newer version of this page, so here is the beginning of the place.");
pub const LAYER_AND_UNIT: Text =
    Text("layer.unit or layer.unit.row.column was expected, as in conv2.5.13.15");
pub const DEPTH_GOES_WITH: Text = Text("view=depth was expected next to it");
pub const PICTURE_GOES_WITH: Text = Text("view=picture was expected next to it");
pub const PICTURE: Text = Text("picture");
pub const OPTIMIZERS: Text =
    Text("an optimizer and its numbers were expected, as in sgd, adam or momentum:0.9");
pub const DECAYS: Text =
    Text("constant, cosine:steps or stairs:steps:factor was expected, with a factor from 0 to 1");
pub const INITIALIZATIONS: Text =
    Text("zero, xavier, he or normal:deviation was expected, with a deviation from 0 to 10");
pub const ANOTHER_MODE: Text = Text("one that is possible with these settings was expected");

pub fn between(least: f32, largest: f32) -> String {
    // Links have a decimal point in every language.
    let [least, largest] = [least, largest].map(|bound| bound.to_string());
    tr!("a number from {least} to {largest} was expected")
}

pub fn whole_between(least: usize, largest: usize) -> String {
    tr!("a whole number from {least} to {largest} was expected")
}

/// Several whole numbers, with the least and the largest of each.
pub fn whole_numbers_between(least: &str, largest: &str) -> String {
    tr!("whole numbers from {least} to {largest} were expected")
}

pub fn shift_between(least: isize, largest: isize) -> String {
    tr!("rows and columns from {least} to {largest} were expected, as in 0.-1")
}

/// So many strokes of a drawing can be read, and then nothing more.
pub fn first_strokes(count: usize) -> String {
    tr!(
        "the strokes of a drawing were expected, and {count, plural, one {the first is taken} other {the first # are taken}}"
    )
}

/// Of what is out of range, the nearest is taken.
pub fn nearest(expected: &str, taken: &str) -> String {
    tr!("{expected}, and {taken} is taken")
}

pub fn one_of<'a>(names: impl Iterator<Item = &'a str>) -> String {
    tr!("one of {} was expected", names.collect::<Vec<_>>().join(", "))
}

pub fn some_of(names: &[&str]) -> String {
    tr!("some of {}, with points between them, were expected", names.join(", "))
}

/// A GPU behind so many steps.
pub const WEBGPU_LATER: &str = "webgpu:steps";

/// How many numbers a key takes, how many it has, and a word of it that is none.
pub fn numbers(expected: usize, found: usize, odd: Option<&str>) -> String {
    match odd.map(short) {
        Some(odd) => tr!(
            "{expected, plural, one {# number was expected} other {# numbers were expected}}, {found, plural, one {# is there} other {# are there}}, and “{odd}” is not a number"
        ),
        None => tr!(
            "{expected, plural, one {# number was expected} other {# numbers were expected}}, {found, plural, one {# is there} other {# are there}}"
        ),
    }
}

pub const NETWORK_IN_A_FILE: Text =
    Text("a network was expected; this one is too long for a link and has to be loaded from its file");

/// A network for samples of this shape.
pub fn network_for(samples: &str) -> String {
    tr!("a network that takes {samples} was expected")
}

/// Sizes that do not go together, were it not for this one.
pub fn does_not_fit(key: &str, value: &str, what: &str) -> String {
    tr!("“{}” in this link: this {what} is not possible with the rest, and is left out.", pair(key, value))
}

/// At most so many sentences are shown of a link.
const SHOWN: usize = 3;

/// All that is wrong with a link, in a few sentences; nothing if nothing is.
pub fn together(mut problems: Vec<String>) -> Option<String> {
    let more = problems.len().saturating_sub(SHOWN);
    problems.truncate(SHOWN);
    if more > 0 {
        problems.push(tr!("… and {more} more."));
    }
    (!problems.is_empty()).then(|| problems.join(" "))
}

pub fn no_such_place(name: &str) -> String {
    tr!("This link leads to “{}”, a place that does not exist, so here is the pad.", short(name))
}

pub fn no_such_preset(id: &str) -> String {
    tr!("“{}” in this link: there is no such example.", pair("preset", id))
}

pub fn no_such_data(name: &str) -> String {
    tr!("“{}” in this link: there are no such data, so here are generated digits.", pair("data", name))
}

pub const IMPOSSIBLE_CONVOLUTION: Text =
    Text("The convolution in this link is not possible, so here is an example.");
pub const NO_KERNEL: Text =
    Text("This link has an input and no kernel, so the kernel is that of an example.");
pub const NO_INPUT: Text = Text("This link has a kernel and no input, so the input is that of an example.");
pub const IMPOSSIBLE_POOL: Text = Text("The pool in this link is not possible, so here is an example.");
pub const FILES_ELSEWHERE: Text =
    Text("This link is about files of another browser, so here are generated digits.");

pub const DRAWING: Text = Text("drawing");
pub const STEPS_LEFT_OUT: Text = Text("list of steps that are left out");
pub const OPENED: Text = Text("map that is opened");
pub const DIRECTION: Text = Text("direction");
pub const CLASS: Text = Text("class");
pub const STEP_BACK: Text = Text("the step of the way back");
pub const PATH: Text = Text("the path back");
pub const UNITS_OF_PATH: Text = Text("maps or units between points were expected, as in 3.12.7");
pub const CHAIN: Text = Text("the chain of neurons");
pub const CHAIN_WEIGHTS: Text =
    Text("sigmoid or relu and four weights from -8 to 8 were expected, as in sigmoid,0.8,-1.2,0.9,1.1");
pub const WEIGHT: Text = Text("weight");
pub const METHOD: Text = Text("method");
pub const GRAD_CAM_LAYER: Text = Text("layer of Grad-CAM");
pub const LAYER_NAME: Text = Text("the name of a layer with maps was expected, as in conv4");
pub const FILL: Text = Text("fill of the occlusion");
pub const RANDOMIZED: Text = Text("number of layers with random weights");

pub const INPUT: Text = Text("input");
pub const KERNEL: Text = Text("kernel");
pub const BIAS: Text = Text("bias");
pub const UPSTREAM: Text = Text("upstream gradient");
pub const WINDOW: Text = Text("window");
pub const STRIDE: Text = Text("stride");
pub const DILATION: Text = Text("dilation");
pub const PADDING: Text = Text("padding");
pub const PADDING_MODE: Text = Text("padding mode");
pub const GROUPS: Text = Text("number of groups");
pub const OUTPUT_PADDING: Text = Text("output padding");
pub const FLIP: Text = Text("flip");
pub const POOL_KIND: Text = Text("kind of pool");
pub const CEIL_MODE: Text = Text("ceil mode");
pub const SHIFT: Text = Text("shift");
pub const MODE: Text = Text("mode");
pub const STEP: Text = Text("step");
pub const VIEW: Text = Text("view");
pub const BOTTLENECK: Text = Text("list of sizes");

pub const NOISE: Text = Text("noise");
pub const LETTERS: Text = Text("switch for letters");
pub const LETTER_BASE: Text = Text("number of the first letter");
pub const LETTER_ORDER: Text = Text("order of letters");
pub const LEARNING_RATE: Text = Text("learning rate");
pub const POSITIVE_NUMBER: Text = Text("a number above 0");
pub const USE_COUNTS: Text = Text("switch for counts of uses");
pub const SEED: Text = Text("seed");
pub const DATA_SEED: Text = Text("seed of the data");
pub const FEATURES: Text = Text("features of a point");
pub const PACE: Text = Text("pace");
pub const BALANCED: Text = Text("balanced classes");
pub const COUNT: Text = Text("number of samples");
pub const NETWORK: Text = Text("network");
pub const RATE: Text = Text("learning rate");
pub const WARMUP: Text = Text("warmup");
pub const DECAY: Text = Text("decay of the learning rate");
pub const OPTIMIZER: Text = Text("optimizer");
pub const REGULARIZATION: Text = Text("regularization");
pub const BATCH: Text = Text("batch");
pub const SHARDS: Text = Text("number of shards");
pub const PROFILE: Text = Text("profile");
pub const LOSS: Text = Text("loss");
pub const LABEL_SMOOTHING: Text = Text("label smoothing");
pub const INITIALIZATION: Text = Text("initialization");
pub const AUGMENTATION: Text = Text("augmentation");
pub const ENGINE: Text = Text("engine");
pub const EPOCHS: Text = Text("number of epochs");
pub const ACCURACY: Text = Text("accuracy");
pub const VARIANT: Text = Text("comparison");
pub const SAMPLE: Text = Text("sample");
pub const SECONDS: Text = Text("number of seconds");
pub const SAMPLES: Text = Text("number of samples of each kind");
