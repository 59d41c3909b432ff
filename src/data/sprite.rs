//! An image sprite: many samples side by side in one image.

use serde::{Deserialize, Serialize};

use super::picture::{Ink, Part, Picture};
use super::{DataError, Dataset, LARGEST, MOST_CLASSES, Scale};
use crate::shape::Shape;

/// How a sprite says what its tiles show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Classes {
    /// Each row of tiles is a class.
    Rows,
    /// Each column of tiles is a class.
    Columns,
}

/// Cuts a sprite into tiles of `tile` pixels, height and width, and makes each a sample of `shape`.
///
/// ```
/// use convoscope::data::picture::{Ink, Picture};
/// use convoscope::data::sprite::{Classes, read};
/// use convoscope::shape::Shape;
/// let rgba: Vec<u8> = (0..8).flat_map(|i| [i, i, i, 255]).collect();
/// let sprite = Picture { file: "sprite.png", w: 4, h: 2, rgba: &rgba };
/// let data = read(sprite, [1, 2], Shape::new(1, 1, 2), Classes::Rows, Ink::Light)?;
/// assert_eq!((data.images, data.labels), (vec![0, 1, 2, 3, 4, 5, 6, 7], vec![0, 0, 1, 1]));
/// # Ok::<(), convoscope::data::DataError>(())
/// ```
pub fn read(
    sprite: Picture<'_>,
    tile: [usize; 2],
    shape: Shape,
    classes: Classes,
    ink: Ink,
) -> Result<Dataset, DataError> {
    sprite.check()?;
    let [h, w] = tile;
    if h == 0 || w == 0 || !sprite.h.is_multiple_of(h) || !sprite.w.is_multiple_of(w) {
        let expected = format!("whole tiles of {w} × {h} pixels");
        return Err(DataError::of(sprite.file, &expected, format!("{} × {}", sprite.w, sprite.h)));
    }
    let (rows, columns) = (sprite.h / h, sprite.w / w);
    let (count, axis) = match classes {
        Classes::Rows => (rows, "rows"),
        Classes::Columns => (columns, "columns"),
    };
    if !(2..=MOST_CLASSES).contains(&count) {
        let expected = format!("2 to {MOST_CLASSES} {axis} of tiles, one for each class");
        return Err(DataError::of(sprite.file, &expected, count));
    }
    if (rows * columns).checked_mul(shape.len()).is_none_or(|bytes| bytes > LARGEST) {
        let expected = format!("at most {} tiles", LARGEST / shape.len());
        return Err(DataError::of(sprite.file, &expected, rows * columns));
    }
    let tiles = || (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    let label = |(row, column)| if classes == Classes::Rows { row as u8 } else { column as u8 };
    let part = |(row, column)| Part { x: column * w, y: row * h, w, h };
    Ok(Dataset {
        shape,
        scale: Scale::Unit,
        images: tiles().flat_map(|tile| sprite.sample(part(tile), shape, ink)).collect(),
        labels: tiles().map(label).collect(),
        names: (0..count).map(|class| class.to_string()).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_sprite_is_refused() {
        let rgba = [0; 4 * 6];
        let sprite = Picture { file: "s.png", w: 3, h: 2, rgba: &rgba };
        let read = |tile, classes| read(sprite, tile, Shape::new(1, 1, 1), classes, Ink::Light);
        assert_eq!(read([1, 1], Classes::Columns).unwrap().labels, [0, 1, 2, 0, 1, 2]);
        let error = |tile, classes| read(tile, classes).unwrap_err().to_string();
        assert_eq!(
            error([1, 2], Classes::Rows),
            "s.png: expected whole tiles of 2 × 1 pixels, but found 3 × 2"
        );
        assert_eq!(
            error([2, 1], Classes::Rows),
            "s.png: expected 2 to 256 rows of tiles, one for each class, but found 1"
        );
        assert!(read([0, 1], Classes::Rows).is_err());
    }
}
