/// Why a text is no scene.
#[allow(missing_docs, reason = "the fields say it themselves")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SceneError {
    /// It is too long.
    Long { most: usize },
    /// It does not begin with a seed.
    Seed { found: String },
    /// There are too many shapes.
    Shapes { most: usize, found: usize },
    /// A shape has too few or too many fields.
    Fields { found: String },
    /// There is no such kind of shape.
    Kind { found: String },
    /// There is no such colour.
    Color { found: String },
    /// A number is none, or out of its bounds.
    Number { what: SceneNumber, least: i32, most: i32, found: String },
}

/// The whole numbers of a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SceneNumber {
    /// Where its centre is along a row.
    X,
    /// Where its centre is along a column.
    Y,
    /// How large it is.
    Size,
    /// How far it is turned.
    Angle,
}

impl std::error::Error for SceneError {}
