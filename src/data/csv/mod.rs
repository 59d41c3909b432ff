//! Reader of tables whose lines are samples: a label and the pixels of a square grey image, row by row, as MNIST is often handed
//! on.

use std::collections::HashMap;

use crate::data::idx::{File, held_out};
use crate::data::import::Split;
use crate::data::text::Lines;
use crate::data::{DataError, Dataset, Expected, Found, LARGEST, MOST_CLASSES, Scale};
use crate::shape::Shape;

/// Characters of a cell that are shown.
const MOST_SHOWN: usize = 40;

/// Whether a file is a table by its name.
///
/// ```
/// use convoscope::data::csv::is_table;
/// assert!(is_table("MNIST/train.CSV") && is_table("train.tsv.gz") && !is_table("csv.zip"));
/// ```
pub fn is_table(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    name.ends_with(".csv") || name.ends_with(".tsv")
}

/// Reads one table, or two of which one is called "test" or "val" and is for validation. A first line of names may be there; the
/// label stands in front, or in the column that it calls so. Values are 0 to 255, or 0 to 1. Gzipped ones are read as well.
///
/// ```
/// use convoscope::data::csv::read_all;
/// use convoscope::data::idx::File;
/// let read = |text: &str| read_all(&[File { name: "a.csv", bytes: text.as_bytes().into() }]);
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
            return Err(DataError::of(name, Expected::Tables, Found::Tables(files.len())));
        }
    };
    let mut names = Names::default();
    let mut table = Table::read(first, &mut names)?;
    let mut split = Split::DEFAULT;
    if let Some(file) = second {
        let more = Table::read(file, &mut names)?;
        if more.side != table.side {
            let expected = Expected::ImagesOfTable { side: table.side, first: first.name.to_owned() };
            return Err(DataError::of(file.name, expected, Found::Sizes(vec![more.side; 2])));
        }
        if table.images.len() + more.images.len() > LARGEST {
            let expected = Expected::ValuesWithThoseOf { first: first.name.to_owned() };
            let found = Found::count(table.images.len() + more.images.len());
            return Err(DataError::of(file.name, expected, found));
        }
        // Where no name says so, both are one.
        if held_out(file.name) {
            split = Split::Last(more.labels.len() as u32);
        }
        table.images.reserve_exact(more.images.len());
        table.images.extend(more.images);
        table.labels.extend(more.labels);
    }
    Ok((table.dataset(names, first.name)?, split))
}

/// What classes are called, in the order in which they occur.
#[derive(Default)]
struct Names {
    places: HashMap<String, u8>,
}

impl Names {
    /// The place of a label; `None` if there are too many.
    fn place(&mut self, label: &str) -> Option<u8> {
        if let Some(place) = self.places.get(label) {
            return Some(*place);
        }
        let place = u8::try_from(self.places.len()).ok()?;
        self.places.insert(label.to_owned(), place);
        Some(place)
    }
}

/// How the lines of a table are laid out.
struct Layout {
    separator: char,
    columns: usize,
    label_at: usize,
    has_head: bool,
    side: usize,
}

impl Layout {
    fn of(file: &str, line: usize, first: &str) -> Result<Self, DataError> {
        let separator = [',', ';', '\t'].into_iter().find(|mark| first.contains(*mark)).unwrap_or(',');
        let cells = || first.split(separator).map(bare);
        let columns = cells().count();
        let side = (columns - 1).isqrt();
        if side == 0 || side * side != columns - 1 {
            let (at, found) = ([line, columns], Found::Cells(columns));
            return Err(DataError::in_cell(file, at, Expected::LabelAndSquare, found));
        }
        let named =
            cells().position(|cell| ["label", "class", "target"].contains(&&*cell.to_ascii_lowercase()));
        // A label may be a word, and values are numbers; but some programs number the columns.
        let numbers = cells().filter(|cell| cell.parse::<f64>().is_ok()).count();
        let has_head = named.is_some() || numbers + 1 < columns;
        Ok(Self { separator, columns, label_at: named.unwrap_or(0), has_head, side })
    }
}

/// Samples of one file.
struct Table {
    side: usize,
    images: Vec<u8>,
    /// Places among the names.
    labels: Vec<u8>,
}

impl Table {
    fn read(file: &File, names: &mut Names) -> Result<Self, DataError> {
        let mut lines = Lines::new(file.name, &file.bytes);
        let mut layout: Option<Layout> = None;
        let (mut images, mut labels) = (Vec::new(), Vec::new());
        // Whether all values so far are 0 to 1, and stand for 255 times as much.
        let mut small = true;
        while let Some((line, text)) = lines.next_line()? {
            if text.trim().is_empty() {
                continue;
            }
            let is_first = layout.is_none();
            let layout = match &mut layout {
                Some(layout) => layout,
                none => none.insert(Layout::of(file.name, line, text)?),
            };
            if is_first && layout.has_head {
                continue;
            }
            let refuse = |column: usize, expected: Expected, found: Found| {
                Err(DataError::in_cell(file.name, [line, column], expected, found))
            };
            let columns = text.split(layout.separator).count();
            if columns != layout.columns {
                return refuse(columns, Expected::Cells(layout.columns), Found::count(columns));
            }
            if images.len() + layout.side * layout.side > LARGEST {
                let most = LARGEST / (layout.side * layout.side);
                return refuse(1, Expected::FewSamples { most, side: layout.side }, Found::OneMore);
            }
            for (column, cell) in text.split(layout.separator).map(bare).enumerate() {
                if column == layout.label_at {
                    // Some programs write whole numbers as 7.0.
                    match names.place(cell.strip_suffix(".0").unwrap_or(cell)) {
                        _ if cell.is_empty() => return refuse(column + 1, Expected::Label, Found::Nothing),
                        Some(place) => labels.push(place),
                        None => {
                            let found = Found::AnotherLabel(short(cell));
                            return refuse(column + 1, Expected::FewLabels, found);
                        }
                    }
                    continue;
                }
                let Ok(value) = cell.parse::<f32>() else {
                    return refuse(column + 1, Expected::Number, Found::Quoted(short(cell)));
                };
                if !(0.0..=255.0).contains(&value) {
                    return refuse(column + 1, Expected::ByteValue, Found::Quoted(short(cell)));
                }
                if small && value > 1.0 {
                    small = false;
                    // They were 0 to 1 of 255: the upper half of 0 to 255 was ½ or more, which is rounded to 1.
                    images.iter_mut().for_each(|byte| *byte >>= 7);
                }
                images.push((if small { 255.0 * value } else { value }).round() as u8);
            }
        }
        match layout {
            Some(Layout { side, .. }) => Ok(Self { side, images, labels }),
            None => Err(DataError::of(file.name, Expected::Line, Found::None)),
        }
    }

    fn dataset(self, names: Names, file: &str) -> Result<Dataset, DataError> {
        let Self { side, images, mut labels } = self;
        let mut names: Vec<(String, u8)> = names.places.into_iter().collect();
        if names.len() < 2 {
            return Err(DataError::of(file, Expected::Labels, Found::count(names.len())));
        }
        // 10 comes after 9; words stay in their alphabetical order.
        names.sort_by(|(a, _), (b, _)| {
            let number = |name: &str| name.parse::<f64>().unwrap_or(f64::INFINITY);
            number(a).total_cmp(&number(b)).then_with(|| a.cmp(b))
        });
        let mut places = [0; MOST_CLASSES];
        names.iter().zip(0..).for_each(|((_, before), place)| places[usize::from(*before)] = place);
        labels.iter_mut().for_each(|label| *label = places[usize::from(*label)]);
        let names = names.into_iter().map(|(name, _)| name).collect();
        Ok(Dataset { shape: Shape::new(1, side, side), scale: Scale::Unit, images, labels, names })
    }
}

/// A cell as it can stand in a sentence.
fn short(cell: &str) -> String {
    let cut = if cell.chars().nth(MOST_SHOWN).is_some() { "…" } else { "" };
    cell.chars().take(MOST_SHOWN).chain(cut.chars()).collect()
}

/// A cell without spaces and quotes around it.
fn bare(cell: &str) -> &str {
    let cell = cell.trim();
    let inner = cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"'));
    inner.unwrap_or(cell).trim()
}

#[cfg(test)]
mod tests;
