//! An image sprite: many samples side by side in one image.

use serde::{Deserialize, Serialize};

use super::picture::{Part, Picture};
use super::survey::Appearance;
use super::{DataError, Dataset, Expected, Found, LARGEST, MOST_CLASSES, Scale};
use crate::shape::Shape;

/// How a sprite says what its tiles show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Classes {
    /// Each row of tiles is a class.
    Rows,
    /// Each column of tiles is a class.
    Columns,
}

/// The tiles of a sprite, read in pieces: a picture may be larger than what a browser draws at once.
///
/// ```
/// use convoscope::data::picture::{Ink, Picture};
/// use convoscope::data::sprite::{Classes, Sprite};
/// use convoscope::data::survey::Appearance;
/// use convoscope::shape::Shape;
/// let rgba: Vec<u8> = (0..4).flat_map(|i| [i, i, i, 255]).collect();
/// let mut sprite = Sprite::new("sprite.png", [2, 4], [1, 2], Classes::Rows)?;
/// let appearance = Appearance { colour: false, ground: [0; 3], ink: Ink::Light };
/// sprite.begin(Shape::new(1, 1, 2))?;
/// // Two pieces, which happen to look the same.
/// for piece in sprite.pieces(3) {
///     let rgba = &rgba[..4 * piece.w * piece.h];
///     sprite.add(piece, Picture { file: "sprite.png", w: piece.w, h: piece.h, rgba }, appearance)?;
/// }
/// let data = sprite.finish();
/// assert_eq!((data.images, data.labels), (vec![0, 1, 0, 1, 2, 3, 2, 3], vec![0, 0, 1, 1]));
/// # Ok::<(), convoscope::data::DataError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Sprite {
    file: String,
    /// Height and width of a tile.
    tile: [usize; 2],
    rows: usize,
    columns: usize,
    classes: Classes,
    shape: Shape,
    images: Vec<u8>,
}

impl Sprite {
    /// The tiles of a picture of `size` pixels, `tile` each, both height and width.
    pub fn new(file: &str, size: [usize; 2], tile: [usize; 2], classes: Classes) -> Result<Self, DataError> {
        let [h, w] = tile;
        if h == 0 || w == 0 || size.contains(&0) || !size[0].is_multiple_of(h) || !size[1].is_multiple_of(w) {
            let found = Found::Sizes(vec![size[1], size[0]]);
            return Err(DataError::of(file, Expected::WholeTiles { w, h }, found));
        }
        let (rows, columns) = (size[0] / h, size[1] / w);
        let (count, expected) = match classes {
            Classes::Rows => (rows, Expected::RowsOfTiles),
            Classes::Columns => (columns, Expected::ColumnsOfTiles),
        };
        if !(2..=MOST_CLASSES).contains(&count) {
            return Err(DataError::of(file, expected, Found::count(count)));
        }
        let (file, shape, images) = (file.to_owned(), Shape::new(1, h, w), Vec::new());
        Ok(Self { file, tile, rows, columns, classes, shape, images })
    }

    /// Parts of whole tiles that together are the picture, none longer than `most` pixels along a side if a tile is not.
    pub fn pieces(&self, most: usize) -> Vec<Part> {
        let [h, w] = self.tile;
        let along = |count: usize, tile: usize| {
            let step = (most / tile).max(1);
            (0..count).step_by(step).map(move |first| (first * tile, step.min(count - first) * tile))
        };
        let rows = along(self.rows, h);
        let part =
            |(y, h): (usize, usize), (x, w): (usize, usize)| Part { x: x as isize, y: y as isize, w, h };
        rows.flat_map(|row| along(self.columns, w).map(move |column| part(row, column))).collect()
    }

    /// Makes room for samples of `shape`.
    pub fn begin(&mut self, shape: Shape) -> Result<(), DataError> {
        let tiles = self.rows * self.columns;
        if tiles.checked_mul(shape.len()).is_none_or(|bytes| bytes > LARGEST) {
            let expected = Expected::FewTiles { most: LARGEST / shape.len() };
            return Err(DataError::of(&self.file, expected, Found::count(tiles)));
        }
        self.shape = shape;
        self.images = vec![0; tiles * shape.len()];
        Ok(())
    }

    /// Makes samples of the tiles of a piece, whose pixels `picture` has.
    pub fn add(
        &mut self,
        piece: Part,
        picture: Picture<'_>,
        appearance: Appearance,
    ) -> Result<(), DataError> {
        picture.check()?;
        let ([h, w], len) = (self.tile, self.shape.len());
        let (top, left) = (piece.y as usize / h, piece.x as usize / w);
        for row in 0..picture.h / h {
            for column in 0..picture.w / w {
                let part = Part { x: (column * w) as isize, y: (row * h) as isize, w, h };
                let tile = (top + row) * self.columns + left + column;
                let sample = picture.sample(part, self.shape, appearance);
                if let Some(image) = self.images.get_mut(tile * len..(tile + 1) * len) {
                    image.copy_from_slice(&sample);
                }
            }
        }
        Ok(())
    }

    /// The data set.
    pub fn finish(self) -> Dataset {
        let Self { rows, columns, classes, shape, images, .. } = self;
        let label = |tile: usize| match classes {
            Classes::Rows => (tile / columns) as u8,
            Classes::Columns => (tile % columns) as u8,
        };
        let count = if classes == Classes::Rows { rows } else { columns };
        let names = (0..count).map(|class| class.to_string()).collect();
        let labels = (0..rows * columns).map(label).collect();
        Dataset { shape, scale: Scale::Unit, images, labels, names }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_sprite_is_refused() {
        let new = |tile, classes| Sprite::new("s.png", [2, 3], tile, classes);
        let mut columns = new([1, 1], Classes::Columns).unwrap();
        columns.begin(Shape::new(1, 1, 1)).unwrap();
        assert_eq!(columns.finish().labels, [0, 1, 2, 0, 1, 2]);
        let error = |tile, classes| new(tile, classes).unwrap_err().to_string();
        assert_eq!(
            error([1, 2], Classes::Rows),
            "s.png: expected whole tiles of 2 × 1 pixels, but found 3 × 2"
        );
        assert_eq!(
            error([2, 1], Classes::Rows),
            "s.png: expected 2 to 256 rows of tiles, one for each class, but found 1"
        );
        assert!(new([0, 1], Classes::Rows).is_err());
        let mut many = Sprite::new("s.png", [56, 28 << 20], [28, 28], Classes::Rows).unwrap();
        assert!(many.begin(Shape::new(1, 28, 28)).unwrap_err().to_string().contains("at most 342392 tiles"));
    }

    #[test]
    fn pieces_cover_a_wide_sprite_once() {
        let sprite = Sprite::new("s.png", [56, 5600], [28, 28], Classes::Rows).unwrap();
        let pieces = sprite.pieces(2048);
        assert!(pieces.iter().all(|piece| piece.w <= 2048 && piece.h <= 2048));
        assert_eq!(pieces.iter().map(|piece| piece.w * piece.h).sum::<usize>(), 56 * 5600);
        assert_eq!((pieces.len(), pieces[1].x), (3, 73 * 28));
    }
}
