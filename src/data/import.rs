//! How somebody's files become samples: what can be chosen about it, and what came of it.

use serde::{Deserialize, Serialize};

use super::{DataError, Dataset, MOST_CLASSES, NameEncoding};
use crate::shape::Shape;

/// How a picture of other proportions becomes a sample.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fit {
    /// What is in the middle, cut to the sample's proportions.
    #[default]
    Crop,
    /// All of it, on the ground that the pictures have.
    Letterbox,
    /// All of it, its proportions changed.
    Stretch,
}

impl Fit {
    /// All ways.
    pub const ALL: [Self; 3] = [Self::Crop, Self::Letterbox, Self::Stretch];
}

/// What can be chosen about pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// How they are brought into shape.
    pub fit: Fit,
    /// Rows and columns of a sample; by itself 28 for grey ones and 32 for those in colour.
    pub side: Option<usize>,
    /// How names in an archive are read that do not say it; by itself as it seems best.
    pub encoding: Option<NameEncoding>,
    /// Rows and columns of a tile of a sprite; by itself as [`Tiles::of`] proposes.
    pub tile: Option<usize>,
}

/// How a sprite is divided into square tiles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tiles {
    /// Rows and columns of a tile.
    pub side: usize,
    /// All sides that leave nothing over and 2 to 256 rows, one for each class.
    pub possible: Vec<usize>,
}

impl Tiles {
    /// The sides that are proposed before others: those of data sets that people know, and of icons.
    const USUAL: [usize; 8] = [28, 32, 64, 16, 48, 24, 20, 96];

    /// What is possible for a sprite of so many rows and columns of pixels; the first usual side, or else the largest. `None` if
    /// nothing is.
    ///
    /// ```
    /// use convoscope::data::import::Tiles;
    /// let tiles = Tiles::of([64, 320]).unwrap();
    /// assert_eq!((tiles.side, tiles.possible), (32, vec![1, 2, 4, 8, 16, 32]));
    /// assert_eq!(Tiles::of([56, 5600]).unwrap().side, 28);
    /// assert_eq!(Tiles::of([1, 100]), None);
    /// ```
    pub fn of([h, w]: [usize; 2]) -> Option<Self> {
        let fits = |&side: &usize| {
            h.is_multiple_of(side) && w.is_multiple_of(side) && (2..=MOST_CLASSES).contains(&(h / side))
        };
        let possible: Vec<usize> = (1..=(h / 2).min(w)).filter(fits).collect();
        let usual = Self::USUAL.into_iter().find(|side| possible.contains(side));
        let side = usual.or(possible.last().copied())?;
        Some(Self { side, possible })
    }
}

/// Something that could not be used, while the rest was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its path.
    pub file: String,
    /// Why.
    pub why: Reason,
}

/// Why something is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It cannot be unpacked.
    Damaged(DataError),
    /// It cannot be decoded as a picture.
    NoPicture,
    /// A picture in no folder, so nothing says what it shows.
    NoClass,
    /// A folder without a picture.
    EmptyFolder,
}

/// What was done to pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scaled {
    /// How they were brought into shape; `None` where all had the sample's proportions.
    pub fit: Option<Fit>,
    /// The size of a sample.
    pub to: Shape,
    /// Whether any picture had another size.
    pub resized: bool,
}

/// Which samples are for validation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Split {
    /// A share of all, drawn from a seed.
    Share(f32),
    /// The last ones, since whoever collected them said so.
    Last(u32),
}

impl Split {
    /// A share that leaves enough to train on.
    pub const DEFAULT: Self = Self::Share(0.2);

    /// The indices of the samples to train on, and of those for validation. At least one is trained on.
    ///
    /// ```
    /// use convoscope::data::{Generator, Source, Split};
    /// let data = Generator::of(Source::Circle).dataset(0..5);
    /// assert_eq!(Split::Last(2).of(&data, 1), (vec![0, 1, 2], vec![3, 4]));
    /// assert_eq!(Split::Share(0.9).of(&data, 1).0.len(), 1);
    /// ```
    pub fn of(self, data: &Dataset, seed: u64) -> (Vec<usize>, Vec<usize>) {
        let most = data.len().saturating_sub(1);
        match self {
            Self::Share(share) => {
                let share = if share.is_finite() { share } else { 0.0 };
                data.split(share.min(most as f32 / data.len().max(1) as f32), seed)
            }
            Self::Last(n) => {
                let first = data.len() - (n as usize).min(most);
                ((0..first).collect(), (first..data.len()).collect())
            }
        }
    }
}

/// What whoever chose files should know about the samples.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportNotes {
    /// What was done to pictures, if they were pictures.
    pub scaled: Option<Scaled>,
    /// What was left out.
    pub left_out: Vec<LeftOut>,
    /// How names were read that did not say it.
    pub encoding: Option<NameEncoding>,
    /// Whether rows and columns were swapped, if they are images of IDX files.
    pub transposed: Option<bool>,
    /// How they were cut out, if they are tiles of a sprite.
    pub tiles: Option<Tiles>,
}
