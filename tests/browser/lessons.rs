//! Every lesson, played to its end as a lecturer plays it.

use std::time::Duration;

use convoscope::app::lessons::{Lesson, Scene, Step, included};

use crate::harness::{Page, View};

const PATIENCE: Duration = Duration::from_secs(10);

/// What is asked for is answered with what the place computes.
fn answer(step: &Step) -> Option<String> {
    let question = step.question.as_ref()?;
    Some(Scene::open(&step.link).ok()?.answer(&question.answer).ok()?.value.to_string())
}

/// Waits until the place of a step is there.
fn wait_for_place(page: &mut Page, step: &Step, at: &str) {
    let place = if step.chart.is_some() { "lesson-chart".to_owned() } else { step.place.to_lowercase() };
    let shown = format!(
        "new Promise(done => {{ const look = n => document.querySelector('main.{place}') ? done(true) \
         : n ? setTimeout(look, 50, n - 1) : done(false); look(200); }})"
    );
    assert_eq!(page.evaluate(&shown), true, "{at}: {place} is not shown");
}

fn play(number: usize) {
    let lesson: &Lesson = &included()[number - 1];
    let mut page = Page::open(&format!("#/lessons?lesson={number}&step=1"), View::PROJECTOR);
    page.wait_for("lesson-sentence", |text| text == lesson.steps[0].sentence, PATIENCE);
    page.press("p");
    for (index, step) in lesson.steps.iter().enumerate() {
        let at = format!("lesson {number}, step {}", index + 1);
        page.wait_for("lesson-sentence", |text| text == step.sentence, PATIENCE);
        assert!(
            page.evaluate("location.hash").as_str().unwrap().contains(&format!("lesson={number}")),
            "{at}"
        );
        wait_for_place(&mut page, step, &at);
        page.pause(Duration::from_millis(60));
        page.screenshot(&format!("lesson-{number}-{}", index + 1));
        if step.sentence.to_lowercase().contains("press play") {
            let shown = "[...document.querySelectorAll('[data-testid=play], [data-testid=train-play]')].some(button => button.checkVisibility())";
            assert_eq!(page.evaluate(shown), true, "{at}: there is nothing to press");
        }
        if let Some(answer) = answer(step) {
            assert_eq!(
                page.text("lesson-question").as_deref(),
                Some(step.question.as_ref().unwrap().text.as_str())
            );
            assert_eq!(page.text("lesson-feedback").as_deref(), Some(""), "{at} tells its answer");
            page.press("PageDown");
            page.wait_for("lesson-feedback", |text| text.starts_with(&answer), PATIENCE);
        }
        // The table of a network is longer than a screen.
        if step.place != "Networks" {
            let cut = "document.documentElement.scrollHeight - innerHeight";
            let wide = "document.documentElement.scrollWidth - innerWidth";
            assert_eq!((page.evaluate(cut), page.evaluate(wide)), (0.into(), 0.into()), "{at} is cut");
        }
        page.press("PageDown");
    }
    page.finish();
}

macro_rules! plays {
    ($($name:ident $number:literal),*) => { $(#[test] fn $name() { play($number); })* };
}

plays!(
    why_not_dense 1, convolution_as_a_sum 2, size_stride_padding 3, channels_and_cost 4, pooling 5, receptive_field 6,
    backpropagation 7, deep_and_hard 8, regularise_and_normalise 9, famous_networks 10, what_it_is_good_for 11
);

/// Every step, before and after its answer, is no higher than the window when nobody presents.
#[test]
fn steps_fit_a_laptop() {
    let mut page = Page::open("#/lessons", View::PROJECTOR);
    let mut cut = Vec::new();
    let mut look = |page: &mut Page, at: &str| {
        page.pause(Duration::from_millis(100));
        let high = page.evaluate("document.documentElement.scrollHeight").as_i64().unwrap();
        if high > 720 {
            cut.push(format!("{at}: {high}"));
        }
    };
    for (lesson, number) in included().iter().zip(1..) {
        for (step, index) in lesson.steps.iter().zip(1..) {
            let at = format!("lesson={number}&step={index}");
            page.evaluate(&format!("location.hash = '#/lessons?{at}'"));
            page.wait_for("lesson-sentence", |text| text == step.sentence, PATIENCE);
            wait_for_place(&mut page, step, &at);
            look(&mut page, &at);
            if step.question.is_some() {
                page.click("lesson-next");
                page.wait_for("lesson-feedback", |text| !text.is_empty(), PATIENCE);
                look(&mut page, &format!("{at}, answered"));
            }
        }
    }
    assert!(cut.is_empty(), "{} steps are higher than 720 pixels:\n{}", cut.len(), cut.join("\n"));
    page.finish();
}

/// The contents, an answer, a touch and the way back to the step, a reload, the way out and back.
#[test]
fn a_student_answers_touches_and_comes_back() {
    let mut page = Page::open("#/lessons", View::PROJECTOR);
    page.wait_for("lesson-2", |text| text.contains("Convolution as a sum"), PATIENCE);
    page.screenshot("lessons");
    page.click("lesson-2");
    page.wait_for("conv-output", |_| true, PATIENCE);
    let first = "document.querySelector('[data-testid=conv-output] [role=gridcell]').textContent";
    assert_ne!(page.evaluate(first), "4", "the answer is hidden");
    page.retype("lesson-answer", "5");
    page.click("lesson-check");
    page.wait_for("lesson-feedback", |text| text.starts_with("Not that"), PATIENCE);
    page.retype("lesson-answer", "4");
    page.press("Enter");
    page.wait_for("lesson-feedback", |text| text.contains("1·1 + 1·0"), PATIENCE);
    assert_eq!(page.evaluate(first), "4");
    // The place is touched: its keys are its own, and the link stays the lesson's.
    page.click("step-forward");
    assert_eq!(page.text("lesson-restore").as_deref(), Some("Back to the step"));
    page.click("lesson-restore");
    assert_eq!(page.text("lesson-restore"), None);
    assert!(page.evaluate("location.hash").as_str().unwrap().ends_with("lesson=2&step=1"));
    page.press("PageDown");
    page.wait_for("lesson-question", |text| text.contains("second row"), PATIENCE);
    page.pause(Duration::from_millis(300));
    assert!(page.evaluate("location.hash").as_str().unwrap().ends_with("lesson=2&step=2"));
    page.reload();
    page.wait_for("lesson-question", |text| text.contains("second row"), PATIENCE);
    page.wait_for("conv-output", |_| true, PATIENCE);
    page.press("PageUp");
    page.wait_for("lesson-question", |text| text.contains("comes first"), PATIENCE);
    page.evaluate("[...document.querySelectorAll('.bar nav a')].find(a => a.textContent === 'Pool').click()");
    page.wait_for("pool-output", |_| true, PATIENCE);
    assert_eq!(page.text("lesson-sentence"), None);
    page.evaluate(
        "[...document.querySelectorAll('.bar nav a')].find(a => a.textContent === 'Lessons').click()",
    );
    page.wait_for("lesson-question", |text| text.contains("comes first"), PATIENCE);
    page.wait_for("conv-output", |_| true, PATIENCE);
    page.click("lesson-contents");
    page.wait_for("lesson-2", |text| text.contains("1 of 10 steps done"), PATIENCE);
    page.finish();
}

#[test]
fn a_lesson_fits_a_phone() {
    let mut page = Page::open("#/lessons?lesson=2&step=1", View::PHONE);
    page.wait_for("conv-output", |_| true, PATIENCE);
    page.screenshot("lesson-phone");
    assert_eq!(page.evaluate("document.documentElement.scrollWidth - innerWidth"), 0);
    page.tap("lesson-next");
    page.wait_for("lesson-feedback", |text| text.starts_with('4'), PATIENCE);
    page.tap("lesson-contents");
    page.wait_for("lesson-1", |_| true, PATIENCE);
    assert_eq!(page.evaluate("document.documentElement.scrollWidth - innerWidth"), 0);
    page.finish();
}
