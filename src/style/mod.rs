//! Style as statistics: a picture is changed until the filters of a network respond to it as to another picture, on average over all
//! places. [`gram()`] is what is averaged, [`Content`] what shall stay, [`StyleTransfer`] the way there.

mod content;
mod gram;
mod transfer;

pub use content::Content;
pub use gram::{gram, gram_backward};
pub use transfer::{StyleLoss, StyleTransfer};

#[cfg(test)]
mod tests;
