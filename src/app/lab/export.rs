//! [`Export`]: what a lab hands out as files.

use std::rc::Rc;

use super::{Example, Pointer};
use crate::app::figure::Figure;

/// What is seen, as a picture, an animation and a program.
#[derive(Clone)]
#[allow(missing_docs)]
pub struct Export {
    pub file: &'static str,
    pub figure: Rc<Figure>,
    pub steps: usize,
    /// What is seen at a step, with nothing pointed at.
    pub at: Rc<dyn Fn(usize) -> Figure>,
    pub pytorch: Rc<dyn Fn() -> String>,
    /// A table in Markdown; empty where there is none.
    pub table: Rc<dyn Fn() -> String>,
}

/// Two exports are the same if the same is seen.
impl PartialEq for Export {
    fn eq(&self, other: &Self) -> bool {
        (self.file, self.steps, &self.figure) == (other.file, other.steps, &other.figure)
    }
}

impl Export {
    /// What an example hands out while this is seen.
    pub fn of<T: Example>(figure: Rc<Figure>, example: Rc<T>) -> Self {
        let (steps, timeline) = (example.steps(), example.clone());
        let at = move |at: usize| {
            let pointer = Pointer::at_step(at.min(steps - 1));
            (*timeline).clone().with_step(pointer.at).figure(&pointer)
        };
        let table = example.clone();
        let table = move || table.table();
        let pytorch = move || example.pytorch();
        Self {
            file: T::FILE,
            figure,
            steps,
            at: Rc::new(at),
            pytorch: Rc::new(pytorch),
            table: Rc::new(table),
        }
    }
}
