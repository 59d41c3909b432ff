//! Restyling, as a scripted conversation with the worker's service.

use std::collections::VecDeque;

use super::*;
use crate::app::places::scenes::Action;
use crate::session::{ExplainSession, Service};

/// The place, and the worker that answers it at once.
struct Talk {
    scenes: Scenes,
    explains: ExplainSession,
    fetched: Vec<&'static str>,
    links: usize,
    now: f64,
}

/// Stripes of four pixels.
fn stripes() -> Rc<Picture> {
    let pixels = (0..48 * 48).map(|i| if i % 8 < 4 { [220, 120, 40, 255] } else { [40, 30, 20, 255] });
    Rc::new(Picture::of_rgba(48, pixels.flatten().collect()))
}

impl Talk {
    fn at(link: &str) -> Self {
        let (scenes, effects) = Scenes::open(link);
        let mut talk =
            Self { scenes, explains: ExplainSession::default(), fetched: vec![], links: 0, now: 0.0 };
        talk.run(effects);
        talk
    }

    fn say(&mut self, action: RestyleAction) {
        self.now += 100.0;
        let effects = self.scenes.update(Action::Restyle(action), self.now);
        self.run(effects);
    }

    fn run(&mut self, effects: Vec<Effect>) {
        let mut waiting = VecDeque::from(effects);
        while let Some(effect) = waiting.pop_front() {
            let action = match effect {
                Effect::UpdateUrl => {
                    self.links += 1;
                    continue;
                }
                Effect::Explain(command) => {
                    Action::Explained(pollster::block_on(self.explains.apply(command, &|| 0.0)))
                }
                Effect::Picture(slot, file) => {
                    self.fetched.push(file);
                    Action::Restyle(RestyleAction::Picture(slot, Some(file), Ok(stripes())))
                }
                effect => panic!("{effect:?}"),
            };
            waiting.extend(self.scenes.update(action, self.now));
        }
    }

    /// Lets the worker go on for some pieces of work, or until it is done.
    fn goes_on(&mut self, pieces: usize) {
        for _ in 0..pieces {
            if self.explains.is_training() {
                for event in pollster::block_on(self.explains.slice(0.0, &|| 0.0)) {
                    self.now += 100.0;
                    let effects = self.scenes.update(Action::Explained(event), self.now);
                    self.run(effects);
                }
            }
        }
    }

    fn restyle(&self) -> &Restyle {
        self.scenes.restyling().expect("it is the task")
    }
}

#[test]
fn noise_comes_nearer_to_the_style_and_can_be_stopped_and_go_on() {
    let mut talk = Talk::at("task=restyle&style=brick&content=noise&size=48");
    assert_eq!(talk.fetched, ["assets/photographs/brick.jpg"]);
    let restyle = talk.restyle();
    assert_eq!((restyle.steps(), restyle.style_grams.len(), restyle.grams().len()), (0, 3, 3));
    assert_eq!(restyle.losses[0][1], 0.0);
    let first = restyle.losses[0][0];
    let content = restyle.image().cloned();
    talk.goes_on(3);
    assert_eq!(talk.restyle().steps(), 0);
    talk.say(RestyleAction::Play);
    talk.goes_on(6);
    let restyle = talk.restyle();
    assert!(restyle.runs && restyle.steps() == 6 && restyle.seconds > 0.0);
    assert!(restyle.losses[6][0] < first, "{:?}", restyle.losses);
    talk.say(RestyleAction::Stop);
    talk.goes_on(5);
    assert!(!talk.restyle().runs && talk.restyle().steps() == 6);
    let image = talk.restyle().image().cloned();
    // Back along the way, and on from where it has come to.
    let state = |talk: &Talk| {
        let restyle = talk.restyle();
        (restyle.timeline().unwrap().at, restyle.loss().unwrap(), restyle.grams().to_vec())
    };
    let newest = state(&talk);
    talk.scenes.update(Action::Seek(0), 0.0);
    let (at, loss, grams) = state(&talk);
    assert_eq!((at, loss, talk.restyle().image()), (0, [first, 0.0], content.as_ref()));
    assert_ne!(grams, newest.2);
    talk.scenes.update(Action::Seek(4), 0.0);
    assert_eq!((state(&talk).0, state(&talk).1), (4, talk.restyle().losses[4]));
    talk.scenes.update(Action::Seek(6), 0.0);
    assert_eq!(state(&talk), newest);
    talk.scenes.update(Action::Seek(3), 0.0);
    talk.say(RestyleAction::Play);
    assert_eq!((talk.restyle().steps(), talk.restyle().image()), (6, image.as_ref()));
    talk.goes_on(2);
    assert_eq!(talk.restyle().steps(), 8);
    talk.say(RestyleAction::Reset);
    talk.goes_on(5);
    assert_eq!((talk.restyle().steps(), talk.restyle().losses[0][0]), (0, first));
}

#[test]
fn an_entry_is_the_mean_of_the_product_of_two_maps() {
    let mut talk = Talk::at("task=restyle&content=noise&size=48&gram=0.3.9");
    for (bank, filters) in [(0, 32), (2, 48)] {
        talk.say(RestyleAction::Bank(bank));
        for point in [None, Some([1, 1]), Some([filters - 1, 2])] {
            talk.say(RestyleAction::Point(point));
            let entry = talk.restyle().entry(talk.scenes.config.restyle.entry).unwrap();
            let [i, j] = entry.filters;
            assert_eq!([i, j], point.unwrap_or([3, 9]));
            let wanted = talk.restyle().style_grams[bank][i * filters + j];
            assert!((entry.mean - wanted).abs() <= 1e-4 * wanted.abs().max(0.01), "{} {wanted}", entry.mean);
            assert_eq!(entry.kernels[0].len(), 3 * entry.filter_side * entry.filter_side);
            assert_eq!(entry.product.len(), 48 * 48);
        }
    }
    talk.say(RestyleAction::Entry([5, 6]));
    assert_eq!(talk.scenes.config.restyle.entry, [2, 5, 6]);
    assert!(talk.scenes.config.to_rest().contains("gram=2.5.6"));
}

#[test]
fn a_photograph_begins_as_it_is_and_own_pictures_stay_until_another_is_chosen() {
    let mut talk = Talk::at("task=restyle&size=48&style=grass");
    assert_eq!(talk.fetched, ["assets/photographs/grass.jpg", "assets/photographs/chelsea.jpg"]);
    assert_eq!(talk.restyle().losses[0][1], 0.0);
    talk.say(RestyleAction::Picture(Slot::Content, None, Ok(stripes())));
    assert!(talk.restyle().is_own(Slot::Content));
    talk.say(RestyleAction::Content(Content::Noise));
    assert!(!talk.restyle().is_own(Slot::Content) && !talk.scenes.restyles_photograph());
    let links = talk.links;
    talk.say(RestyleAction::Weight(40));
    talk.say(RestyleAction::Another);
    assert_eq!(talk.links, links + 2);
    let link = "v=2&task=restyle&seed=2&style=grass&content=noise&content-weight=40&size=48";
    assert_eq!(talk.scenes.config.to_rest(), link);
}
