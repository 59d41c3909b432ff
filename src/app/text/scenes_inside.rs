//! What the place Scenes says about a network while it learns.

use crate::app::text::Text;

/// Loss and scores, the sizes of gradients, the values of each layer.
pub const INSIDE: [Text; 3] = [Text("Curves"), Text("Gradients"), Text("Maps")];
pub const WHAT_IS_SHOWN: Text = Text("What is shown of what learns");
