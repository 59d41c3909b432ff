//! The link of Lessons: `lesson=2&step=1`, both counted from 1; `lesson=own` is one that was opened from a file;
//! `file=course/week-3.md` lies beside the page.

use crate::app::link::{self, Key};
use crate::app::text::lessons as text;
use crate::app::text::link as words;
use crate::format;

/// What of the place Lessons belongs in the link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LessonsConfig {
    /// The lesson that is played; `None` for the contents.
    pub lesson: Option<Chosen>,
    /// Its step, from 0.
    pub step: usize,
}

/// Which lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// One that comes with the page, from 0.
    Included(usize),
    /// One that lies beside the page.
    File(String),
    /// One that was opened from a file of this computer.
    Own,
}

/// How a link names a lesson that was opened from a file.
const OWN: &str = "own";
/// Characters of the longest name of a file beside the page.
const MAX_NAME: usize = 200;

/// Whether this is the path of a file beside the page: of the same origin, and below its folder.
fn is_beside(path: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    let parts = || path.split('/');
    path.len() <= MAX_NAME
        && path.chars().all(plain)
        && path.ends_with(".md")
        && parts().all(|part| !part.is_empty() && !part.starts_with('.'))
}

/// A number counted from 1, as an index.
fn index(text: &str) -> Option<usize> {
    text.parse::<usize>().ok()?.checked_sub(1)
}

const KEYS: &[Key<LessonsConfig>] = &[
    Key {
        name: "lesson",
        what: text::LESSON,
        print: |to| match &to.lesson {
            Some(Chosen::Included(lesson)) => (lesson + 1).to_string(),
            Some(Chosen::Own) => OWN.to_owned(),
            Some(Chosen::File(_)) | None => String::new(),
        },
        read: |to, text| {
            to.lesson = Some(if text == OWN { Chosen::Own } else { Chosen::Included(index(text)?) });
            Some(())
        },
        expects: |_, _| text::LESSON_NUMBER.to_string(),
    },
    Key {
        name: "file",
        what: text::LESSON,
        print: |to| match &to.lesson {
            Some(Chosen::File(path)) => path.clone(),
            _ => String::new(),
        },
        read: |to, text| {
            to.lesson = Some(Chosen::File(is_beside(text).then(|| text.to_owned())?));
            Some(())
        },
        expects: |_, _| text::FILE_BESIDE.to_string(),
    },
    Key {
        name: "step",
        what: words::STEP,
        print: |to| to.lesson.as_ref().map_or_else(String::new, |_| (to.step + 1).to_string()),
        read: |to, text| {
            to.step = index(text)?;
            Some(())
        },
        expects: |_, _| text::LESSON_NUMBER.to_string(),
    },
];

impl LessonsConfig {
    /// Reads what follows the place's name in a link, and says what cannot be read.
    ///
    /// ```
    /// use convoscope::app::lessons::{Chosen, LessonsConfig};
    /// let (config, problems) = LessonsConfig::from_rest("lesson=2&step=1");
    /// assert_eq!((config.lesson.clone(), config.step, problems.len()), (Some(Chosen::Included(1)), 0, 0));
    /// assert_eq!(config.to_rest(), "v=2&lesson=2&step=1");
    /// assert_eq!(LessonsConfig::from_rest("file=../secret.md").1.len(), 1);
    /// ```
    pub fn from_rest(rest: &str) -> (Self, Vec<String>) {
        link::read_rest(KEYS, rest)
    }

    /// What follows the place's name in its link.
    pub fn to_rest(&self) -> String {
        format::link(link::print(KEYS, self, &Self::default()))
    }
}
