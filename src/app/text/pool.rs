//! What the place Pool says.
