//! What stands around the places.

use crate::app::place::Place;
use crate::session::ParityReport;

/// The name of the page, in two parts.
pub const NAME: (&str, &str) = ("Convo", "scope");
pub const PLACES: &str = "Places";

/// The name of a place.
pub const fn place(place: Place) -> &'static str {
    match place {
        Place::Lessons => "Lessons",
        Place::Draw => "Draw",
        Place::Convolve => "Convolve",
        Place::Pool => "Pool",
        Place::Train => "Train",
        Place::Networks => "Networks",
        Place::Scenes => "Scenes",
    }
}

pub const SHARE: &str = "Share";
pub const SHARE_TITLE: &str = "Copy a link to exactly this (S)";
pub const QR_CODE: &str = "QR code";
pub const QR_CODE_TITLE: &str = "This link as a QR code, for a class (Q)";
pub const QR_CODE_OF_FILE: &str = "This page is a file on this machine: its link leads nobody else here.";
pub const QR_CODE_TOO_LONG: &str =
    "This link is longer than a QR code holds, which is 2 953 bytes. Share copies it.";
pub const EMBED: &str = "Embed";
pub const EMBED_TITLE: &str = "Copy code that shows exactly this in a page of yours";
pub const COPIED: &str = "Copied";
pub const PRESENT: &str = "Present";
pub const PRESENT_TITLE: &str = "Larger, and nothing else on the screen (P)";
pub const KEYS: &str = "Keys";
pub const CLOSE: &str = "Close";
pub const DISMISS: &str = "Dismiss";
pub const UNFRAMED: &str = "Open in Convoscope ↗";
pub const BLACK: &str = "The screen is black: press to go on";

/// What a button does, and the key that does it.
pub fn with_key(what: &str, key: &str) -> String {
    format!("{what} ({key})")
}

/// What opens the choice of ground and palettes.
pub const APPEARANCE: &str = "Light or dark, and palettes";
pub const GROUND: &str = "Ground";
/// Light, dark.
pub const GROUNDS: [&str; 2] = ["Light", "Dark"];
pub const PALETTES: &str = "Palettes";
/// Standard, color-blind.
pub const PALETTE_SETS: [&str; 2] = ["Standard", "Color-blind safe"];
pub const PALETTES_SAY: &str = "Below and above zero differ in lightness, too.";
/// Kinds of values that have palettes of their own: activations, weights, gradients.
pub const PALETTE_KINDS: [&str; 3] = ["activations", "weights", "gradients"];

pub const CANNOT_COPY_LINK: &str = "The browser does not allow copying: the address bar holds the link.";
pub const CANNOT_COPY: &str = "The browser does not allow copying.";

pub const WORKER_CRASHED: &str = "The worker crashed.";
pub const WORKER_NOT_LOADED: &str = "The worker could not be loaded: please check the connection.";
pub const WORKER_RESTARTED: &str = "The worker stopped and was started again.";
pub const WORKER_SILENT: &str = "The worker has not answered for a while.";

pub const NEW_VERSION: &str =
    "A new version of Convoscope is here: it is used the next time, once all tabs of this one are closed.";

pub const LOADING: &str = "Loading …";
pub const LOADS_LONG: &str = "This place is still loading: the connection may be slow, or gone.";
pub const RELOAD: &str = "Reload the page";
pub const CANNOT_LOAD: &str = "This place could not be loaded: please check the connection.";
pub const TRY_AGAIN: &str = "Try again";

/// Keys that mean the same everywhere, and what they do.
pub const PAGE_KEYS: [(&str, &str); 7] = [
    ("P", "present: larger, and nothing else on the screen"),
    ("B or .", "a black screen while presenting, and back"),
    ("S", "copy a link to exactly this"),
    ("Q", "that link as a QR code"),
    ("T", "light or dark"),
    ("Esc", "back by one level"),
    ("? or H", "these keys"),
];
/// Those of Draw.
pub const DRAW_KEYS: [(&str, &str); 6] = [
    ("0 … 9", "a sample of that digit, another one each time"),
    ("C", "clear the pad"),
    ("U or Ctrl Z", "undo the last stroke"),
    ("E", "pen or eraser"),
    ("← → ↑ ↓", "walk over the maps, or over the cells of an opened map"),
    ("Enter", "open a map, pin a cell"),
];
/// Those of Train.
pub const TRAIN_KEYS: [(&str, &str); 4] = [
    ("Space", "train or pause"),
    ("→ or Page ↓", "one batch, or the next part in slow motion"),
    ("Ctrl Z", "take the last change of the network back"),
    ("Ctrl Shift Z, Ctrl Y", "do it again"),
];
/// Those of a grid of numbers.
pub const GRID_KEYS: [(&str, &str); 5] = [
    ("← → ↑ ↓ in a grid", "walk from cell to cell"),
    ("a digit, Enter", "change the cell, pin a result"),
    ("Alt ↑, Alt ↓", "one more, one less"),
    ("Ctrl Z", "take the last change back"),
    ("Ctrl Shift Z, Ctrl Y", "do it again"),
];
pub const SINGLE_KEYS: &str = "Single letters, digits and signs are shortcuts";
pub const ABOUT: &str =
    "Everything is computed in this page, by the engine that trained the network. You can’t break it.";

pub const BENCH: &str = "How fast the engine is here";
pub const BENCH_ABOUT: &str =
    "A network on random images: one image on its own, batches, and training with momentum.";
pub const LAYER_TIMES: [&str; 4] = ["Layer", "Forward, ms", "Backward, ms", "Forward, GFLOP/s"];
pub const MEASURING: &str = "measuring …";
pub const NO_SUCH_ENGINE: &str = "there is no such engine";

pub const PARITY: &str = "Do both engines compute the same?";
pub const PARITY_ABOUT: &str = "Every kind of layer, forward and backward, and ten training steps of seven small networks, on the GPU \
     and on the CPU. Differences are shares of the largest value of a tensor.";
pub const COMPARING: &str = "comparing …";

/// What the comparison of the engines came to.
pub fn verdict(report: &ParityReport) -> String {
    let ParityReport { adapter, tensors, values, worst, differences } = report;
    let adapter = if adapter.is_empty() { "The GPU" } else { adapter };
    let verdict = match differences.len() {
        0 => format!("{adapter} agrees with the CPU"),
        count => format!("{adapter} differs from the CPU in {count} of {tensors} tensors"),
    };
    format!("{verdict}: {values} values in {tensors} tensors, largest difference {worst:.1e}.")
}
