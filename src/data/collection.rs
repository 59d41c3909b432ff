//! [`Collection`]: a folder of images, or a ZIP of it, whose folders are the classes.

use std::collections::BTreeMap;

use super::picture::{Ink, Picture};
use super::{DataError, Dataset, LARGEST, MOST_CLASSES, Scale};
use crate::shape::Shape;

/// Images added one by one, each cut to the proportions of a sample, scaled, and kept as bytes.
///
/// ```
/// use convoscope::data::collection::Collection;
/// use convoscope::data::picture::{Ink, Picture};
/// use convoscope::shape::Shape;
/// let mut collection = Collection::new(Shape::new(1, 1, 1), Ink::Light);
/// let mut add = |file, grey| collection.add(Picture { file, w: 1, h: 1, rgba: &[grey, grey, grey, 255] });
/// add("pets/dog/1.png", 30)?;
/// add("pets/cat/1.png", 10)?;
/// let data = collection.finish("pets")?;
/// assert_eq!((data.names, data.images, data.labels), (vec!["cat".into(), "dog".into()], vec![10, 30], vec![0, 1]));
/// # Ok::<(), convoscope::data::DataError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Collection {
    shape: Shape,
    ink: Ink,
    bytes: usize,
    /// All images of each class.
    classes: BTreeMap<String, Vec<u8>>,
}

impl Collection {
    /// An empty one for samples of `shape`, which has 1 channel or 3.
    pub const fn new(shape: Shape, ink: Ink) -> Self {
        Self { shape, ink, bytes: 0, classes: BTreeMap::new() }
    }

    /// Whether a file looks like an image that was meant: by its ending, and not hidden as the ones that systems leave.
    pub fn takes(path: &str) -> bool {
        let hidden = path.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
        let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        let known = ["png", "jpg", "jpeg", "gif", "webp", "bmp", "avif"];
        !hidden && ending.is_some_and(|ending| known.contains(&&*ending))
    }

    /// Adds a picture whose `file` is a path. The last folder in it is its class.
    pub fn add(&mut self, picture: Picture<'_>) -> Result<(), DataError> {
        picture.check()?;
        let folder = picture.file.rsplit('/').nth(1).filter(|folder| !folder.is_empty());
        let Some(class) = folder else {
            return Err(DataError::of(picture.file, "a folder around it, named as its class", "none"));
        };
        self.bytes += self.shape.len();
        if self.bytes > LARGEST {
            let expected = format!("at most {} images of {}", LARGEST / self.shape.len(), self.shape);
            return Err(DataError::of(picture.file, &expected, "one more"));
        }
        let sample = picture.sample(picture.middle(self.shape), self.shape, self.ink);
        self.classes.entry(class.to_owned()).or_default().extend(sample);
        Ok(())
    }

    /// The data set, its classes in alphabetical order. `file` is what was chosen.
    pub fn finish(self, file: &str) -> Result<Dataset, DataError> {
        let Self { shape, classes, .. } = self;
        if !(2..=MOST_CLASSES).contains(&classes.len()) {
            let expected = format!("images in 2 to {MOST_CLASSES} folders, one for each class");
            return Err(DataError::of(file, &expected, format!("{} such folders", classes.len())));
        }
        let names = classes.keys().cloned().collect();
        let (mut images, mut labels) = (Vec::new(), Vec::new());
        for (label, class) in classes.into_values().enumerate() {
            labels.resize(labels.len() + class.len() / shape.len(), label as u8);
            images.extend(class);
        }
        Ok(Dataset { shape, scale: Scale::Unit, images, labels, names })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_collection_is_refused() {
        let mut collection = Collection::new(Shape::new(1, 1, 1), Ink::Light);
        fn picture(file: &str) -> Picture<'_> {
            Picture { file, w: 1, h: 1, rgba: &[9, 9, 9, 255] }
        }
        assert_eq!(
            collection.add(picture("alone.png")).unwrap_err().to_string(),
            "alone.png: expected a folder around it, named as its class, but found none"
        );
        collection.add(picture("a/1.png")).unwrap();
        assert_eq!(
            collection.clone().finish("mine.zip").unwrap_err().to_string(),
            "mine.zip: expected images in 2 to 256 folders, one for each class, but found 1 such folders"
        );
        (0..256).for_each(|i| collection.add(picture(&format!("b{i}/1.png"))).unwrap());
        assert!(collection.finish("mine.zip").is_err());
    }

    #[test]
    fn what_systems_leave_behind_is_no_image() {
        for (path, takes) in [
            ("a/b.PNG", true),
            ("a/b.jpeg", true),
            ("__MACOSX/a/b.png", false),
            ("a/._b.png", false),
            ("a/readme.txt", false),
            ("a/png", false),
        ] {
            assert_eq!(Collection::takes(path), takes, "{path}");
        }
    }
}
