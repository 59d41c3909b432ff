//! Lessons: the lecture as steps. A [`Lesson`] is a Markdown file ([`read`](read())); each of its steps has a sentence or two and a link
//! into a place. [`Scene`] is that place as its link says: it computes the answers ([`Answer`]), so no lesson has them typed in.

mod answer;
mod config;
mod done;
mod glossary;
mod included;
mod keys;
mod lesson;
mod play;
mod problem;
mod quantity;
mod read;
mod scene;
mod still;
mod translated;
mod value;
mod writing;

pub use answer::{Answer, AnswerError};
pub use config::{Chosen, LessonsConfig};
pub use done::Done;
pub use glossary::{Piece, Term, glossary, pieces};
pub use included::{FILES, included};
pub use keys::{Focused, key};
pub use lesson::{Chart, Lesson, Question, Step};
pub use play::{Action, Attempt, Effect, Lessons};
pub use problem::{LessonError, LessonProblem};
pub use quantity::{Kind, Quantity};
pub use read::{MAX_BYTES, read};
pub use scene::Scene;
pub use still::Still;
pub use value::Value;
pub use writing::{Line, Writing};
