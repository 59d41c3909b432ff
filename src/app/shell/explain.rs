//! [`Explain`]: what the program `explain` knows. It shows the place Draw while that is looked at backward or asked why, and
//! the page has the link.

use std::collections::VecDeque;

use super::route::Route;
use crate::app::link::HistoryEntry;
use crate::app::places::draw::explained_draw::ExplainedDraw;
use crate::app::places::draw::{self, Action, ChosenNetwork, DrawConfig};
use crate::session::{Command, Event};

/// The place, and what the page knows of it.
pub struct Explain {
    /// The place.
    pub place: ExplainedDraw,
    /// Whether it is seen.
    pub is_shown: bool,
    /// One sentence about something that went wrong.
    pub notice: Option<String>,
    /// The link that the page knows, and after it those that it was told and has not answered with.
    links: VecDeque<String>,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum ExplainEffect {
    /// Send this to the worker.
    Send(Command),
    /// Start another worker, and load the weights again.
    RestartWorker,
    /// Load the weights of this network.
    LoadWeights(ChosenNetwork),
    /// Load the samples that the store has at this key.
    LoadSamples(String),
    /// Tell the page the link, and what becomes of the one before.
    Tell(String, HistoryEntry),
}

impl Explain {
    /// The place of a link.
    pub fn new(link: &str) -> Self {
        let place = ExplainedDraw::new(config(link).unwrap_or_default());
        Self { place, is_shown: !link.is_empty(), notice: None, links: VecDeque::from([link.to_owned()]) }
    }

    /// The page shows this link; an empty one is of another place. A link that the page was told comes back from it, perhaps
    /// after the place has gone on.
    pub fn show(&mut self, link: &str) -> Vec<ExplainEffect> {
        self.is_shown = !link.is_empty();
        if !self.is_shown {
            self.place.draw.leave();
        }
        let is_stale = self.is_shown && self.place.draw.is_stale();
        if let Some(known) = self.links.iter().position(|known| known == link).filter(|_| !is_stale) {
            self.links.drain(..known);
            return Vec::new();
        }
        let Some(config) = config(link) else { return Vec::new() };
        (self.links, self.notice) = (VecDeque::from([link.to_owned()]), None);
        let effects = self.place.follow(config);
        self.effects(effects)
    }

    /// Takes an action in and answers what is to be done.
    pub fn update(&mut self, action: Action) -> Vec<ExplainEffect> {
        if matches!(action, Action::Back) {
            return vec![self.tell(HistoryEntry::Back)];
        }
        let effects = self.place.update(action);
        self.effects(effects)
    }

    /// Takes in what the worker answered, and answers what is to be done.
    pub fn answered(&mut self, event: Event) -> Vec<ExplainEffect> {
        let effects = self.place.answered(event);
        self.effects(effects)
    }

    fn effects(&mut self, effects: Vec<draw::ExplainedEffect>) -> Vec<ExplainEffect> {
        let mut done = Vec::new();
        for effect in effects {
            match effect {
                draw::ExplainedEffect::Send(command) => done.push(ExplainEffect::Send(command)),
                draw::ExplainedEffect::RestartWorker => done.push(ExplainEffect::RestartWorker),
                draw::ExplainedEffect::LoadWeights(network) => done.push(ExplainEffect::LoadWeights(network)),
                draw::ExplainedEffect::LoadSamples(key) => done.push(ExplainEffect::LoadSamples(key)),
                draw::ExplainedEffect::UpdateUrl => done.push(self.tell(HistoryEntry::Replaced)),
                draw::ExplainedEffect::Pushed => done.push(self.tell(HistoryEntry::Pushed)),
                draw::ExplainedEffect::Notice(notice) => self.notice = Some(notice),
            }
        }
        done
    }

    fn tell(&mut self, entry: HistoryEntry) -> ExplainEffect {
        let link = Route::Draw(self.place.config.clone()).to_string();
        if self.links.back() != Some(&link) {
            self.links.push_back(link.clone());
        }
        ExplainEffect::Tell(link, entry)
    }
}

fn config(link: &str) -> Option<DrawConfig> {
    if let (Route::Draw(config), _) = Route::parse(link) { Some(config) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::places::draw::{Direction, Focus};
    use crate::app::shell::{Action as PageAction, App};
    use crate::network::Weights;
    use crate::session::{ExplainSession, Service};
    use crate::zoo::DigitNetwork;

    /// The page and the program, each with a link, and a worker.
    struct Both {
        page: App,
        program: Explain,
        worker: ExplainSession,
    }

    impl Both {
        fn open(link: &str) -> Self {
            let (page, program) = (App::new(link, 0), Explain::new(link));
            let mut both = Self { page, program, worker: ExplainSession::default() };
            let plan = draw::model::planned(DigitNetwork::Cnn);
            let weights = Weights::he(&plan, 1).to_safetensors(&plan, Default::default());
            both.act(Action::Weights(ChosenNetwork::default(), Ok(weights)));
            both
        }

        fn act(&mut self, action: Action) {
            let effects = self.program.update(action);
            self.run(effects);
        }

        fn run(&mut self, mut effects: Vec<ExplainEffect>) {
            while let Some(effect) = effects.pop() {
                match effect {
                    ExplainEffect::Send(command) => {
                        let event = pollster::block_on(self.worker.apply(command, &|| 0.0));
                        effects.extend(self.program.answered(event));
                    }
                    ExplainEffect::Tell(link, entry) => {
                        self.page.update(PageAction::Explain(link, entry));
                        effects.extend(self.program.show(&self.page.route.to_string()));
                    }
                    ExplainEffect::RestartWorker
                    | ExplainEffect::LoadWeights(_)
                    | ExplainEffect::LoadSamples(_) => {}
                }
            }
        }

        fn stroke(&mut self) {
            [Action::Press((0.3, 0.3)), Action::Drag(vec![(0.6, 0.7)]), Action::Release]
                .into_iter()
                .for_each(|action| self.act(action));
        }
    }

    #[test]
    fn the_page_has_what_was_drawn_and_chosen_in_the_program() {
        let mut both = Both::open("#/draw?direction=why");
        both.stroke();
        both.act(Action::Class(3));
        let config = both.page.draw_config().unwrap();
        assert_eq!(config, &both.program.place.config);
        assert!(config.class == Some(3) && config.drawing.strokes.len() == 1);
        assert!(both.page.draw.prepared.is_some(), "it can be looked at forward at once");
        both.act(Action::Direction(Direction::Forward));
        assert_eq!(both.page.draw_config().unwrap().direction, Direction::Forward);
        assert_eq!(both.page.history_entry, 1, "why is a place to come back to");
    }

    #[test]
    fn a_link_that_comes_back_late_changes_nothing() {
        let mut program = Explain::new("#/draw?direction=why");
        let told = |effects: Vec<ExplainEffect>| match &effects[..] {
            [ExplainEffect::Tell(link, HistoryEntry::Replaced)] => link.clone(),
            _ => panic!("{effects:?}"),
        };
        let (first, second) =
            (told(program.update(Action::Class(1))), told(program.update(Action::Class(2))));
        assert_eq!(program.show(&first), []);
        assert_eq!(program.place.config.class, Some(2));
        program.show(&second);
        // From here on it is one that somebody went back to.
        program.show(&first);
        assert_eq!(program.place.config.class, Some(1));
    }

    #[test]
    fn what_is_opened_is_a_level_of_the_page() {
        let mut both = Both::open("#/draw?direction=backward");
        both.stroke();
        assert!(both.program.place.is_ready());
        both.act(Action::Open(Focus { column: 2, unit: 5, cell: None }));
        assert_eq!((both.page.history_entry, both.page.draw_config().unwrap().depth()), (1, 1));
        // The page asks the browser, which says where it went.
        both.act(Action::Back);
        let without = both.page.link().replace("open=conv2.5&", "");
        both.page.update(PageAction::Follow(without, Some(0)));
        let effects = both.program.show(&both.page.route.to_string());
        both.run(effects);
        assert_eq!(
            (both.program.place.config.depth(), both.program.place.config.direction),
            (0, Direction::Backward)
        );
    }

    /// A drawing that was changed meanwhile shows nothing of the one before.
    #[test]
    fn it_is_ready_once_it_shows_the_link() {
        let mut both = Both::open("#/draw?direction=why");
        assert!(both.program.place.is_ready(), "nothing is drawn");
        both.stroke();
        assert!(!both.program.place.is_ready(), "no map is here");
        let slice = |both: &mut Both| {
            for event in pollster::block_on(both.worker.slice(0.0, &|| 0.0)) {
                let effects = both.program.answered(event);
                both.run(effects);
            }
        };
        slice(&mut both);
        assert!(both.program.place.is_ready());
        both.program.show("");
        assert!(!both.program.is_shown);
        both.page.update(PageAction::Draw(Action::Digit(3)));
        let effects = both.program.show(&both.page.route.to_string());
        assert!(both.program.is_shown && !both.program.place.is_ready());
        assert!(both.program.place.why.explained.rows.is_empty());
        both.run(effects);
        slice(&mut both);
        assert!(both.program.place.is_ready());
    }
}
