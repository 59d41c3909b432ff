//! Links, read and printed.

use super::*;
use crate::app::lab::Linked;
use crate::app::places::convolve::Convolve;
use crate::app::places::draw::Opened;
use crate::app::places::pool::Pooling;
use crate::drawing::pipeline::Switches;
use crate::drawing::{Drawing, samples};
use crate::random::Random;

#[test]
fn route_prints_what_it_parses() {
    for sample in samples() {
        let read = Drawing::from_link(&sample.drawing.to_link()).unwrap();
        let switches = Switches { fit: false, ..Switches::default() };
        let opened = Some(Opened { layer: "dense1".into(), unit: 63, cell: None });
        let route = DrawConfig { drawing: sample.drawing, switches, opened, ..DrawConfig::default() };
        let text = Route::Draw(route.clone()).to_string();
        assert_eq!(Route::parse(&text), (Route::Draw(DrawConfig { drawing: read, ..route }), vec![]));
    }
}

#[test]
fn a_place_in_which_nothing_was_chosen_has_the_shortest_link() {
    for place in Place::ALL {
        assert_eq!(Route::of(place).to_string(), beginning(place));
    }
}

#[test]
fn route_of_nonsense_is_a_sentence_and_the_default() {
    for text in ["#/nowhere", "#/draw?drawing=***", "#/draw?open=conv", "#/draw?open=.1", "#/draw?without=x"]
    {
        let (route, problems) = Route::parse(text);
        assert_eq!((route, problems.len()), (Route::default(), 1), "{text}");
    }
}

/// The place is at its beginning; the other places say it in a program of their own.
#[test]
fn a_newer_version_is_refused_with_a_sentence() {
    for version in ["3", "99999999999"] {
        let (route, problems) = Route::parse(&format!("#/draw?open=conv1.1&v={version}"));
        assert_eq!((route, problems.len()), (Route::default(), 1), "{version}: {problems:?}");
        assert!(problems[0].contains("newer version"), "{problems:?}");
        for (rest, said) in [
            Convolve::from_rest(&format!("at=2&v={version}")),
            Convolve::from_rest(&format!("at=2&open=conv1.1&v={version}")),
        ] {
            assert_eq!((rest, said.len()), (Convolve::default(), 1), "{version}: {said:?}");
        }
        let (pooling, said) = Pooling::from_rest(&format!("at=2&v={version}"));
        assert_eq!((pooling, said.len()), (Pooling::default(), 1), "{version}: {said:?}");
        assert!(said[0].contains("newer version"), "{said:?}");
    }
    for version in ["abc", "2x", "", "0"] {
        let (pooling, said) = Pooling::from_rest(&format!("at=2&v={version}"));
        assert_eq!((pooling, said.len()), (Pooling::from_rest("at=2").0, 1), "{version}: {said:?}");
        assert!(said[0].contains("for the version, a whole number"), "{said:?}");
    }
}

#[test]
fn route_parse_never_panics() {
    let mut random = Random::new(6);
    let alphabet: Vec<char> = "#/draw?bench=&.,%0aZ-_éopen=drawing=without=".chars().collect();
    for _ in 0..2000 {
        let text: String = (0..random.below(60)).map(|_| alphabet[random.below(alphabet.len())]).collect();
        let (route, _) = Route::parse(&text);
        assert_eq!(Route::parse(&route.to_string()).0, route, "{text}");
    }
}
