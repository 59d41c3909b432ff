//! The place Networks: networks of the literature, what each of their layers costs and sees, laid out from the plan. What
//! belongs in the link is [`NetworksConfig`]; [`Networks::update`] takes [`Action`]s and answers with [`Effect`]s.

mod action;
pub mod compare;
pub mod diagram;
mod edit;
pub mod examples;
pub mod export;
mod facts;
pub mod file;
mod last_run;
pub mod link;
mod listed;
mod modules;
pub mod run;
mod subject;
pub mod table;
pub mod why;

use std::rc::Rc;

pub use action::{Action, Effect};
pub use edit::{Change, Changed, preset_id};
pub use link::{Chosen, NetworksConfig, View};
pub use listed::{Listed, listed};
pub use modules::Module;
pub use subject::Subject;

use crate::app::trained_network::TrainedNetwork;
use crate::session::RunId;
use examples::Residual;
pub use file::{FileAction, FileNetwork, Opening, PixelValues};
use run::{Run, RunAction};
use why::Why;

/// What the place knows.
pub struct Networks {
    /// What belongs in the link.
    pub config: NetworksConfig,
    /// The network that is shown, with its changes.
    pub subject: Rc<Subject>,
    /// The one beside it.
    pub compared: Option<Rc<Subject>>,
    /// What it makes of photographs.
    pub run: Run,
    /// Which part of a photograph decided.
    pub why: Why,
    /// The residual unit in numbers.
    pub residual: Residual,
    /// The network of the last run of Train, once the store has answered, if there is one.
    pub last_run: Option<Rc<TrainedNetwork>>,
    /// The network that was opened last from a file.
    pub file: Option<Rc<FileNetwork>>,
    /// How far the next one is.
    pub opening: Opening,
}

impl Networks {
    /// The place as its link says, and what of the link cannot be.
    pub fn new(config: NetworksConfig, last_run: Option<Rc<TrainedNetwork>>) -> (Self, Vec<Effect>) {
        Self::with_file(config, last_run, None)
    }

    /// The same with a network from a file at hand.
    fn with_file(
        config: NetworksConfig,
        last_run: Option<Rc<TrainedNetwork>>,
        file: Option<Rc<FileNetwork>>,
    ) -> (Self, Vec<Effect>) {
        let compared = config.compared.map(Subject::of);
        let shown = last_run.as_ref().filter(|_| config.last_run);
        let of_run = shown.and_then(|trained| Subject::new(trained.network.clone()).ok()).map(Rc::new);
        let of_file = file.as_ref().filter(|_| config.file).map(|file| file.subject.clone());
        let subject = of_file.or(of_run).unwrap_or_else(|| Subject::of(config.shown));
        let wanted = config.changes.clone();
        let config = NetworksConfig { changes: vec![], ..config };
        let run = Run::new(subject.clone(), &config, RunId(1));
        let (residual, opening) = (Residual::default(), Opening::No);
        let why = Why::default();
        let mut networks = Self { config, subject, compared, run, why, last_run, residual, file, opening };
        let refused = wanted.into_iter().filter_map(|change| networks.set(change).err());
        let effects = refused.map(Effect::Notice).collect();
        networks.keep_what_exists();
        networks.run = networks.fresh_run(RunId(1));
        (networks, effects)
    }

    /// The place as the rest of its link says.
    pub fn open(rest: &str) -> (Self, Vec<Effect>) {
        let (config, problems) = NetworksConfig::from_rest(rest);
        let (mut networks, mut effects) = Self::new(config, None);
        effects.extend(problems.into_iter().map(Effect::Notice));
        effects.extend(networks.begin());
        effects.push(Effect::LoadLastRun);
        effects.extend(networks.config.file.then_some(Effect::Restore));
        (networks, effects)
    }

    /// The place as another link says, at `now` milliseconds.
    pub fn follow(&mut self, rest: &str, now: f64) -> Vec<Effect> {
        let (config, problems) = NetworksConfig::from_rest(rest);
        let mut effects = self.become_other(config);
        effects.extend(problems.into_iter().map(Effect::Notice));
        effects.extend(self.explain(now));
        effects
    }

    /// Shows what another link says. Of a network that stays the same, what was loaded stays, too.
    fn become_other(&mut self, config: NetworksConfig) -> Vec<Effect> {
        let (other, mut effects) = Self::with_file(config, self.last_run.clone(), self.file.clone());
        let before = std::mem::replace(self, other);
        let is_same = before.config.file == self.config.file
            && before.subject.plan.network() == self.subject.plan.network();
        self.why = before.why;
        if is_same {
            self.run = before.run;
            self.run.show(&self.config);
            effects.extend(self.begin());
        } else {
            effects.extend(self.run_anew(before.run));
        }
        effects
    }

    /// The network is another one than that of `before`, and so is what was loaded for it.
    fn run_anew(&mut self, before: Run) -> Vec<Effect> {
        let stop = matches!(before.loading, run::Loading::Fetching(_)).then_some(Effect::StopFetching);
        self.run = self.fresh_run(RunId(before.id().0 + 1));
        self.why.clear();
        stop.into_iter().chain(self.begin()).collect()
    }

    /// Has the network run, if that is looked at.
    fn begin(&mut self) -> Vec<Effect> {
        if self.config.view == View::Diagram {
            return Vec::new();
        }
        let effects = self.run.begin();
        effects.into_iter().chain(self.open_again()).collect()
    }

    /// Takes an action in at `now` milliseconds and answers what is to be done.
    pub fn update(&mut self, action: Action, now: f64) -> Vec<Effect> {
        let mut effects = self.act(action, now);
        effects.extend(self.explain(now));
        effects
    }

    fn act(&mut self, action: Action, now: f64) -> Vec<Effect> {
        match action {
            Action::View(view) => {
                self.config.view = view;
                return self.begin().into_iter().chain([Effect::UpdateUrl]).collect();
            }
            Action::File(action) => return self.file_action(action),
            Action::Why(action) => return self.why_action(action),
            Action::Run(action) => {
                if let RunAction::Answered(event, now) = &action {
                    self.why.answered(event, *now);
                }
                if let Some(effects) = self.file_answered(&action) {
                    return effects;
                }
                let before = (self.run.chosen, self.run.stage);
                let mut effects = self.run.update(action, now);
                if before != (self.run.chosen, self.run.stage) || self.config.map != self.run.map {
                    self.config.map = self.run.map;
                    self.config.picture = self.run.chosen.unwrap_or_default();
                    self.config.stage =
                        Some(self.run.stage).filter(|&stage| stage != before.1).or(self.config.stage);
                    effects.push(Effect::UpdateUrl);
                }
                return effects;
            }
            Action::Stored(stored) => return self.take_last_run(stored.as_deref().map(Vec::as_slice)),
            Action::ShowLastRun => {
                return self.show(NetworksConfig { last_run: true, ..NetworksConfig::default() });
            }
            Action::Show(shown) => {
                return self.show(NetworksConfig { shown, ..NetworksConfig::default() });
            }
            Action::Compare(compared) => {
                self.config.compared = compared;
                self.compared = compared.map(Subject::of);
            }
            Action::Toggle(module) => {
                let name = self.subject.table.modules.get(module).map(|module| module.name.clone());
                self.config.opened = name.filter(|_| self.opened() != Some(module));
            }
            Action::Select(row) => self.config.row = row,
            Action::Residual(residual) => {
                self.residual = residual;
                return Vec::new();
            }
            Action::Set(change) => {
                if let Err(problem) = self.set(change) {
                    return vec![Effect::Notice(problem)];
                }
                return self.changed();
            }
            Action::Reset => {
                self.config.changes.clear();
                let config = self.config.clone();
                return self.become_other(config).into_iter().chain([Effect::UpdateUrl]).collect();
            }
        }
        self.keep_what_exists();
        vec![Effect::UpdateUrl]
    }

    /// Shows another network, looked at as the one before.
    fn show(&mut self, other: NetworksConfig) -> Vec<Effect> {
        let NetworksConfig { compared, view, picture, .. } = self.config;
        let effects = self.become_other(NetworksConfig { compared, view, picture, ..other });
        effects.into_iter().chain([Effect::UpdateUrl]).collect()
    }

    /// The network has other layers than before.
    fn changed(&mut self) -> Vec<Effect> {
        self.keep_what_exists();
        let fresh = self.fresh_run(self.run.id());
        let before = std::mem::replace(&mut self.run, fresh);
        self.run_anew(before).into_iter().chain([Effect::UpdateUrl]).collect()
    }

    /// The module that is opened.
    pub fn opened(&self) -> Option<usize> {
        self.subject.table.module_named(self.config.opened.as_deref()?)
    }

    /// Forgets what is opened or selected where there is no such thing.
    fn keep_what_exists(&mut self) {
        let Subject { table, .. } = &*self.subject;
        if self.opened().is_none() {
            self.config.opened = None;
        }
        self.config.row = self.config.row.filter(|&row| row < table.rows.len());
    }
}

#[cfg(test)]
mod tests;
