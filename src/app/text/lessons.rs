//! What is said in Lessons, but for the lessons themselves, which lie in `assets/lessons`.

use super::link::short;
use super::shell;
use crate::app::place::Place;
use crate::app::text::{Text, tr};

// The contents.
pub const TITLE: Text = Text("The lectures as steps");
pub const ABOUT: Text = Text(
    "Each step is a place of this page, set up. Touch anything: “Back to the step” brings it back. You can’t break it.",
);
pub const OPEN: Text = Text("Open a lesson");
pub const OPEN_TITLE: Text = Text("A Markdown file of the same form as the lessons here");
pub const WRITE: Text = Text("Write a lesson");
pub const PRINT: Text = Text("Handout");
pub const PRINT_TITLE: Text = Text("All lessons to print, answers at the end");
pub const OWN: Text = Text("From a file");
pub const GLOSSARY: Text = Text("Glossary");
pub const WAITS: Text = Text("Its places are still being built.");

/// How long a lesson takes, and how much of it is done.
pub fn minutes_and_steps(minutes: u32, steps: usize, done: usize) -> String {
    match done {
        0 => tr!("{minutes} min · {steps} steps"),
        _ => tr!("{minutes} min · {done} of {steps} steps done"),
    }
}

/// Which lectures a lesson covers.
pub fn decks(decks: &str) -> String {
    tr!("lectures {decks}")
}

// The strip.
pub const STRIP: Text = Text("Lesson");
pub const CONTENTS: Text = Text("Contents");
pub const NEXT: Text = Text("Next");
pub const SHOW_ANSWER: Text = Text("Show the answer");
pub const BACK: Text = Text("Back");
pub const RESTORE: Text = Text("Back to the step");
pub const CHECK: Text = Text("Check");
pub const NOTES: Text = Text("Notes (N)");
pub const ANSWER: Text = Text("Your answer");
pub const NEXT_KEYS: Text = Text("Space, → or Page ↓");
pub const BACK_KEYS: Text = Text("Page ↑");
pub const TOUCHED: Text = Text("The keys are the place’s now. Page ↓ goes on, Esc gives them back.");
pub const WRONG: Text = Text("Not that. Try again, or go on.");
pub const POINT_AT: Text = Text("Point at:");
pub const ANSWERS: Text = Text("Answers");

/// Where a lesson is.
pub fn step_of(step: usize, steps: usize) -> String {
    tr!("Step {step} of {steps}")
}

/// What a step is announced as: its title and its sentence.
pub fn announced(step: usize, steps: usize, sentence: &str) -> String {
    tr!("Step {step} of {steps}: {sentence}")
}

/// What the place answers, and why where there is something to calculate.
pub fn answer(value: &str, because: &str) -> String {
    if because.is_empty() { value.to_owned() } else { tr!("{value}, since {because}") }
}

/// What was said was right.
pub fn right(answer: &str) -> String {
    tr!("Right: {answer}")
}

pub const YES: Text = Text("yes");
pub const NO: Text = Text("no");

/// Keys of a lesson.
pub const KEYS: [(Text, Text); 5] = [
    (
        Text("Space, → or Page ↓"),
        Text("show the answer, then go on; Page ↓ also after the place was touched"),
    ),
    (Text("Page ↑"), Text("back by one step")),
    (Text("Esc"), Text("after the place was touched: give the keys back to the lesson")),
    (Text("Enter"), Text("check the answer")),
    (Text::of("N"), Text("notes for the lecturer")),
];

// Writing.
pub const UNTITLED: Text = Text("Untitled lesson");
pub const LESSON_TITLE: Text = Text("Title");
pub const SENTENCE: Text = Text("Sentence");
pub const LINK: Text = Text("Link to the place (S copies one)");
pub const QUESTION: Text = Text("Question, if any");
pub const QUANTITY: Text = Text("What answers it, as in output(0, 0)");
pub const ADD_STEP: Text = Text("Add this step");
pub const SAVE: Text = Text("Save the lesson");
pub const FILE_NAME: &str = "lesson.md";
pub const PLACE: Text = Text("Place");

// The link.
pub const LESSON: Text = Text("lesson");
pub const LESSON_NUMBER: Text = Text("a number from 1 up was expected");
pub const FILE_BESIDE: Text =
    Text("the name of a Markdown file beside this page was expected, as in course/week-3.md");
pub const NO_SUCH_STEP: Text =
    Text("This link leads to a step that does not exist, so here are the contents.");
pub const CANNOT_LOAD: Text =
    Text("This lesson could not be loaded: please check the link and the connection.");

// What is wrong with a file.
pub const NO_TITLE: Text = Text("a lesson begins with its title, as in “# Convolution as a sum”.");
pub const NO_STEPS: Text = Text("there is no step: a line as in “## Multiply and add” begins one.");
pub const A_SENTENCE: Text = Text("a sentence");
pub const A_LINK: Text = Text("a link as in [Convolve](#/convolve?v=2&preset=sum)");
pub const AN_ANSWER: Text = Text("an answer to its question, as in “Answer: `output(0, 0)`”");
pub const A_QUESTION: Text = Text("a question before its choices and its answer");

/// Where in a file something is wrong.
pub fn in_line(line: usize, problem: &str) -> String {
    tr!("Line {line}: {problem}")
}

pub fn too_long(bytes: usize, most: usize) -> String {
    tr!("the file has {bytes} bytes, and {most} are read at most.")
}

pub fn too_many_steps(most: usize) -> String {
    tr!("a lesson has at most {most} steps.")
}

pub fn unknown_field(found: &str) -> String {
    tr!("“{}”: Part, Decks or Minutes was expected before the first step.", short(found))
}

pub fn not_minutes(found: &str, most: u32) -> String {
    tr!("“{}”: a whole number of minutes from 1 to {most} was expected.", short(found))
}

pub fn step_lacks(step: &str, what: &str) -> String {
    tr!("the step “{}” lacks {what}.", short(step))
}

pub fn no_bar(found: &str, most: usize) -> String {
    tr!("“{}”: a name and a number were expected, in {most} rows at most.", short(found))
}

pub fn twice(what: &str) -> String {
    tr!("“{what}” is there a second time in this step.")
}

pub fn foreign_link(found: &str) -> String {
    tr!("“{}” leads to no place of this page: a link begins with #/ and the place’s name.", short(found))
}

pub fn no_such_quantity(found: &str) -> String {
    tr!("“{}” is no value of a place, as output(0, 0) is.", short(found))
}

// What a place cannot answer.

pub fn not_here(quantity: &str, place: Place) -> String {
    tr!("{} cannot say “{}”.", shell::place(place), short(quantity))
}

pub fn no_such_cell(quantity: &str) -> String {
    tr!("“{}”: there is no such cell here.", short(quantity))
}

pub fn no_such_layer(name: &str) -> String {
    tr!("There is no layer “{}” here.", short(name))
}
