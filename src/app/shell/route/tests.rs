//! Links, read and printed.

use super::*;
use crate::app::places::draw::Opened;
use crate::drawing::pipeline::Switches;
use crate::drawing::{Drawing, samples};
use crate::random::Random;
use crate::session::BenchNetwork;

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
    for engine in EngineKind::ALL {
        for network in BenchNetwork::ALL {
            let bench = Bench { engine, network, batch: 8, shards: 2, seconds: 0.5, profile: true };
            let route = Route::Bench(Some(bench));
            assert_eq!(Route::parse(&route.to_string()), (route, vec![]));
        }
    }
    for parity in [Route::Parity(None), Route::Parity(Some(3))] {
        assert_eq!(Route::parse(&parity.to_string()).0, parity);
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

/// The place is at its beginning; Train, Networks, Scenes and Lessons say it in programs of their own.
#[test]
fn a_newer_version_is_refused_with_a_sentence() {
    let reads_itself =
        |place: &Place| matches!(place, Place::Train | Place::Networks | Place::Scenes | Place::Lessons);
    for place in Place::ALL.into_iter().filter(|place| !reads_itself(place)) {
        let start = Route::of(place);
        for version in ["3", "99999999999"] {
            let (route, problems) = Route::parse(&format!("{start}?at=2&open=conv1.1&v={version}"));
            assert_eq!((route, problems.len()), (start.clone(), 1), "{version}: {problems:?}");
            assert!(problems[0].contains("newer version"), "{problems:?}");
        }
    }
    for version in ["abc", "2x", "", "0"] {
        let (route, problems) = Route::parse(&format!("#/pool?at=2&v={version}"));
        assert_eq!((route, problems.len()), (Route::parse("#/pool?at=2").0, 1), "{version}: {problems:?}");
        assert!(problems[0].contains("for the version, a whole number"), "{problems:?}");
    }
    let (route, problems) = Route::parse("#/bench?v=9&batch=1");
    assert_eq!((route, problems.len()), (Route::parse("#/bench").0, 1));
}

#[test]
fn bench_link_is_bounded() {
    for (query, batch, seconds, problems) in [
        ("seconds=NaN", 64, 2.0, 1),
        ("seconds=inf&batch=0", 1, 60.0, 2),
        ("seconds=-3&batch=99999", 1024, 0.1, 2),
        ("seconds=soon&batch=many", 64, 2.0, 2),
    ] {
        let (route, found) = Route::parse(&format!("#/bench?{query}"));
        let bench = Bench { batch, seconds, ..Bench::default() };
        assert_eq!(route, Route::Bench(Some(bench)), "{query}");
        assert_eq!(found.len(), problems, "{query}: {found:?}");
    }
    assert_eq!(Route::parse("#/bench?engine=steam").0, Route::Bench(None));
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
