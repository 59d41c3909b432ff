use super::*;

fn at(rest: &str) -> Lessons {
    Lessons::open(rest, "", None).0
}

/// The page says its link, with this place below.
fn below(rest: &str, link: &str) -> Action {
    let present = Present::Below(link.to_owned());
    Action::Follow(LessonsLink { rest: rest.to_owned(), present })
}

const TELL: Effect = Effect::Tell(HistoryEntry::Replaced);

#[test]
fn a_question_hides_its_result_until_it_is_answered() {
    let mut lessons = at("v=2&lesson=2&step=1");
    assert!(lessons.scene_link().ends_with(PREDICT));
    lessons.update(Action::Type("5".to_owned()));
    assert_eq!(lessons.update(Action::Check), []);
    assert_eq!(lessons.attempt.said, Some(("5".to_owned(), false)));
    lessons.update(Action::Type("4".to_owned()));
    assert_eq!(lessons.update(Action::Check), [Effect::KeepDone, TELL]);
    let Some(Ok(answer)) = &lessons.attempt.answer else { panic!("it was right") };
    assert!(answer.because.contains("1·1 + 1·0"), "{}", answer.because);
    assert!(!lessons.scene_link().ends_with(PREDICT));
    assert!(lessons.done.has(1, 0));
}

#[test]
fn next_shows_the_answer_first_and_then_goes_on_to_the_end() {
    let mut lessons = at("v=2&lesson=1&step=1");
    let all: usize = lessons.included.iter().map(|lesson| lesson.steps.len()).sum();
    let asked =
        lessons.included.iter().flat_map(|lesson| &lesson.steps).filter(|step| step.question.is_some());
    let presses = all + asked.count();
    for _ in 0..presses {
        assert!(lessons.step().is_some());
        lessons.update(Action::Next);
    }
    assert_eq!(lessons.config, LessonsConfig::default());
    assert_eq!((0..lessons.included.len()).map(|lesson| lessons.done.of(lesson)).sum::<usize>(), all);
    lessons.update(below("v=2&lesson=2&step=1", ""));
    lessons.update(Action::Back);
    let last = lessons.included[0].steps.len();
    assert_eq!(lessons.config.to_rest(), format!("v=2&lesson=1&step={last}"));
}

/// A touched place stays as it is, whatever the lesson does with the question.
#[test]
fn a_touched_place_is_restored_on_demand_alone() {
    let mut lessons = at("v=2&lesson=2&step=1");
    lessons.update(Action::Touch);
    assert_eq!(lessons.update(Action::Next), [Effect::KeepDone]);
    assert!(lessons.is_touched);
    assert_eq!(lessons.update(Action::Restore), [TELL]);
    assert!(!lessons.is_touched);
    // A change of the place is a touch, too.
    let follow = |present: &str| below("v=2&lesson=2&step=1", present);
    lessons.update(follow("#/convolve?v=2&preset=sum"));
    assert!(!lessons.is_touched);
    lessons.update(follow("#/convolve?v=2&preset=sum&at=1"));
    assert!(lessons.is_touched);
    lessons.update(Action::Next);
    assert!(!lessons.is_touched && lessons.config.step == 1);
}

#[test]
fn whoever_comes_back_sees_the_step_again() {
    let mut lessons = at("v=2&lesson=3&step=2");
    let place = lessons.step().unwrap().link.clone();
    assert_eq!(lessons.update(below("v=2&lesson=3&step=2", &place)), [], "the page says what it was told");
    lessons.update(Action::Leave);
    assert!(lessons.is_left());
    // However the link is written.
    let present = Present::Before("#/pool".to_owned());
    let back = LessonsLink { rest: "lesson=3&step=2".to_owned(), present };
    assert_eq!(lessons.update(Action::Follow(back)), [TELL]);
    assert_eq!((lessons.present.as_str(), lessons.is_touched), ("#/pool", false));
}

#[test]
fn what_does_not_exist_leads_to_the_contents() {
    for rest in ["v=2&lesson=99", "v=2&lesson=2&step=99", "v=2&lesson=own"] {
        let lessons = at(rest);
        assert!(lessons.step().is_none() && lessons.notice.is_some(), "{rest}");
    }
}

#[test]
fn a_lesson_of_ones_own_is_written_saved_and_opened() {
    let mut lessons = at("");
    lessons.present = "#/convolve?v=2&preset=sum".to_owned();
    lessons.update(Action::Write);
    lessons.update(Action::Line(Line::Title, "Mine".to_owned()));
    lessons.update(Action::AddStep);
    assert!(lessons.notice.take().is_some(), "a sentence is missing");
    lessons.update(Action::Line(Line::Sentence, "<script>alert(1)</script> stays text.".to_owned()));
    lessons.update(Action::Line(Line::Question, "Which number comes first?".to_owned()));
    lessons.update(Action::Line(Line::Answer, "output(0, 0)".to_owned()));
    lessons.update(Action::AddStep);
    assert_eq!(lessons.notice, None);
    let effects = lessons.update(Action::Save);
    let [Effect::Save { text, .. }] = &effects[..] else { panic!("{effects:?}") };
    let opened = lessons.update(Action::File(Chosen::Own, Ok(text.clone())));
    assert_eq!(opened, [Effect::Tell(HistoryEntry::Pushed), Effect::KeepOwn(text.clone())]);
    assert_eq!(lessons.lesson().unwrap().title, "Mine");
    // After a reload it is there again.
    let (again, _) = Lessons::open("v=2&lesson=own&step=1", "", Some(text));
    assert_eq!(again.lesson(), lessons.lesson());
}

#[test]
fn a_lesson_beside_the_page_is_loaded() {
    let (mut lessons, effects) = Lessons::open("v=2&file=course/week-3.md&step=1", "", None);
    let path = "course/week-3.md".to_owned();
    assert_eq!(effects, [Effect::Load(path.clone())]);
    let text = lessons.included[1].to_string();
    lessons.update(Action::File(Chosen::File(path.clone()), Ok(text)));
    assert_eq!(lessons.lesson(), Some(&lessons.included[1]));
    let wrong = lessons.update(Action::File(Chosen::File(path), Ok("# No steps".to_owned())));
    assert_eq!((wrong, lessons.notice.is_some()), (vec![TELL], true));
}
