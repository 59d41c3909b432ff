//! [`Collection`]: a folder of images, or a ZIP of it, whose folders are the classes.

use std::collections::{BTreeMap, BTreeSet};

use super::import::{Fit, ImportNotes, ImportOptions, LeftOut, Reason, Scaled};
use super::picture::Picture;
use super::survey::Appearance;
use super::{DataError, Dataset, Expected, Found, LARGEST, MOST_CLASSES, Scale};
use crate::shape::Shape;

/// Images added one by one, each brought into the proportions of a sample, scaled, and kept as bytes.
///
/// ```
/// use convoscope::data::collection::Collection;
/// use convoscope::data::import::ImportOptions;
/// use convoscope::data::picture::{Ink, Picture};
/// use convoscope::data::survey::Appearance;
/// let appearance = Appearance { colour: false, ground: [0; 3], ink: Ink::Light };
/// let options = ImportOptions { side: Some(1), ..ImportOptions::default() };
/// let mut collection = Collection::new(appearance, options);
/// let mut add = |file, grey| collection.add(Picture { file, w: 1, h: 1, rgba: &[grey, grey, grey, 255] });
/// add("pets/dog/1.png", 30)?;
/// add("pets/cat/1.png", 10)?;
/// let (data, notes) = collection.finish("pets")?;
/// assert_eq!((data.names, data.images, data.labels), (vec!["cat".into(), "dog".into()], vec![10, 30], vec![0, 1]));
/// assert!(notes.left_out.is_empty());
/// # Ok::<(), convoscope::data::DataError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Collection {
    shape: Shape,
    appearance: Appearance,
    fit: Fit,
    bytes: usize,
    /// All images of each class.
    classes: BTreeMap<String, Vec<u8>>,
    /// Folders that are there, and those with a picture that is used.
    folders: BTreeSet<String>,
    used: BTreeSet<String>,
    left_out: Vec<LeftOut>,
    /// Whether any picture had other proportions than a sample, and whether any had another size.
    shaped: bool,
    resized: bool,
}

impl Collection {
    /// An empty one for pictures that look like this.
    pub fn new(appearance: Appearance, options: ImportOptions) -> Self {
        Self {
            shape: appearance.shape(options.side),
            appearance,
            fit: options.fit,
            bytes: 0,
            classes: BTreeMap::new(),
            folders: BTreeSet::new(),
            used: BTreeSet::new(),
            left_out: Vec::new(),
            shaped: false,
            resized: false,
        }
    }

    /// Whether a file looks like an image that was meant: by its ending, and not hidden as the ones that systems leave.
    pub fn takes(path: &str) -> bool {
        let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        let known = ["png", "jpg", "jpeg", "gif", "webp", "bmp", "avif"];
        !is_hidden(path) && ending.is_some_and(|ending| known.contains(&&*ending))
    }

    /// Notes what could not be used.
    pub fn leave_out(&mut self, left_out: LeftOut) {
        self.folders.extend(left_out.file.rsplit_once('/').map(|(folder, _)| folder.to_owned()));
        self.left_out.push(left_out);
    }

    /// Notes a folder, so that an empty one is not passed over in silence.
    pub fn folder(&mut self, path: &str) {
        if !is_hidden(path) {
            self.folders.insert(path.to_owned());
        }
    }

    /// Adds a picture whose `file` is a path. The last folder in it is its class; without one the picture is left out. Only
    /// where there are too many it is refused.
    pub fn add(&mut self, picture: Picture<'_>) -> Result<(), DataError> {
        let folder = picture.file.rsplit_once('/').map(|(folder, _)| folder);
        let Some(class) = class_of(picture.file) else {
            self.left_out.push(LeftOut { file: picture.file.to_owned(), why: Reason::NoClass });
            return Ok(());
        };
        if picture.check().is_err() {
            self.leave_out(LeftOut { file: picture.file.to_owned(), why: Reason::NoPicture });
            return Ok(());
        }
        self.bytes += self.shape.len();
        if self.bytes > LARGEST {
            let expected = Expected::FewImages { most: LARGEST / self.shape.len(), shape: self.shape };
            return Err(DataError::of(picture.file, expected, Found::OneMore));
        }
        self.shaped |= picture.w * self.shape.h != picture.h * self.shape.w;
        self.resized |= (picture.h, picture.w) != (self.shape.h, self.shape.w);
        self.used.extend(folder.map(str::to_owned));
        let sample = picture.sample(picture.part(self.shape, self.fit), self.shape, self.appearance);
        self.classes.entry(class.to_owned()).or_default().extend(sample);
        Ok(())
    }

    /// The data set, its classes in alphabetical order, and what became of the pictures. `file` is what was chosen.
    pub fn finish(self, file: &str) -> Result<(Dataset, ImportNotes), DataError> {
        let Self { shape, classes, mut left_out, .. } = self;
        if !(2..=MOST_CLASSES).contains(&classes.len()) {
            let more = left_out.len().saturating_sub(1);
            let left_out = left_out.into_iter().next().map(|first| (first.file, more));
            let found = Found::Folders { count: classes.len(), left_out };
            return Err(DataError::of(file, Expected::Folders, found));
        }
        for folder in &self.folders {
            let inside = format!("{folder}/");
            let next = self.used.range(inside.clone()..).next();
            if !self.used.contains(folder) && !next.is_some_and(|used| used.starts_with(&inside)) {
                left_out.push(LeftOut { file: folder.clone(), why: Reason::EmptyFolder });
            }
        }
        let names = classes.keys().cloned().collect();
        let (mut images, mut labels) = (Vec::new(), Vec::new());
        for (label, class) in classes.into_values().enumerate() {
            labels.resize(labels.len() + class.len() / shape.len(), label as u8);
            images.extend(class);
        }
        let fit = self.shaped.then_some(self.fit);
        let scaled = Some(Scaled { fit, to: shape, resized: self.resized });
        let data = Dataset { shape, scale: Scale::Unit, images, labels, names };
        Ok((data, ImportNotes { scaled, left_out, ..ImportNotes::default() }))
    }
}

/// The last folder in a path: what the picture there shows.
///
/// ```
/// use convoscope::data::collection::class_of;
/// assert_eq!(["pets/dog/1.png", "dog/1.png", "1.png", "/1.png"].map(class_of), [Some("dog"), Some("dog"), None, None]);
/// ```
pub fn class_of(path: &str) -> Option<&str> {
    let (folder, _) = path.rsplit_once('/')?;
    folder.rsplit('/').next().filter(|class| !class.is_empty())
}

/// Whether systems left it behind, and nobody meant it.
pub fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.') || part == "__MACOSX")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::picture::Ink;

    fn collection() -> Collection {
        let appearance = Appearance { colour: false, ground: [0; 3], ink: Ink::Light };
        Collection::new(appearance, ImportOptions { side: Some(1), ..ImportOptions::default() })
    }

    fn picture(file: &str) -> Picture<'_> {
        Picture { file, w: 1, h: 1, rgba: &[9, 9, 9, 255] }
    }

    #[test]
    fn what_is_no_collection_is_refused() {
        let mut collection = collection();
        collection.add(picture("a/1.png")).unwrap();
        let refusal =
            |collection: &Collection| collection.clone().finish("mine.zip").unwrap_err().to_string();
        assert_eq!(
            refusal(&collection),
            "mine.zip: expected images in 2 to 256 folders, one for each class, but found 1 such folder"
        );
        collection.add(picture("alone.png")).unwrap();
        assert!(refusal(&collection).ends_with("1 such folder besides what cannot be used: alone.png"));
        (0..256).for_each(|i| collection.add(picture(&format!("b{i}/1.png"))).unwrap());
        assert!(collection.finish("mine.zip").is_err());
    }

    #[test]
    fn what_cannot_be_used_is_left_out_and_named() {
        let mut collection = collection();
        for path in ["set", "set/a", "set/b", "set/empty", "__MACOSX/set"] {
            collection.folder(path);
        }
        collection.add(picture("set/a/1.png")).unwrap();
        collection.add(picture("set/b/1.png")).unwrap();
        collection.add(picture("alone.png")).unwrap();
        collection.add(Picture { w: 0, rgba: &[], ..picture("set/c/0.png") }).unwrap();
        let (data, notes) = collection.finish("mine.zip").unwrap();
        assert_eq!((data.len(), &data.names[..]), (2, &["a".to_owned(), "b".to_owned()][..]));
        let left_out: Vec<(&str, &Reason)> =
            notes.left_out.iter().map(|left_out| (&*left_out.file, &left_out.why)).collect();
        assert_eq!(
            left_out,
            [
                ("alone.png", &Reason::NoClass),
                ("set/c/0.png", &Reason::NoPicture),
                ("set/c", &Reason::EmptyFolder),
                ("set/empty", &Reason::EmptyFolder),
            ]
        );
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
