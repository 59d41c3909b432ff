//! What the page hands out: an example as PyTorch code, and its view as a drawing that knows nothing of browsers.

mod pytorch;

pub use pytorch::pytorch;

#[cfg(test)]
mod tests;
