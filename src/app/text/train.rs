//! What the place Train says.
