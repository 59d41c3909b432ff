//! Digits that are drawn, found and read.

use super::*;
use crate::app::places::scenes::tests::Talk;
use crate::app::places::scenes::{self, Fate};

/// Digits as somebody draws them by hand, each in a box of 1 × 1: strokes of points in hundredths.
const BY_HAND: [&str; 10] = [
    "60,5 35,12 18,40 22,75 45,96 72,85 84,55 76,20 55,4",
    "40,22 58,4 57,50 55,97",
    "20,25 35,6 62,8 72,28 55,55 22,92 50,90 84,94",
    "24,14 50,4 72,18 66,40 44,48 70,56 78,78 54,96 22,86",
    "30,6 22,40 18,58 48,60 82,56|64,30 62,66 60,98",
    "74,8 34,8 28,44 56,40 76,58 70,86 46,97 22,88",
    "66,4 40,24 24,56 26,84 50,96 72,84 72,64 50,54 28,66",
    "18,10 50,8 80,6 62,40 48,70 40,97",
    "68,16 46,4 30,18 40,40 66,60 74,82 50,97 28,84 36,58 64,36 70,18",
    "72,20 50,5 28,20 32,44 54,48 72,30 72,18 72,50 66,96",
];

/// The strokes of a digit in a box: left, top, width and height as parts of the canvas.
fn by_hand(digit: usize, [left, top, width, height]: [f32; 4]) -> Vec<Vec<Point>> {
    let place = |pair: &str| {
        let (x, y) = pair.split_once(',').unwrap();
        let part = |number: &str| number.parse::<f32>().unwrap() / 100.0;
        (left + width * part(x), top + height * part(y))
    };
    BY_HAND[digit].split('|').map(|stroke| stroke.split(' ').map(place).collect()).collect()
}

fn draw(talk: &mut Talk, strokes: Vec<Vec<Point>>) {
    for stroke in strokes {
        talk.say(scenes::Action::Draw(Action::Press(stroke[0])));
        talk.say(scenes::Action::Draw(Action::Drag(stroke[1..].to_vec())));
        talk.say(scenes::Action::Draw(Action::Lift));
    }
}

/// The digits that are found, from left to right.
fn read(talk: &Talk) -> Vec<usize> {
    let mut boxes = talk.boxes();
    boxes.sort_by(|(_, a, _), (_, b, _)| a[0].total_cmp(&b[0]));
    boxes.into_iter().map(|(class, ..)| class).collect()
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn digits_that_are_drawn_are_found_and_read() {
    let (mut right, mut wrong) = (0, Vec::new());
    // Large and small, high and low, close and far.
    let places = [
        [[0.05, 0.1, 0.3, 0.5], [0.6, 0.4, 0.3, 0.5]],
        [[0.02, 0.3, 0.4, 0.65], [0.52, 0.05, 0.4, 0.65]],
        [[0.2, 0.55, 0.22, 0.36], [0.5, 0.5, 0.22, 0.36]],
    ];
    for (first, place) in (0..10).flat_map(|digit| places.map(|place| (digit, place))) {
        let wanted = [first, (3 * first + 1) % 10];
        let mut talk = Talk::at("on=digits&digits=none");
        wanted.into_iter().zip(place).for_each(|(digit, place)| draw(&mut talk, by_hand(digit, place)));
        let found = read(&talk);
        if found == wanted { right += 1 } else { wrong.push((wanted, found)) }
    }
    assert!(right >= 27, "{right} of 30 are right, but not {wrong:?}");
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn generated_digits_are_found_and_everything_about_them_is_known() {
    let mut talk = Talk::at("on=digits");
    let objects = talk.scenes.config.objects();
    let (found, mut classes) =
        (talk.scenes.found().unwrap(), objects.iter().map(|it| it.class).collect::<Vec<_>>());
    let mut said: Vec<usize> = found.kept().map(|(it, _)| it.detection.class).collect();
    classes.sort_unstable();
    said.sort_unstable();
    assert_eq!((said, objects.len()), (classes, found.responsible().len()), "{found:?}");
    assert!(
        found.all.iter().all(|it| !matches!(it.fate, Fate::Kept(_, iou) if iou.unwrap_or(0.0) < 0.5)),
        "{found:?}"
    );
    let cell = talk.scenes.cell(&found);
    assert_eq!(cell, found.responsible()[0]);
    let output = talk.scenes.output.clone().unwrap();
    let rows = scenes::CellRow::all(talk.scenes.config.grid(), &found.objects, &output, cell);
    assert_eq!((rows.len(), rows[0].target, rows[5 + objects[0].class].target), (15, 1.0, 1.0));
    // Scored on digits that it has not seen, as its card says.
    assert!(talk.scenes.may_score());
    talk.say(scenes::Action::Score);
    let areas = talk.scenes.curves().unwrap().iter().map(|curve| curve.iter().sum::<f32>() / 101.0);
    let areas: Vec<f32> = areas.collect();
    let card = scenes::card_scores(talk.scenes.answers());
    assert!((areas[0] - card[0].1).abs() < 0.03 && (areas[1] - card[1].1).abs() < 0.05, "{areas:?} {card:?}");
    assert!(talk.scenes.strict().is_none() && !talk.scenes.may_score());
    // Shapes have their own.
    talk.say(scenes::Action::On(Objects::Shapes));
    assert!(!talk.scenes.config.finds_digits() && talk.scenes.may_score() && talk.scenes.found().is_some());
    assert_eq!(talk.notices, Vec::<String>::new());
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn strokes_are_taken_back_erased_and_cleared() {
    let mut talk = Talk::at("on=digits&digits=none");
    assert_eq!((read(&talk), talk.scenes.config.objects()), (vec![], vec![]));
    draw(&mut talk, by_hand(3, [0.3, 0.2, 0.35, 0.6]));
    assert_eq!(read(&talk), [3]);
    let drawn = talk.scenes.config.to_rest();
    talk.say(scenes::Action::Draw(Action::Erase));
    draw(
        &mut talk,
        vec![vec![(0.2, 0.3), (0.8, 0.3), (0.2, 0.5), (0.8, 0.5), (0.2, 0.75), (0.8, 0.8), (0.4, 0.7)]],
    );
    assert!(talk.scenes.config.digits.sample().iter().sum::<f32>() < 30.0);
    talk.say(scenes::Action::Draw(Action::Undo));
    assert_eq!((read(&talk), talk.scenes.config.to_rest()), (vec![3], drawn));
    talk.say(scenes::Action::Draw(Action::Clear));
    assert!(read(&talk).is_empty());
    assert!(talk.scenes.config.digits.drawn.is_empty() && !talk.scenes.canvas.erases);
    // Other digits, the same ones again for the same link.
    talk.say(scenes::Action::Another);
    let (link, objects) = (talk.scenes.config.to_rest(), talk.scenes.config.objects());
    assert!(!objects.is_empty());
    assert_eq!(Talk::at(&link).scenes.config.objects(), objects);
    // Beside generated digits, too; once something is erased, nobody knows.
    assert!(talk.scenes.config.has_targets());
    draw(&mut talk, vec![vec![(0.9, 0.1), (0.9, 0.2)]]);
    assert_eq!((talk.scenes.config.objects(), talk.scenes.config.has_targets()), (objects, false));
    talk.say(scenes::Action::Draw(Action::Erase));
    draw(&mut talk, vec![vec![(0.9, 0.1), (0.9, 0.2)]]);
    assert_eq!(talk.scenes.config.objects(), []);
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn a_link_holds_the_very_canvas() {
    for link in [
        "on=digits&digits=none",
        "on=digits&digits=9",
        "on=digits&digits=9&threshold=50",
        "on=digits&cell=2.3",
    ] {
        let mut talk = Talk::at(link);
        draw(&mut talk, [by_hand(4, [0.1, 0.1, 0.3, 0.4]), by_hand(7, [0.6, 0.5, 0.25, 0.4])].concat());
        let link = talk.scenes.config.to_rest();
        assert!(link.contains("on=digits") && link.contains("drawing="), "{link}");
        let (read, problems) = ScenesConfig::from_rest(&link);
        assert_eq!((&read, problems), (&talk.scenes.config, vec![]), "{link}");
        let again = Talk::at(&link);
        assert_eq!(again.boxes(), talk.boxes());
    }
    for wrong in ["on=letters", "digits=-1", "digits=some", "drawing=____"] {
        let (read, problems) = ScenesConfig::from_rest(wrong);
        assert_eq!((read, problems.len()), (ScenesConfig::default(), 1), "{wrong}: {problems:?}");
    }
}

/// The network learns here, on its own kind of scene, and answers meanwhile.
#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn it_learns_here() {
    let mut talk = Talk::at("on=digits&training=64&epochs=1");
    talk.say(scenes::Action::Play);
    talk.learn();
    let learning = talk.scenes.learning.as_ref().unwrap();
    assert_eq!((learning.run.epochs(), learning.scores.len()), (1, 1));
    assert_eq!(talk.scenes.output.as_ref().unwrap().len(), DIGITS_GRID.shape().len());
    talk.say(scenes::Action::UseTrained);
    assert!(talk.scenes.learning.is_none() && !read(&talk).is_empty());
}
