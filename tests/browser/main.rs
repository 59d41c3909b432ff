//! The built site in a real Chromium. `cargo xtask test` builds `dist/` and then runs this; by hand it is
//! `cargo xtask build && cargo test --test browser`. With `SCREENSHOTS=folder` the tests leave pictures there.
//!
//! Plain `cargo test` leaves this out (`test = false` in Cargo.toml), since it needs `dist/` and Chromium: where one of
//! them is missing these tests fail and never pass unseen.

mod hands;
#[allow(dead_code, reason = "the programs beside this one use the rest")]
mod harness;

mod accessibility;
mod analysis;
mod bench;
mod convolve;
mod draw;
mod every_place;
mod export;
mod faults;
mod figures;
mod firefox;
mod gpu;
mod harness_itself;
mod keyboard;
mod languages;
mod layout;
mod lecture;
mod lessons;
mod networks;
mod offline;
mod opening;
mod parallel;
mod picture;
mod pool;
mod runs;
mod scenes;
mod scenes_generate;
mod scenes_teach;
mod single_file;
mod stack;
mod topics;
mod train;
mod train_data;
mod train_inside;
mod train_screens;
mod trouble;
mod views;
mod why;
