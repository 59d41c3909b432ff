//! Lessons of the page in the language chosen, step by step: one of which anything is not translated is in English.

use super::{Chart, Lesson, Question, Step};
use crate::app::text::translation_of;

/// A lesson in the language chosen.
pub fn translated(lesson: Lesson) -> Lesson {
    let Lesson { title, part, decks, minutes, steps } = lesson;
    let or_english = |text: String| said(&text).unwrap_or(text);
    let steps = steps.into_iter().map(|step| translated_step(&step).unwrap_or(step)).collect();
    Lesson { title: or_english(title), part: or_english(part), decks, minutes, steps }
}

/// The whole of a step, or nothing.
fn translated_step(step: &Step) -> Option<Step> {
    let all = |texts: &[String]| texts.iter().map(|text| said(text)).collect::<Option<Vec<_>>>();
    let question = |Question { text, choices, answer }: &Question| {
        Some(Question { text: said(text)?, choices: all(choices)?, answer: answer.clone() })
    };
    let chart = |Chart { heads: [names, lengths], bars }: &Chart| {
        Some(Chart { heads: [said(names)?, said(lengths)?], bars: bars.clone() })
    };
    Some(Step {
        title: said(&step.title)?,
        sentence: said(&step.sentence)?,
        place: step.place.clone(),
        link: step.link.clone(),
        chart: optional(step.chart.as_ref(), chart)?,
        question: optional(step.question.as_ref(), question)?,
        point_at: optional(step.point_at.as_ref(), |text| said(text))?,
        notes: all(&step.notes)?,
    })
}

/// Nothing if there is something that cannot be translated.
fn optional<T, U>(it: Option<T>, translated: impl FnOnce(T) -> Option<U>) -> Option<Option<U>> {
    it.map_or(Some(None), |it| translated(it).map(Some))
}

/// A text in the language chosen. One without letters is the same in all of them.
fn said(text: &str) -> Option<String> {
    let has_words = text.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 1);
    if has_words { translation_of(text).map(str::to_owned) } else { Some(text.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::super::included;
    use crate::app::text::Catalogue;

    #[test]
    fn a_step_is_translated_whole_or_not_at_all() {
        let english = included();
        let first = &english[0].steps[0];
        let notes = first.notes.iter().map(|note| (&note[..], "Anmerkung"));
        let texts = [(&first.title[..], "Titel"), (&first.sentence[..], "Satz")];
        let asked = first.question.iter().map(|question| (&question.text[..], "Frage"));
        let pointed = first.point_at.iter().map(|text| (&text[..], "Zeigen"));
        let all: Vec<_> = texts.into_iter().chain(notes).chain(asked).chain(pointed).collect();
        Catalogue::new(all, |_| "other".to_owned()).install();
        let german = included();
        let step = &german[0].steps[0];
        assert_eq!((&step.title[..], &step.sentence[..]), ("Titel", "Satz"));
        assert_eq!((&step.link, &step.place), (&first.link, &first.place));
        // The title of the next one alone is not enough.
        let second = &english[0].steps[1];
        Catalogue::new([(&second.title[..], "Titel")], |_| "other".to_owned()).install();
        assert_eq!(&included()[0].steps[1], second);
        Catalogue::uninstall();
    }
}
