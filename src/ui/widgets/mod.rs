//! What the places are made of: the grid of numbers, the transport bar, fields, panels that open, a surface to draw on, a
//! camera, and a call for every frame.

pub mod arrows;
pub mod camera;
pub mod drawn;
pub mod fields;
pub mod frames;
pub mod grid;
pub mod kept_focus;
pub mod listener;
pub mod notice;
pub mod number;
pub mod popover;
pub mod scrolled;
pub mod segments;
pub mod surface;
pub mod timeline_keys;
pub mod transport;
pub mod undo;
