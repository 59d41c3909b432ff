//! What is said about links: what each of their keys is, and what cannot be used of them.

/// The value of a key cannot be read, or is out of its range.
pub fn unusable(what: &str) -> String {
    format!("The {what} in this link cannot be used.")
}

pub const NO_SUCH_PRESET: &str = "This link names an example that does not exist.";
pub const IMPOSSIBLE_CONVOLUTION: &str =
    "The convolution in this link is not possible, so here is an example.";
pub const IMPOSSIBLE_POOL: &str = "The pool in this link is not possible, so here is an example.";
pub const FILES_ELSEWHERE: &str =
    "This link is about files of another browser, so here are generated digits.";
pub const NO_SUCH_DATA: &str = "This link names data that do not exist, so here are generated digits.";

pub const DRAWING: &str = "drawing";
pub const STEPS_LEFT_OUT: &str = "list of steps that are left out";
pub const OPENED: &str = "map that is opened";

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
pub const SEED: &str = "seed";
pub const DATA_SEED: &str = "seed of the data";
pub const COUNT: &str = "number of samples";
pub const NETWORK: &str = "network";
pub const RATE: &str = "learning rate";
pub const WARMUP: &str = "warmup";
pub const DECAY: &str = "decay of the learning rate";
pub const OPTIMIZER: &str = "optimizer";
pub const REGULARIZATION: &str = "regularization";
pub const BATCH: &str = "batch";
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
