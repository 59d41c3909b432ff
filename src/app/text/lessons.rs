//! What is said in Lessons, but for the lessons themselves, which lie in `assets/lessons`.

use super::link::short;
use super::shell;
use crate::app::place::Place;

// The contents.
pub const TITLE: &str = "The lectures as steps";
pub const ABOUT: &str = "Each step is a place of this page, set up. Touch anything: “Back to the step” brings it back. You can’t break it.";
pub const OPEN: &str = "Open a lesson";
pub const OPEN_TITLE: &str = "A Markdown file of the same form as the lessons here";
pub const WRITE: &str = "Write a lesson";
pub const PRINT: &str = "Handout";
pub const PRINT_TITLE: &str = "All lessons to print, answers at the end";
pub const OWN: &str = "From a file";
pub const GLOSSARY: &str = "Glossary";
pub const WAITS: &str = "Its places are still being built.";

/// How long a lesson takes, and how much of it is done.
pub fn minutes_and_steps(minutes: u32, steps: usize, done: usize) -> String {
    let steps = if done == 0 { format!("{steps} steps") } else { format!("{done} of {steps} steps done") };
    format!("{minutes} min · {steps}")
}

/// Which lectures a lesson covers.
pub fn decks(decks: &str) -> String {
    format!("lectures {decks}")
}

// The strip.
pub const STRIP: &str = "Lesson";
pub const CONTENTS: &str = "Contents";
pub const NEXT: &str = "Next";
pub const SHOW_ANSWER: &str = "Show the answer";
pub const BACK: &str = "Back";
pub const RESTORE: &str = "Back to the step";
pub const CHECK: &str = "Check";
pub const NOTES: &str = "Notes (N)";
pub const ANSWER: &str = "Your answer";
pub const NEXT_KEYS: &str = "Space, → or Page ↓";
pub const BACK_KEYS: &str = "Page ↑";
pub const TOUCHED: &str = "The keys are the place’s now. Page ↓ goes on, Esc gives them back.";
pub const WRONG: &str = "Not that. Try again, or go on.";
pub const POINT_AT: &str = "Point at:";
pub const ANSWERS: &str = "Answers";

/// Where a lesson is.
pub fn step_of(step: usize, steps: usize) -> String {
    format!("Step {step} of {steps}")
}

/// What a step is announced as: its title and its sentence.
pub fn announced(step: usize, steps: usize, sentence: &str) -> String {
    format!("{}: {sentence}", step_of(step, steps))
}

/// What the place answers, and why where there is something to calculate.
pub fn answer(value: &str, because: &str) -> String {
    if because.is_empty() { value.to_owned() } else { format!("{value}, since {because}") }
}

/// What was said was right.
pub fn right(answer: &str) -> String {
    format!("Right: {answer}")
}

pub const YES: &str = "yes";
pub const NO: &str = "no";

/// Keys of a lesson.
pub const KEYS: [(&str, &str); 5] = [
    ("Space, → or Page ↓", "show the answer, then go on; Page ↓ also after the place was touched"),
    ("Page ↑", "back by one step"),
    ("Esc", "after the place was touched: give the keys back to the lesson"),
    ("Enter", "check the answer"),
    ("N", "notes for the lecturer"),
];

// Writing.
pub const UNTITLED: &str = "Untitled lesson";
pub const LESSON_TITLE: &str = "Title";
pub const SENTENCE: &str = "Sentence";
pub const LINK: &str = "Link to the place (S copies one)";
pub const QUESTION: &str = "Question, if any";
pub const QUANTITY: &str = "What answers it, as in output(0, 0)";
pub const ADD_STEP: &str = "Add this step";
pub const SAVE: &str = "Save the lesson";
pub const FILE_NAME: &str = "lesson.md";
pub const PLACE: &str = "Place";

// The link.
pub const LESSON: &str = "lesson";
pub const LESSON_NUMBER: &str = "a number from 1 up was expected";
pub const FILE_BESIDE: &str =
    "the name of a Markdown file beside this page was expected, as in course/week-3.md";
pub const NO_SUCH_STEP: &str = "This link leads to a step that does not exist, so here are the contents.";
pub const CANNOT_LOAD: &str = "This lesson could not be loaded: please check the link and the connection.";

// What is wrong with a file.
pub const NO_TITLE: &str = "a lesson begins with its title, as in “# Convolution as a sum”.";
pub const NO_STEPS: &str = "there is no step: a line as in “## Multiply and add” begins one.";
pub const A_SENTENCE: &str = "a sentence";
pub const A_LINK: &str = "a link as in [Convolve](#/convolve?v=2&preset=sum)";
pub const AN_ANSWER: &str = "an answer to its question, as in “Answer: `output(0, 0)`”";
pub const A_QUESTION: &str = "a question before its choices and its answer";

/// Where in a file something is wrong.
pub fn in_line(line: usize, problem: &str) -> String {
    format!("Line {line}: {problem}")
}

pub fn too_long(bytes: usize, most: usize) -> String {
    format!("the file has {bytes} bytes, and {most} are read at most.")
}

pub fn too_many_steps(most: usize) -> String {
    format!("a lesson has at most {most} steps.")
}

pub fn unknown_field(found: &str) -> String {
    format!("“{}”: Part, Decks or Minutes was expected before the first step.", short(found))
}

pub fn not_minutes(found: &str, most: u32) -> String {
    format!("“{}”: a whole number of minutes from 1 to {most} was expected.", short(found))
}

pub fn step_lacks(step: &str, what: &str) -> String {
    format!("the step “{}” lacks {what}.", short(step))
}

pub fn twice(what: &str) -> String {
    format!("“{what}” is there a second time in this step.")
}

pub fn foreign_link(found: &str) -> String {
    format!("“{}” leads to no place of this page: a link begins with #/ and the place’s name.", short(found))
}

pub fn no_such_quantity(found: &str) -> String {
    format!("“{}” is no value of a place, as output(0, 0) is.", short(found))
}

// What a place cannot answer.

pub fn not_here(quantity: &str, place: Place) -> String {
    format!("{} cannot say “{}”.", shell::place(place), short(quantity))
}

pub fn no_such_cell(quantity: &str) -> String {
    format!("“{}”: there is no such cell here.", short(quantity))
}

pub fn no_such_layer(name: &str) -> String {
    format!("There is no layer “{}” here.", short(name))
}
