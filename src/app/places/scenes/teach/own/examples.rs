//! The user's classes and their examples.

use std::rc::Rc;

use super::content::Content;
use super::samples::held_out;
use crate::app::text::scenes_teach_own as text;
use crate::shape::Shape;

/// The most classes; fewer than two have nothing to be told apart.
pub const MOST_CLASSES: usize = 10;
/// The fewest.
pub const FEWEST_CLASSES: usize = 2;
/// The most bytes that all examples may take.
pub const LARGEST: usize = 64 << 20;
/// The most characters of a name.
pub const LONGEST_NAME: usize = 24;

/// Something that shows a class.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// No other one has it.
    pub id: u32,
    /// What was drawn or photographed.
    pub content: Content,
    /// The shape and the values of its tile.
    pub tile: (Shape, Rc<[f32]>),
    /// What EfficientNet-Lite0 makes of it, once that was computed.
    pub(super) features: Option<Rc<[f32]>>,
}

/// A class, and what shows it.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Class {
    pub name: String,
    pub examples: Vec<Example>,
}

/// All classes.
#[derive(Clone, Debug, PartialEq)]
pub struct Examples {
    /// In the order in which they were added.
    pub classes: Vec<Class>,
    /// Where the case is built in: how many examples of each class are learnt from. The others are scored.
    pub learnt_of_each: Option<usize>,
    /// The last example's number.
    last: u32,
}

impl Default for Examples {
    fn default() -> Self {
        let classes = text::FIRST_CLASSES.map(|name| Class { name: name.to_owned(), examples: Vec::new() });
        Self { classes: classes.into(), learnt_of_each: None, last: 0 }
    }
}

impl Examples {
    /// Classes of which so many examples each are learnt from.
    pub(super) const fn of(classes: Vec<Class>, learnt_of_each: usize) -> Self {
        Self { classes, learnt_of_each: Some(learnt_of_each), last: 0 }
    }

    /// Whether no class has an example.
    pub fn is_empty(&self) -> bool {
        self.classes.iter().all(|class| class.examples.is_empty())
    }

    /// The classes' names; a number for one that has none.
    pub fn names(&self) -> Vec<String> {
        let name = |(index, class): (usize, &Class)| match class.name.trim() {
            "" => text::unnamed(index + 1),
            name => name.to_owned(),
        };
        self.classes.iter().enumerate().map(name).collect()
    }

    /// How many examples each class has.
    pub fn counts(&self) -> Vec<usize> {
        self.classes.iter().map(|class| class.examples.len()).collect()
    }

    /// All of them, class by class.
    pub fn all(&self) -> impl Iterator<Item = &Example> {
        self.classes.iter().flat_map(|class| &class.examples)
    }

    /// How many of all examples are held out and scored.
    pub fn held_out(&self) -> usize {
        self.held_out_of_each().into_iter().sum()
    }

    /// The same of each class.
    pub(super) fn held_out_of_each(&self) -> Vec<usize> {
        held_out(&self.counts(), self.learnt_of_each)
    }

    /// The bytes that all examples take.
    pub fn bytes(&self) -> usize {
        self.all().map(|example| example.content.bytes()).sum()
    }

    /// How many more pictures there is room for.
    pub fn room(&self) -> usize {
        LARGEST.saturating_sub(self.bytes()) / Content::PICTURE_BYTES
    }

    /// What is missing before anything can be learnt, in a sentence.
    pub fn lacks(&self) -> Option<String> {
        let empty = self.classes.iter().position(|class| class.examples.is_empty());
        if self.is_empty() {
            return Some(text::NOTHING_YET.to_string());
        }
        empty.map(|class| text::no_example(&self.names()[class]))
    }

    /// One class more; `None` where there are as many as there may be.
    pub fn add_class(&mut self) -> Option<usize> {
        if self.classes.len() >= MOST_CLASSES {
            return None;
        }
        let is_free = |name: &String| self.classes.iter().all(|class| class.name != *name);
        let name = ('A'..='Z').map(String::from).find(is_free).unwrap_or_default();
        self.classes.push(Class { name, examples: Vec::new() });
        Some(self.classes.len() - 1)
    }

    /// The class of this name; where there is none, one that has no example yet is called so, or one more is added. `None` where there
    /// are as many as there may be.
    pub fn class_named(&mut self, name: &str) -> Option<usize> {
        let name: String = name.chars().take(LONGEST_NAME).collect();
        if let Some(class) = self.classes.iter().position(|class| class.name == name) {
            return Some(class);
        }
        let empty = self.classes.iter().position(|class| class.examples.is_empty());
        let class = empty.or_else(|| self.add_class())?;
        self.rename(class, &name);
        Some(class)
    }

    /// One class less, with its examples.
    pub fn remove_class(&mut self, class: usize) {
        if self.classes.len() > FEWEST_CLASSES && class < self.classes.len() {
            self.classes.remove(class);
        }
    }

    /// Calls a class so, as far as names may be long.
    pub fn rename(&mut self, class: usize, name: &str) {
        if let Some(class) = self.classes.get_mut(class) {
            class.name = name.chars().filter(|it| !it.is_control()).take(LONGEST_NAME).collect();
        }
    }

    /// Adds an example, or says why that cannot be.
    pub fn add(&mut self, class: usize, content: Content, features: Option<Rc<[f32]>>) -> Result<(), String> {
        if self.bytes() + content.bytes() > LARGEST {
            return Err(text::no_room(LARGEST >> 20));
        }
        let tile = content.tile().ok_or(text::NOTHING_DRAWN)?;
        let Some(class) = self.classes.get_mut(class) else { return Ok(()) };
        self.last += 1;
        class.examples.push(Example { id: self.last, content, tile, features });
        Ok(())
    }

    /// Takes an example away.
    pub fn remove(&mut self, id: u32) {
        self.classes.iter_mut().for_each(|class| class.examples.retain(|example| example.id != id));
    }

    pub(super) fn get_mut(&mut self, id: u32) -> Option<&mut Example> {
        self.classes.iter_mut().flat_map(|class| &mut class.examples).find(|example| example.id == id)
    }
}
