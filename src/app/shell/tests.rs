//! The page as a scripted conversation: actions in, effects out, with a real session in place of the worker.

use super::*;
use crate::network::{Plan, Weights};
use crate::session::Session;
use crate::zoo;

/// A page and a worker that talk to each other until there is nothing more to say.
struct Talk {
    app: App,
    session: Session,
    /// What the browser was asked to do beside sending commands.
    asked: Vec<Effect>,
}

impl Talk {
    /// The page at `link`, with weights that nothing has trained.
    fn at(link: &str) -> Self {
        let plan = Plan::new(zoo::digits()).unwrap();
        let weights = Weights::he(&plan, 1).to_safetensors(&plan, Default::default());
        let mut talk = Self { app: App::new(link, 0), session: Session::default(), asked: vec![] };
        talk.say(Action::Weights(Ok(weights)));
        talk
    }

    fn say(&mut self, action: Action) {
        let mut effects = self.app.update(action);
        while let Some(effect) = effects.pop() {
            match effect {
                Effect::Send(command) => {
                    let event = pollster::block_on(self.session.apply(command, &|| 0.0));
                    effects.extend(self.app.update(Action::Answered(event)));
                }
                other => self.asked.push(other),
            }
        }
    }

    fn stroke(&mut self) {
        self.say(Action::Press((0.3, 0.3)));
        self.say(Action::Drag(vec![(0.5, 0.3), (0.7, 0.35)]));
        self.say(Action::Drag(vec![(0.5, 0.8)]));
        self.say(Action::Release);
    }
}

#[test]
fn nothing_drawn_is_no_guess() {
    let mut talk = Talk::at("");
    assert!(talk.app.model.ready().is_some() && talk.app.seen.is_none());
    talk.stroke();
    assert!(talk.app.seen.is_some());
    talk.say(Action::Clear);
    assert!(talk.app.seen.is_none() && talk.app.prepared.is_none());
    talk.stroke();
    talk.say(Action::Undo);
    assert!(talk.app.seen.is_none());
}

#[test]
fn while_the_worker_is_busy_only_the_newest_drawing_waits() {
    let mut talk = Talk::at("");
    let sent = |effects: &[Effect]| effects.iter().filter(|e| matches!(e, Effect::Send(_))).count();
    assert_eq!(sent(&talk.app.update(Action::Press((0.3, 0.3)))), 1);
    for i in 0..5 {
        let x = 0.3 + 0.1 * i as f32;
        assert_eq!(sent(&talk.app.update(Action::Drag(vec![(x, 0.5)]))), 0);
    }
    let answer = |app: &mut App| {
        let plan = app.model.ready().unwrap().plan.clone();
        let nodes: Vec<_> = plan.ids().collect();
        let activations = nodes.iter().map(|&id| vec![0.0; plan.shape(id).len()]).collect();
        app.update(Action::Answered(Event::Activations { run: RUN, nodes, activations }))
    };
    assert_eq!(sent(&answer(&mut talk.app)), 1);
    assert_eq!(sent(&answer(&mut talk.app)), 0);
}

#[test]
fn a_drawing_that_is_made_while_opened_outlives_going_back() {
    let mut talk = Talk::at("");
    talk.stroke();
    talk.say(Action::Open(Focus { column: 2, unit: 5, cell: None }));
    assert_eq!((talk.asked.last(), talk.app.place), (Some(&Effect::Push), 1));
    let opened = talk.app.route.to_string();
    talk.stroke();
    talk.say(Action::Back);
    assert_eq!(talk.asked.last(), Some(&Effect::GoBack));
    let asked = talk.asked.len();
    talk.say(Action::Back);
    assert_eq!(talk.asked.len(), asked, "the browser is on its way back already");
    // The browser goes back to the link of before the second stroke.
    let (before, _) = opened.split_once("&open").unwrap();
    talk.say(Action::Follow(before.to_owned(), Some(0)));
    let draw = talk.app.draw().unwrap();
    assert_eq!((draw.drawing.strokes.len(), &draw.opened, talk.app.place), (2, &None, 0));
}

#[test]
fn a_stroke_that_was_taken_back_is_not_drawn_on() {
    let mut talk = Talk::at("");
    talk.stroke();
    let before = talk.app.draw().unwrap().drawing.clone();
    talk.say(Action::Press((0.8, 0.8)));
    talk.say(Action::Undo);
    talk.say(Action::Drag(vec![(0.9, 0.9)]));
    assert_eq!(talk.app.draw().unwrap().drawing, before);
}

#[test]
fn a_way_back_from_another_place_brings_its_drawing() {
    let mut talk = Talk::at("");
    talk.stroke();
    let link = talk.app.route.to_string();
    let mut talk = Talk { app: App::new("#/bench", 1), ..talk };
    assert!(talk.app.prepared.is_none());
    talk.say(Action::Follow(link, Some(1)));
    assert!(talk.app.prepared.is_some());
}

#[test]
fn back_closes_one_level_where_there_is_no_place_to_go_back_to() {
    let mut talk = Talk::at("#/draw?open=conv2.5.13.15");
    let levels = |talk: &Talk| talk.app.opened().map(|focus| focus.cell.is_some());
    assert_eq!(levels(&talk), Some(true));
    talk.say(Action::Back);
    assert_eq!(levels(&talk), Some(false));
    talk.say(Action::Back);
    assert_eq!(levels(&talk), None);
}

#[test]
fn a_link_into_another_network_says_so() {
    for open in ["conv9.0", "conv1.16", "conv1.0.28.0", "pool1.0.14.0"] {
        let talk = Talk::at(&format!("#/draw?open={open}"));
        assert!(talk.app.opened().is_none() && talk.app.notice.is_some(), "{open}");
    }
}

#[test]
fn corrupt_weights_end_in_a_sentence_and_the_pad_still_works() {
    let mut talk = Talk::at("");
    talk.say(Action::Weights(Ok(vec![1, 2, 3])));
    let Load::Failed(why) = &talk.app.model else { panic!("the weights are corrupt") };
    assert!(why.starts_with("The weights cannot be used"), "{why}");
    talk.stroke();
    assert!(talk.app.prepared.is_some() && talk.app.seen.is_none());
}

#[test]
fn what_a_cell_sees_depends_on_the_switches() {
    let mut talk = Talk::at("");
    talk.stroke();
    let with = talk.app.prepared.clone().unwrap();
    talk.say(Action::Switch(Step::Crop));
    talk.say(Action::Switch(Step::Centre));
    let without = talk.app.prepared.clone().unwrap();
    assert_ne!(with.pixels, without.pixels);
    assert_eq!(talk.app.route.to_string().split("without=").nth(1), Some("crop,centre"));
}

#[test]
fn only_what_is_shown_is_asked_for() {
    let mut talk = Talk::at("");
    talk.stroke();
    let model = talk.app.model.ready().unwrap().clone();
    let (layer, shown) = (model.columns[2].layer, model.columns[2].shown);
    let seen = |talk: &Talk, node| talk.app.seen.as_ref().unwrap().has(&[node]);
    assert!(layer != shown && seen(&talk, shown) && !seen(&talk, layer));
    // The arithmetic behind a cell needs what the activation was computed from.
    talk.say(Action::Hover(Some(Focus { column: 2, unit: 0, cell: Some([0, 0]) })));
    assert!(seen(&talk, layer));
}
