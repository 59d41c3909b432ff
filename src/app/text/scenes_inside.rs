//! What the place Scenes says about a network while it learns.

/// Loss and scores, the sizes of gradients, the values of each layer.
pub const INSIDE: [&str; 3] = ["Curves", "Gradients", "Maps"];
pub const WHAT_IS_SHOWN: &str = "What is shown of what learns";
