//! [`Example`]: what has a timeline and a picture.

use crate::app::figure::{Edit, Figure, Spot};
use crate::app::link::{Key, get, nearest};
use crate::app::text::Text;
use crate::app::text::link as text;

/// Plain data with numbers, steps and a picture at each of them.
#[allow(missing_docs)]
pub trait Example: Clone + PartialEq + 'static {
    const FILE: &'static str;

    /// Steps of its timeline, at least one.
    fn steps(&self) -> usize;

    fn at(&self) -> usize;

    fn with_step(self, at: usize) -> Self;

    /// Steps in a row of the grid that the timeline walks over.
    fn row(&self) -> usize;

    /// Whether its picture has this cell.
    fn has(&self, _spot: Spot) -> bool {
        false
    }

    /// The step that a cell stands for.
    fn step_of(&self, _spot: Spot) -> Option<usize> {
        None
    }

    /// The same where the timeline is at a cell; `None` where it has no step.
    fn went_to(&self, spot: Spot) -> Option<Self> {
        Some(self.clone().with_step(self.step_of(spot)?))
    }

    /// The same so many rows on, or back.
    fn rows_on(&self, by: isize) -> Self {
        let at = self.at().saturating_add_signed(by * self.row() as isize);
        self.clone().with_step(at.min(self.steps() - 1))
    }

    /// Products that each step is the sum of, where they can be shown one after the other; else 1.
    fn products_per_step(&self) -> usize {
        1
    }

    /// Whether pointing at a cell shows a result that is to be predicted.
    fn reveals(&self, spot: Spot) -> bool {
        self.step_of(spot).is_some()
    }

    /// Does this to the numbers of the grid that a cell belongs to. What cannot be changed stays; answers what is to be
    /// said about that.
    fn edit(&mut self, _spot: Spot, _edit: &Edit) -> Option<String> {
        None
    }

    fn figure(&self, pointer: &Pointer) -> Figure;

    /// The example so many further on, or back, in the list of examples; `None` beyond its ends.
    fn neighbour(&self, _by: isize) -> Option<Self> {
        None
    }

    /// The same in another of its modes, counted from 0, if that is possible.
    fn in_mode_number(&self, _mode: usize) -> Option<Self> {
        None
    }

    /// A program in PyTorch that prints what the timeline ends with.
    fn pytorch(&self) -> String;

    /// Its table in Markdown; empty where it has none.
    fn table(&self) -> String {
        String::new()
    }

    /// Whether nothing but the step differs.
    fn is_same_at_other_step(&self, other: &Self) -> bool {
        self.clone().with_step(other.at()) == *other
    }
}

/// What is pointed at.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Pointer {
    pub spot: Option<Spot>,
    pub at: usize,
    /// Whether the result of that step is to be predicted.
    pub hidden: bool,
    /// How many products of that step are shown, where one comes after the other; `None` for all.
    pub products: Option<usize>,
}

impl Pointer {
    /// Nothing but a step is pointed at, and all of it is shown.
    pub const fn at_step(at: usize) -> Self {
        Self { spot: None, at, hidden: false, products: None }
    }
}

/// An example to start from.
pub struct Preset<T> {
    /// As the link names it.
    pub id: &'static str,
    /// As the page names it.
    pub name: Text,
    make: fn() -> T,
}

/// The one so many further on, or back; an example of one's own stands before the first.
pub fn neighbour<T>(presets: &[Preset<T>], now: Option<usize>, by: isize) -> Option<T> {
    let at = now.map_or(-1, |now| now as isize) + by;
    presets.get(usize::try_from(at).ok()?).map(Preset::example)
}

impl<T> Preset<T> {
    /// An example with its names, and what makes it.
    pub const fn new(id: &'static str, name: Text, make: fn() -> T) -> Self {
        Self { id, name, make }
    }

    /// The example.
    pub fn example(&self) -> T {
        (self.make)()
    }
}

/// The key that names an example.
pub const PRESET: &str = "preset";

/// The example that a link names.
pub fn preset<T>(presets: &[Preset<T>], pairs: &[(&str, &str)], problems: &mut Vec<String>) -> Option<T> {
    let id = get(pairs, PRESET)?;
    let preset = presets.iter().find(|preset| preset.id == id);
    if preset.is_none() {
        problems.push(text::no_such_preset(id));
    }
    preset.map(Preset::example)
}

impl<T: Example> Key<T> {
    /// The step of the timeline.
    pub const STEP: Self = Self {
        name: "at",
        what: text::STEP,
        print: |to| to.at().to_string(),
        read: |to, text| {
            let (at, is_there) = nearest(text, 0, to.steps() as i128 - 1)?;
            *to = to.clone().with_step(at as usize);
            is_there.then_some(())
        },
        expects: |to, value| {
            let (expected, at) = (text::whole_between(0, to.steps() - 1), to.at().to_string());
            if nearest(value, 0, 0).is_some() { text::nearest(&expected, &at) } else { expected }
        },
    };
}
