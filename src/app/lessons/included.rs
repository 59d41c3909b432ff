//! The lessons that come with the page.

use super::translated::translated;
use super::{Lesson, read};

/// Every lesson: the name of its file below `assets/lessons/en`, and the text.
pub const FILES: [(&str, &str); 11] = {
    macro_rules! files {
        ($($name:literal),*) => { [$(($name, include_str!(concat!("../../../assets/lessons/en/", $name)))),*] };
    }
    files!(
        "01-why-not-dense.md",
        "02-convolution-as-a-sum.md",
        "03-size-stride-padding.md",
        "04-channels-and-cost.md",
        "05-pooling.md",
        "06-receptive-field.md",
        "07-backpropagation.md",
        "08-deep-and-hard.md",
        "09-regularise-and-normalise.md",
        "10-famous-networks.md",
        "11-what-it-is-good-for.md"
    )
};

/// All of them, in order, in the language chosen.
pub fn included() -> Vec<Lesson> {
    // Each of them can be read: a test does.
    FILES.iter().filter_map(|(_, text)| read(text).ok()).map(translated).collect()
}
