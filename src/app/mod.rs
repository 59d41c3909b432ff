//! What the page knows, without a word about browsers.

pub mod color;
pub mod custom_dataset;
pub mod figure;
pub mod heartbeat;
pub mod lab;
pub mod lessons;
pub mod link;
pub mod numbers;
pub mod place;
pub mod places;
pub mod pytorch;
pub mod shell;
pub mod show;
pub mod text;
pub mod trained_network;

#[cfg(test)]
mod tests;
