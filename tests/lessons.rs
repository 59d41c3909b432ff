//! The lessons that come with the page: every link leads to what it says, every answer is what its place computes and is the
//! lectures' number, and every idea of the lectures has a step.

use std::collections::{BTreeMap, BTreeSet};

use convoscope::app::lessons::{
    FILES, Lesson, LessonError, LessonProblem, MAX_BYTES, Scene, Step, Term, Value, glossary, included, read,
};
use convoscope::app::text::shell;

const IDEAS: &str = include_str!("../assets/lessons/ideas.md");
const MAX_WORDS: usize = 25;

/// A row of the table of ideas.
struct Idea {
    name: &'static str,
    steps: &'static str,
    number: &'static str,
}

fn ideas() -> Vec<Idea> {
    let rows = IDEAS.lines().filter(|line| line.starts_with('|')).skip(2);
    let cells = |line: &'static str| line.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>();
    rows.map(|row| match cells(row)[..] {
        [name, decks, steps, number] => {
            let known = decks.split(", ").all(|deck| ["002", "003", "004"].contains(&deck));
            assert!(known, "{name}: {decks}");
            Idea { name, steps, number }
        }
        _ => panic!("four cells: {row}"),
    })
    .collect()
}

/// Every step by its name in the table, "2.1".
fn steps(lessons: &[Lesson]) -> BTreeMap<String, &Step> {
    let numbered =
        |(lesson, of): (usize, &'static str), steps: usize| format!("{}{of}{}", lesson + 1, steps + 1);
    let named = lessons.iter().enumerate().flat_map(|(lesson, all)| {
        all.steps.iter().enumerate().map(move |(step, it)| (numbered((lesson, "."), step), it))
    });
    named.collect()
}

#[test]
fn every_file_is_read_and_written_back() {
    for (name, text) in FILES {
        let lesson = read(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(read(&lesson.to_string()), Ok(lesson.clone()), "{name}");
        assert!(!lesson.part.is_empty() && !lesson.decks.is_empty(), "{name}");
    }
    assert_eq!(included().len(), FILES.len());
}

#[test]
fn sentences_are_short() {
    let lessons = included();
    for (name, step) in steps(&lessons) {
        let question = step.question.iter().map(|question| question.text.as_str());
        for text in [step.sentence.as_str()].into_iter().chain(question) {
            let sentences: Vec<&str> = text.split_inclusive(". ").collect();
            assert!(sentences.len() <= 3, "{name}: {text}");
            for sentence in sentences {
                let words = sentence.split_whitespace().count();
                assert!(words <= MAX_WORDS, "{name}: {words} words: {sentence}");
            }
        }
    }
}

#[test]
fn every_link_leads_to_what_it_says() {
    let lessons = included();
    for (name, step) in steps(&lessons).into_iter().filter(|(_, step)| step.chart.is_none()) {
        let scene = Scene::open(&step.link).unwrap_or_else(|said| panic!("{name}: {}: {said:?}", step.link));
        assert_eq!(*shell::place(scene.place()), step.place, "{name}");
    }
}

/// A choice is right if it says what the place computes: one of them does.
#[test]
fn every_question_is_answered_by_its_place() {
    let lessons = included();
    for (name, step) in steps(&lessons) {
        let Some(question) = &step.question else { continue };
        let scene = Scene::open(&step.link).expect("another test opens it");
        let answer = scene.answer(&question.answer).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(answer.value.is_said_by(&answer.value.to_string()), "{name}: {}", answer.value);
        if !question.choices.is_empty() {
            let right = question.choices.iter().filter(|choice| answer.value.is_said_by(choice)).count();
            assert_eq!(right, 1, "{name}: {} among {:?}", answer.value, question.choices);
        }
    }
}

#[test]
fn every_idea_has_a_step_with_the_lectures_number() {
    let (lessons, mut taught) = (included(), BTreeSet::new());
    let steps = steps(&lessons);
    for Idea { name, steps: at, number } in ideas() {
        if at.starts_with("waits ") {
            continue;
        }
        for at in at.split(", ") {
            let step = steps.get(at).unwrap_or_else(|| panic!("{name}: there is no step {at}"));
            taught.insert(at.to_owned());
            if number.is_empty() {
                continue;
            }
            let question = step.question.as_ref().unwrap_or_else(|| panic!("{at} asks nothing: {name}"));
            let value = Scene::open(&step.link).unwrap().answer(&question.answer).unwrap().value;
            let wanted = match &value {
                Value::Word(_) => Value::Word(number.to_owned()),
                Value::Numbers(_) => {
                    Value::Numbers(number.split(' ').map(|n| n.parse().expect(number)).collect())
                }
            };
            assert_eq!(value, wanted, "{at}: {name}");
        }
    }
    let untold: Vec<_> = steps.keys().filter(|step| !taught.contains(*step)).collect();
    assert!(untold.is_empty(), "the table of ideas lacks {untold:?}");
}

/// Once a place is there that a step waits for, the step is to be written.
#[test]
fn what_waits_has_no_place_yet() {
    let waiting: Vec<Idea> = ideas().into_iter().filter(|idea| idea.steps.starts_with("waits ")).collect();
    for Idea { name, steps, .. } in waiting {
        let link = steps.trim_start_matches("waits ").trim_matches('`');
        assert!(link.starts_with("#/"), "{name}: {link}");
        assert!(
            Scene::open(link).is_err(),
            "the place of “{name}” exists now: write its step, and say in the table where"
        );
    }
}

#[test]
fn what_is_wrong_with_a_file_is_said_with_its_line() {
    let step = "# Sums\n\n## First\n\nAdd.\n\n[Convolve](#/convolve?v=2&preset=sum)\n";
    assert!(read(step).is_ok());
    for (text, line, problem) in [
        ("", 1, LessonProblem::NoSteps),
        ("Add.", 1, LessonProblem::NoTitle),
        ("## First", 1, LessonProblem::NoTitle),
        ("# Sums\n\nPrt: One", 3, LessonProblem::UnknownField { found: "Prt: One".into() }),
        ("# Sums\nMinutes: long", 2, LessonProblem::NotMinutes { found: "long".into(), most: 600 }),
        ("# Sums", 1, LessonProblem::NoSteps),
        ("# Sums\n## First\n[Pool](#/pool)", 2, LessonProblem::NoSentence { step: "First".into() }),
        ("# Sums\n## First\nAdd.", 2, LessonProblem::NoLink { step: "First".into() }),
        (&(step.to_owned() + "Question: How many?"), 3, LessonProblem::NoAnswer { step: "First".into() }),
        (&(step.to_owned() + "- 4"), 3, LessonProblem::NoQuestion { step: "First".into() }),
        (&(step.to_owned() + "[Pool](#/pool)"), 8, LessonProblem::Twice { what: "[…](#/…)" }),
        (&(step.to_owned() + "Answer: 4"), 8, LessonProblem::UnknownQuantity { found: "4".into() }),
        (
            "# Sums\n## First\nAdd.\n[x](javascript:alert(1))",
            4,
            LessonProblem::ForeignLink { found: "javascript:alert(1)".into() },
        ),
        (&"x".repeat(MAX_BYTES + 1), 1, LessonProblem::TooLong { bytes: MAX_BYTES + 1, most: MAX_BYTES }),
    ] {
        assert_eq!(read(text), Err(LessonError { line, problem }), "{text:.80}");
    }
    let unknown = read("# Sums\n## First\nAdd.\n[Pool](#/pool?v=2&colour=red)").unwrap_err();
    assert_eq!(unknown.line, 4);
    assert!(unknown.to_string().contains("colour"), "{unknown}");
}

/// Markup is text: nothing of a file becomes an element of the page.
#[test]
fn markup_stays_text() {
    let text = "# <b>Sums</b>\n## First\n<img src=x onerror=alert(1)> **Add**.\n[Pool](#/pool)\n";
    let lesson = read(text).unwrap();
    assert_eq!(lesson.title, "<b>Sums</b>");
    assert_eq!(lesson.steps[0].sentence, "<img src=x onerror=alert(1)> **Add**.");
}

#[test]
fn every_term_has_a_sentence_and_a_step_that_shows_it() {
    let (lessons, terms) = (included(), glossary());
    let text = include_str!("../assets/lessons/en/glossary.md");
    assert_eq!(terms.len(), text.lines().filter(|line| line.starts_with("- ")).count());
    for Term { name, sentence, step: [lesson, step] } in &terms {
        assert!(
            sentence.split_whitespace().count() <= MAX_WORDS && sentence.ends_with('.'),
            "{name}: {sentence}"
        );
        assert!(lessons.get(*lesson).is_some_and(|lesson| lesson.steps.len() > *step), "{name}");
        assert_eq!(terms.iter().filter(|term| term.name == *name).count(), 1, "{name}");
    }
}
