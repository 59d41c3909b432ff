//! [`Place`]: what a link leads to and the bar lists.

/// A place of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The lectures as steps, above the other places.
    Lessons,
    /// A drawn digit, and what a network makes of it.
    Draw,
    /// One convolution in numbers.
    Convolve,
    /// One pool in numbers.
    Pool,
    /// A network that learns.
    Train,
    /// Networks of the literature.
    Networks,
    /// Small networks that find and segment shapes.
    Scenes,
}

impl Place {
    /// All places, in the order of the bar.
    pub const ALL: [Self; 7] =
        [Self::Lessons, Self::Draw, Self::Convolve, Self::Pool, Self::Train, Self::Networks, Self::Scenes];
}
