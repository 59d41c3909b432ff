//! Reader of tables whose lines are samples: a label and the pixels of a square grey image, row by row, as MNIST is often handed
//! on.

use std::collections::BTreeSet;

use super::error::counted;
use super::idx::{File, held_out};
use super::import::Split;
use super::{DataError, Dataset, LARGEST, MOST_CLASSES, Scale};
use crate::shape::Shape;

/// Reads one table, or two of which one is called "test" or "val" and is for validation. A first line of names may be there; the
/// label stands in front, or in the column that it calls so. Values are 0 to 255, or 0 to 1.
///
/// ```
/// use convoscope::data::csv::read_all;
/// use convoscope::data::idx::File;
/// let read = |text: &str| read_all(&[File { name: "a.csv", bytes: text.as_bytes() }]);
/// let (data, _) = read("label,p0,p1,p2,p3\ncat,0,0,255,7\ndog,1,2,3,4\n").unwrap();
/// assert_eq!((data.names[1].as_str(), data.image(0)), ("dog", &[0, 0, 255, 7][..]));
/// assert_eq!(
///     read("7,0,0,0,0\n8,0,0,x,0\n").unwrap_err().to_string(),
///     "a.csv, line 2, column 4: expected a number, but found “x”"
/// );
/// ```
pub fn read_all(files: &[File]) -> Result<(Dataset, Split), DataError> {
    let (first, second) = match files {
        [file] => (file, None),
        [a, b] if held_out(a.name) && !held_out(b.name) => (b, Some(a)),
        [a, b] => (a, Some(b)),
        _ => {
            let name = files.first().map_or("", |file| file.name);
            let expected = "one table, or one to train on and one for validation";
            return Err(DataError::of(name, expected, counted(files.len(), "table", "tables")));
        }
    };
    let mut table = Table::read(first)?;
    let mut split = Split::DEFAULT;
    if let Some(file) = second {
        let more = Table::read(file)?;
        if more.side != table.side {
            let expected = format!("images of {0} × {0} as in {1}", table.side, first.name);
            return Err(DataError::of(file.name, &expected, format!("{0} × {0}", more.side)));
        }
        // Where no name says so, both are one.
        if held_out(file.name) {
            split = Split::Last(more.labels.len() as u32);
        }
        table.images.extend(more.images);
        table.labels.extend(more.labels);
    }
    Ok((table.dataset(first.name)?, split))
}

/// Samples whose labels are still words.
struct Table {
    side: usize,
    images: Vec<u8>,
    labels: Vec<String>,
}

impl Table {
    fn read(file: &File) -> Result<Self, DataError> {
        let text = std::str::from_utf8(file.bytes)
            .map_err(|error| DataError::at(file.name, error.valid_up_to(), "text in UTF-8", "other bytes"))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).peekable();
        let Some((_, first)) = lines.peek().copied() else {
            return Err(DataError::of(file.name, "a line for each sample", "none"));
        };
        let separator = [',', ';', '\t'].into_iter().find(|mark| first.contains(*mark)).unwrap_or(',');
        let cells = |line: &'_ str| -> Vec<String> { line.split(separator).map(bare).collect() };
        let head = cells(first);
        let numbers = head.iter().filter(|cell| cell.parse::<f64>().is_ok()).count();
        let called = |cell: &String| ["label", "class", "target"].contains(&&*cell.to_lowercase());
        // A label may be a word, and values are numbers; but some programs number the columns.
        let has_head = numbers + 1 < head.len() || head.iter().any(called);
        let label_at = head.iter().position(called).filter(|_| has_head).unwrap_or(0);
        if has_head {
            lines.next();
        }
        let count = head.len() - 1;
        let side = count.isqrt();
        if side == 0 || side * side != count {
            let expected = "a label and the pixels of a square image in every line, as 1 + 28 · 28 cells";
            let found = counted(head.len(), "cell", "cells");
            return Err(DataError::in_cell(file.name, [1, head.len()], expected, found));
        }
        let (mut images, mut labels, mut most): (Vec<f32>, _, f32) = (Vec::new(), Vec::new(), 0.0);
        for (line, text) in lines {
            let cells = cells(text);
            if cells.len() != head.len() {
                let (at, expected) = ([line + 1, cells.len()], counted(head.len(), "cell", "cells"));
                return Err(DataError::in_cell(file.name, at, &expected, cells.len()));
            }
            if (labels.len() + 1) * count > LARGEST / 4 {
                let expected = format!("at most {} samples of {side} × {side}", LARGEST / 4 / count);
                return Err(DataError::in_cell(file.name, [line + 1, 1], &expected, "one more"));
            }
            for (column, cell) in cells.iter().enumerate().filter(|(column, _)| *column != label_at) {
                let refuse = |expected: &str| {
                    DataError::in_cell(file.name, [line + 1, column + 1], expected, format!("“{cell}”"))
                };
                let value: f32 = cell.parse().map_err(|_| refuse("a number"))?;
                if !(0.0..=255.0).contains(&value) {
                    return Err(refuse("a value from 0 to 255"));
                }
                most = most.max(value);
                images.push(value);
            }
            let label = cells[label_at].clone();
            if label.is_empty() {
                let at = [line + 1, label_at + 1];
                return Err(DataError::in_cell(file.name, at, "a label", "nothing"));
            }
            // Some programs write whole numbers as 7.0.
            labels.push(label.strip_suffix(".0").map_or(label.clone(), str::to_owned));
        }
        let scale = if most <= 1.0 { 255.0 } else { 1.0 };
        let images = images.into_iter().map(|value| (scale * value).round() as u8).collect();
        Ok(Self { side, images, labels })
    }

    fn dataset(self, file: &str) -> Result<Dataset, DataError> {
        let Self { side, images, labels } = self;
        let distinct: BTreeSet<&String> = labels.iter().collect();
        let mut names: Vec<String> = distinct.into_iter().cloned().collect();
        if !(2..=MOST_CLASSES).contains(&names.len()) {
            let expected = format!("2 to {MOST_CLASSES} different labels");
            return Err(DataError::of(file, &expected, names.len()));
        }
        // 10 comes after 9; words stay in their alphabetical order.
        names.sort_by(|a, b| {
            let number = |name: &str| name.parse::<f64>().unwrap_or(f64::INFINITY);
            number(a).total_cmp(&number(b)).then_with(|| a.cmp(b))
        });
        let place = |label: &String| names.iter().position(|name| name == label).unwrap_or(0) as u8;
        let labels = labels.iter().map(place).collect();
        Ok(Dataset { shape: Shape::new(1, side, side), scale: Scale::Unit, images, labels, names })
    }
}

/// A cell without spaces and quotes around it.
fn bare(cell: &str) -> String {
    let cell = cell.trim();
    let inner = cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"'));
    inner.unwrap_or(cell).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(Dataset, Split), DataError> {
        read_all(&[File { name: "t.csv", bytes: text.as_bytes() }])
    }

    #[test]
    fn tables_are_read_as_they_come() {
        let plain = read("9,0,128,255,1\n10,1,2,3,4").unwrap().0;
        assert_eq!(
            (plain.shape, &plain.names[..]),
            (Shape::new(1, 2, 2), &["9".to_owned(), "10".into()][..])
        );
        assert_eq!(plain.images, [0, 128, 255, 1, 1, 2, 3, 4]);
        for same in [
            "\u{feff}label,1x1,1x2,2x1,2x2\r\n9,0,128,255,1\r\n10,1,2,3,4\r\n\r\n",
            "label,0,1,2,3\n9,0,128,255,1\n10,1,2,3,4\n",
            "p0;p1;p2;p3;class\n0;128;255;1;9\n1;2;3;4;10\n",
            "\"9.0\"\t0.0\t128.0\t255\t1\n10.0\t1\t2\t3\t4\n",
        ] {
            assert_eq!(read(same).unwrap().0, plain, "{same}");
        }
        assert_eq!(read("a,0,0.5,1,0\nb,0,0,0,1").unwrap().0.images, [0, 128, 255, 0, 0, 0, 0, 255]);
    }

    #[test]
    fn what_cannot_be_read_has_its_line_and_column() {
        for (text, sentence) in [
            ("", "t.csv: expected a line for each sample, but found none"),
            ("1,0,0,0,0\n2,0,0,0\n", "t.csv, line 2, column 4: expected 5 cells, but found 4"),
            (
                "1,0,0,0,0\n\n2,0,0,256,0\n",
                "t.csv, line 3, column 4: expected a value from 0 to 255, but found “256”",
            ),
            ("1,0,0,NaN,0\n", "t.csv, line 1, column 4: expected a value from 0 to 255, but found “NaN”"),
            ("1,0,0,0,0\n1,0,0,0,0\n", "t.csv: expected 2 to 256 different labels, but found 1"),
            (",0,0,0,0\n", "t.csv, line 1, column 1: expected a label, but found nothing"),
        ] {
            assert_eq!(read(text).unwrap_err().to_string(), sentence);
        }
        assert!(read("1,0,0\n").unwrap_err().to_string().contains("line 1, column 3: expected a label and"));
        assert!(read("1,0,\u{e9}").is_err());
        let bytes = &b"1,0\n\xff,3"[..];
        assert!(read_all(&[File { name: "t.csv", bytes }]).unwrap_err().to_string().contains("byte 4"));
    }

    #[test]
    fn a_table_called_test_is_for_validation() {
        let train = File { name: "mnist_train.csv", bytes: b"1,0,0,0,0\n2,9,9,9,9\n" };
        let test = File { name: "mnist_test.csv", bytes: b"3,5,5,5,5\n" };
        let (data, split) = read_all(&[test, train]).unwrap();
        assert_eq!((&data.labels[..], split), (&[0, 1, 2][..], Split::Last(1)));
    }
}
