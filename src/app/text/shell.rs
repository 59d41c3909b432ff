//! What stands around the places.

use crate::app::place::Place;
use crate::app::text::{Text, tr};
use crate::session::ParityReport;

/// The name of the page, in two parts.
pub const NAME: (&str, &str) = ("Convo", "scope");
pub const PLACES: Text = Text("Places");

/// The name of a place.
pub const fn place(place: Place) -> Text {
    match place {
        Place::Lessons => Text("Lessons"),
        Place::Draw => Text("Draw"),
        Place::Convolve => Text("Convolve"),
        Place::Pool => Text("Pool"),
        Place::Train => Text("Train"),
        Place::Networks => Text("Networks"),
        Place::Scenes => Text("Scenes"),
    }
}

pub const SHARE: Text = Text("Share");
pub const SHARE_TITLE: Text = Text("Copy a link to exactly this (S)");
pub const QR_CODE: Text = Text("QR code");
pub const QR_CODE_TITLE: Text = Text("This link as a QR code, for a class (Q)");
pub const QR_CODE_OF_FILE: Text =
    Text("This page is a file on this machine: its link leads nobody else here.");
pub const QR_CODE_TOO_LONG: Text =
    Text("This link is longer than a QR code holds, which is 2 953 bytes. Share copies it.");
pub const EMBED: Text = Text("Embed");
pub const EMBED_TITLE: Text = Text("Copy code that shows exactly this in a page of yours");
pub const COPIED: Text = Text("Copied");
pub const PRESENT: Text = Text("Present");
pub const PRESENT_TITLE: Text = Text("Larger, and nothing else on the screen (P)");
pub const LANGUAGE: Text = Text("Language");
pub const KEYS: Text = Text("Keys");
pub const CLOSE: Text = Text("Close");
pub const DISMISS: Text = Text("Dismiss");
pub const UNFRAMED: Text = Text("Open in Convoscope ↗");
pub const BLACK: Text = Text("The screen is black: press to go on");

/// What a button does, and the key that does it.
pub fn with_key(what: &str, key: &str) -> String {
    format!("{what} ({key})")
}

/// What opens the choice of ground and palettes.
pub const APPEARANCE: Text = Text("Light or dark, and palettes");
pub const GROUND: Text = Text("Ground");
/// Light, dark.
pub const GROUNDS: [Text; 2] = [Text("Light"), Text("Dark")];
pub const PALETTES: Text = Text("Palettes");
/// Standard, color-blind.
pub const PALETTE_SETS: [Text; 2] = [Text("Standard"), Text("Color-blind safe")];
pub const PALETTES_SAY: Text = Text("Below and above zero differ in lightness, too.");
/// Kinds of values that have palettes of their own: activations, weights, gradients.
pub const PALETTE_KINDS: [Text; 3] = [Text("activations"), Text("weights"), Text("gradients")];

pub const CANNOT_COPY_LINK: Text =
    Text("The browser does not allow copying: the address bar holds the link.");
pub const CANNOT_COPY: Text = Text("The browser does not allow copying.");

/// What `index.html` says after a crash: a title, what it means, and a button.
pub const CRASH: [Text; 3] = [
    Text("Convoscope crashed"),
    Text(
        "It made a mistake, or the browser has no more memory for it. The link in the address bar has your work, and runs are kept in this browser: reload the page to go on.",
    ),
    Text("Reload"),
];
pub const WORKER_CRASHED: Text = Text("The worker crashed.");
pub const WORKER_NOT_LOADED: Text = Text("The worker could not be loaded: please check the connection.");
pub const WORKER_RESTARTED: Text = Text("The worker stopped and was started again.");
pub const WORKER_SILENT: Text = Text("The worker has not answered for a while.");

pub const NEW_VERSION: Text = Text(
    "A new version of Convoscope is here: it is used the next time, once all tabs of this one are closed.",
);

pub const LOADING: Text = Text("Loading …");
pub const LOADS_LONG: Text = Text("This place is still loading: the connection may be slow, or gone.");
pub const RELOAD: Text = Text("Reload the page");
pub const CANNOT_LOAD: Text = Text("This place could not be loaded: please check the connection.");
pub const TRY_AGAIN: Text = Text("Try again");

/// Keys that mean the same everywhere, and what they do.
pub const PAGE_KEYS: [(Text, Text); 7] = [
    (Text::of("P"), Text("present: larger, and nothing else on the screen")),
    (Text("B or ."), Text("a black screen while presenting, and back")),
    (Text::of("S"), Text("copy a link to exactly this")),
    (Text::of("Q"), Text("that link as a QR code")),
    (Text::of("T"), Text("light or dark")),
    (Text("Esc"), Text("back by one level")),
    (Text("? or H"), Text("these keys")),
];
/// Those of Draw.
pub const DRAW_KEYS: [(Text, Text); 6] = [
    (Text::of("0 … 9"), Text("a sample of that digit, another one each time")),
    (Text::of("C"), Text("clear the pad")),
    (Text("U or Ctrl Z"), Text("undo the last stroke")),
    (Text::of("E"), Text("pen or eraser")),
    (Text::of("← → ↑ ↓"), Text("walk over the maps, or over the cells of an opened map")),
    (Text("Enter"), Text("open a map, pin a cell")),
];
/// Those of Train.
pub const TRAIN_KEYS: [(Text, Text); 4] = [
    (Text("Space"), Text("train or pause")),
    (Text("→ or Page ↓"), Text("one batch, or the next part in slow motion")),
    (Text("Ctrl Z"), Text("take the last change of the network back")),
    (Text("Ctrl Shift Z, Ctrl Y"), Text("do it again")),
];
/// Those of a grid of numbers.
pub const GRID_KEYS: [(Text, Text); 5] = [
    (Text("← → ↑ ↓ in a grid"), Text("walk from cell to cell")),
    (Text("a digit, Enter"), Text("change the cell, pin a result")),
    (Text("Alt ↑, Alt ↓"), Text("one more, one less")),
    (Text("Ctrl Z"), Text("take the last change back")),
    (Text("Ctrl Shift Z, Ctrl Y"), Text("do it again")),
];
pub const SINGLE_KEYS: Text = Text("Single letters, digits and signs are shortcuts");
pub const ABOUT: Text =
    Text("Everything is computed in this page, by the engine that trained the network. You can’t break it.");

pub const BENCH: Text = Text("How fast the engine is here");
pub const BENCH_ABOUT: Text =
    Text("A network on random images: one image on its own, batches, and training with momentum.");
pub const LAYER_TIMES: [Text; 4] =
    [Text("Layer"), Text("Forward, ms"), Text("Backward, ms"), Text("Forward, GFLOP/s")];
pub const MEASURING: Text = Text("measuring …");
pub const NO_SUCH_ENGINE: Text = Text("there is no such engine");

pub const PARITY: Text = Text("Do both engines compute the same?");
pub const PARITY_ABOUT: Text = Text(
    "Every kind of layer, forward and backward, and ten training steps of seven small networks, on the GPU \
     and on the CPU. Differences are shares of the largest value of a tensor.",
);
pub const COMPARING: Text = Text("comparing …");

/// What the comparison of the engines came to.
pub fn verdict(report: &ParityReport) -> String {
    let ParityReport { adapter, tensors, values, worst, differences } = report;
    match (&adapter[..], differences.len()) {
        ("", 0) => tr!(
            "The GPU agrees with the CPU: {values} values in {tensors} tensors, largest difference {worst:.1e}."
        ),
        ("", count) => tr!(
            "The GPU differs from the CPU in {count} of {tensors} tensors: {values} values in {tensors} tensors, largest difference {worst:.1e}."
        ),
        (adapter, 0) => tr!(
            "{adapter} agrees with the CPU: {values} values in {tensors} tensors, largest difference {worst:.1e}."
        ),
        (adapter, count) => tr!(
            "{adapter} differs from the CPU in {count} of {tensors} tensors: {values} values in {tensors} tensors, largest difference {worst:.1e}."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_says_after_a_crash_what_is_translated() {
        let page = include_str!("../../../index.html");
        assert!(CRASH.iter().all(|text| page.contains(&format!(">{}<", text.english()))));
    }
}
