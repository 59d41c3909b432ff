//! The page as a scripted conversation: actions in, effects out, with a real session in place of the worker.

use super::*;
use crate::app::places::draw::{DigitNetwork, Focus};
use crate::network::Weights;
use crate::session::{Inference, Service};

/// A page and a worker that talk to each other until there is nothing more to say.
struct Talk {
    app: App,
    session: Inference,
    /// What the browser was asked to do beside sending commands.
    asked: Vec<Effect>,
}

impl Talk {
    /// The page at `link`, with weights that nothing has trained.
    fn at(link: &str) -> Self {
        let plan = draw::model::planned(DigitNetwork::Cnn);
        let weights = Weights::he(&plan, 1).to_safetensors(&plan, Default::default());
        let mut talk = Self { app: App::new(link, 0), session: Inference::default(), asked: vec![] };
        talk.draw(draw::Action::Weights(DigitNetwork::Cnn.into(), Ok(weights)));
        talk
    }

    fn draw(&mut self, action: draw::Action) {
        self.say(Action::Draw(action));
    }

    fn say(&mut self, action: Action) {
        let mut effects = self.app.update(action);
        while let Some(effect) = effects.pop() {
            match effect {
                Effect::Send(command) => {
                    let event = pollster::block_on(self.session.apply(command, &|| 0.0));
                    effects.extend(self.app.update(Action::Draw(draw::Action::Answered(event))));
                }
                other => self.asked.push(other),
            }
        }
    }

    fn stroke(&mut self) {
        self.draw(draw::Action::Press((0.3, 0.3)));
        self.draw(draw::Action::Drag(vec![(0.5, 0.3), (0.5, 0.8)]));
        self.draw(draw::Action::Release);
    }
}

#[test]
fn a_drawing_that_is_made_while_opened_outlives_going_back() {
    let mut talk = Talk::at("");
    talk.stroke();
    talk.draw(draw::Action::Open(Focus { column: 2, unit: 5, cell: None }));
    assert_eq!((talk.asked.last(), talk.app.history_entry), (Some(&Effect::Push), 1));
    let opened = talk.app.route.to_string();
    talk.stroke();
    talk.say(Action::Escape);
    assert_eq!(talk.asked.last(), Some(&Effect::GoBack));
    let asked = talk.asked.len();
    talk.say(Action::Escape);
    assert_eq!(talk.asked.len(), asked, "the browser is on its way back already");
    // The browser goes back to the link of before the second stroke.
    let (before, _) = opened.split_once("&open").unwrap();
    talk.say(Action::Follow(before.to_owned(), Some(0)));
    let config = talk.app.draw_config().unwrap();
    assert_eq!((config.drawing.strokes.len(), &config.opened, talk.app.history_entry), (2, &None, 0));
}

#[test]
fn a_way_back_from_another_place_brings_its_drawing() {
    let mut talk = Talk::at("");
    talk.stroke();
    let link = talk.app.route.to_string();
    let mut talk = Talk { app: App::new("#/bench", 1), ..talk };
    assert!(talk.app.draw.prepared.is_none());
    talk.say(Action::Follow(link, Some(1)));
    assert!(talk.app.draw.prepared.is_some());
}

#[test]
fn back_closes_one_level_where_there_is_no_place_to_go_back_to() {
    let mut talk = Talk::at("#/draw?open=conv2.5.13.15");
    let levels = |talk: &Talk| talk.app.opened().map(|focus| focus.cell.is_some());
    assert_eq!(levels(&talk), Some(true));
    talk.draw(draw::Action::Back);
    assert_eq!(levels(&talk), Some(false));
    talk.draw(draw::Action::Back);
    assert_eq!(levels(&talk), None);
}

#[test]
fn a_link_into_another_network_is_a_notice() {
    let talk = Talk::at("#/draw?open=conv9.0");
    assert!(talk.app.opened().is_none() && talk.app.notice.is_some());
}

#[test]
fn links_lead_to_places_as_they_were_left() {
    let mut talk = Talk::at("#/pool?preset=average&at=2");
    let left = talk.app.route.to_string();
    assert_eq!(talk.app.link_to(Place::Pool), left);
    talk.say(Action::Go(Place::Draw));
    assert_eq!(talk.app.link_to(Place::Pool), left);
    assert_eq!(talk.app.link_to(Place::Train), "#/train");
    // Keys for the pad mean nothing elsewhere.
    talk.stroke();
    let drawn = talk.app.link_to(Place::Draw);
    talk.say(Action::Go(Place::Pool));
    talk.draw(draw::Action::Clear);
    assert_eq!(talk.app.link_to(Place::Draw), drawn);
}

#[test]
fn lab_is_heard_only_where_it_is_shown() {
    let mut talk = Talk::at("#/pool");
    talk.say(Action::Lab("#/pool?at=2".to_owned(), HistoryEntry::Replaced));
    let pool = talk.app.route.clone();
    assert_ne!(pool, Route::of(Place::Pool));
    talk.say(Action::Lab("#/convolve?at=2".to_owned(), HistoryEntry::Pushed));
    assert_eq!(talk.app.route, pool);
}

/// The browser's way back leads through the examples that were chosen, with the numbers that were typed into them.
#[test]
fn chosen_examples_are_come_back_to() {
    let mut talk = Talk::at("#/pool");
    talk.say(Action::Lab("#/pool?at=2".to_owned(), HistoryEntry::Replaced));
    let typed = talk.app.route.clone();
    assert_eq!((talk.asked.last(), talk.app.history_entry), (Some(&Effect::UpdateUrl), 0));
    talk.say(Action::Lab("#/pool?preset=tie".to_owned(), HistoryEntry::Pushed));
    assert_eq!((talk.asked.last(), talk.app.history_entry), (Some(&Effect::Push), 1));
    talk.say(Action::Follow(typed.to_string(), Some(0)));
    assert_eq!((&talk.app.route, talk.app.history_entry), (&typed, 0));
    // A frame leaves the history of the page around it alone.
    let mut framed = Talk::at("#/pool?embed=1");
    framed.say(Action::Lab("#/pool?preset=tie".to_owned(), HistoryEntry::Pushed));
    assert_eq!((framed.asked.last(), framed.app.history_entry), (Some(&Effect::UpdateUrl), 0));
}

#[test]
fn escape_closes_the_help_then_the_presentation() {
    let mut talk = Talk::at("#/pool");
    let state = |talk: &Talk| (talk.app.show, talk.app.is_black, talk.app.shows_help);
    talk.say(Action::Black);
    assert_eq!(state(&talk), (Show::Alone, false, false), "only a presentation turns black");
    [Action::Present, Action::Black, Action::Help].into_iter().for_each(|action| talk.say(action));
    assert_eq!(state(&talk), (Show::Presented, true, true));
    talk.say(Action::Escape);
    assert_eq!(state(&talk), (Show::Presented, true, false));
    talk.say(Action::Escape);
    assert_eq!(state(&talk), (Show::Alone, false, false));
    let mut framed = Talk::at("#/pool?embed=1");
    framed.say(Action::Present);
    framed.say(Action::StopPresenting);
    assert_eq!(framed.app.show, Show::Framed);
}

/// Which network was opened last, or which run was the last one, is asked anew wherever Draw is come back to.
#[test]
fn stored_networks_are_loaded_again_after_another_place() {
    let loads = |talk: &Talk, network| {
        talk.asked.iter().filter(|effect| **effect == Effect::LoadWeights(network)).count()
    };
    let mut talk = Talk::at("#/networks");
    let opened = || Action::Follow("#/draw?network=opened".to_owned(), None);
    talk.say(opened());
    assert_eq!(loads(&talk, ChosenNetwork::Opened), 1);
    talk.stroke();
    assert_eq!(loads(&talk, ChosenNetwork::Opened), 1, "the place was not left");
    talk.say(Action::Go(Place::Networks));
    talk.say(Action::Go(Place::Draw));
    assert_eq!(loads(&talk, ChosenNetwork::Opened), 2);
    talk.say(Action::Follow("#/networks".to_owned(), Some(2)));
    talk.say(opened());
    assert_eq!(loads(&talk, ChosenNetwork::Opened), 3);
    talk.say(Action::Go(Place::Networks));
    talk.say(Action::Follow("#/draw".to_owned(), None));
    talk.say(Action::Go(Place::Networks));
    talk.say(Action::Go(Place::Draw));
    assert_eq!(loads(&talk, DigitNetwork::Cnn.into()), 1, "what the site brings is what it was");
}
