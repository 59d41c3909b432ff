//! The place Networks: networks of the literature, what each of their layers costs and sees, laid out from the plan. What
//! belongs in the link is [`NetworksConfig`]; [`Networks::update`] takes [`Action`]s and answers with [`Effect`]s.

pub mod compare;
pub mod diagram;
mod edit;
pub mod examples;
pub mod export;
mod last_run;
pub mod link;
mod listed;
mod modules;
pub mod run;
pub mod table;

use std::rc::Rc;

pub use link::{Change, Chosen, NetworksConfig, View};
pub use listed::{Listed, listed};
pub use modules::Module;

use crate::app::text::networks as text;
use crate::app::trained_network::TrainedNetwork;
use crate::layers::Layer;
use crate::network::{Network, Plan};
use crate::session::{Command, RunId};
use crate::zoo::Version;
use examples::Residual;
use run::{Run, RunAction, Shipped};
use table::Table;

/// A network with all that is shown of it.
#[derive(Debug)]
pub struct Subject {
    /// The network, planned.
    pub plan: Plan,
    /// Its layers.
    pub table: Table,
}

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
    /// The residual unit in numbers.
    pub residual: Residual,
    /// The network of the last run of Train, once the store has answered, if there is one.
    pub last_run: Option<Rc<TrainedNetwork>>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Look at it this way.
    View(View),
    /// Something about running it, at this time in milliseconds.
    Run(RunAction, f64),
    /// What the store has of the last run of Train.
    Stored(Option<Rc<Vec<u8>>>),
    /// Show the network of that run.
    ShowLastRun,
    /// Show another network, unchanged.
    Show(Chosen),
    /// Show another one beside it, or none.
    Compare(Option<Chosen>),
    /// Open a module, or close the one that is open.
    Toggle(usize),
    /// Select a row, or none.
    Select(Option<usize>),
    /// Compute the residual unit with these numbers.
    Residual(Residual),
    /// Change a setting.
    Set(Change),
    /// Take all changes back.
    Reset,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask the store for the last run of Train.
    LoadLastRun,
    /// Fetch these weights.
    Fetch(Shipped),
    /// Fetch weights no longer.
    StopFetching,
    /// Read the photograph in this file of the site.
    Photograph(&'static str),
    /// Send this to the worker.
    Send(Command),
    /// The link is another one.
    UpdateUrl,
    /// Say this.
    Notice(String),
}

impl Subject {
    fn new(network: Network) -> Result<Self, String> {
        let plan = Plan::new(network).map_err(|error| error.to_string())?;
        let table = Table::new(&plan);
        Ok(Self { plan, table })
    }

    /// A network of the literature as it is.
    fn of(chosen: Chosen) -> Rc<Self> {
        let network = chosen.architecture.network(chosen.version);
        Rc::new(Self::new(network).expect("every network of the zoo can be planned"))
    }

    /// What joins branches that look at different places: a sentence for each.
    pub fn misaligned(&self) -> Vec<String> {
        self.plan.misaligned().iter().map(|found| text::misaligned(self.plan.name(found.node))).collect()
    }
}

impl Networks {
    /// The place as its link says, and what of the link cannot be.
    pub fn new(config: NetworksConfig, last_run: Option<Rc<TrainedNetwork>>) -> (Self, Vec<Effect>) {
        let compared = config.compared.map(Subject::of);
        let shown = last_run.as_ref().filter(|_| config.last_run);
        let own = shown.and_then(|trained| Subject::new(trained.network.clone()).ok());
        let subject = own.map_or_else(|| Subject::of(config.shown), Rc::new);
        let wanted = config.changes.clone();
        let config = NetworksConfig { changes: vec![], ..config };
        let run = Run::new(subject.clone(), &config, RunId(1));
        let mut networks = Self { config, subject, compared, run, last_run, residual: Residual::default() };
        let refused = wanted.into_iter().filter_map(|change| networks.set(change).err());
        let effects = refused.map(Effect::Notice).collect();
        networks.keep_what_exists();
        networks.run = Run::new(networks.subject.clone(), &networks.config, RunId(1));
        (networks, effects)
    }

    /// The place as the rest of its link says.
    pub fn open(rest: &str) -> (Self, Vec<Effect>) {
        let (config, problems) = NetworksConfig::from_rest(rest);
        let (mut networks, mut effects) = Self::new(config, None);
        effects.extend(problems.into_iter().map(Effect::Notice));
        effects.extend(networks.begin());
        effects.push(Effect::LoadLastRun);
        (networks, effects)
    }

    /// The place as another link says.
    pub fn follow(&mut self, rest: &str) -> Vec<Effect> {
        let (config, problems) = NetworksConfig::from_rest(rest);
        let mut effects = self.become_other(config);
        effects.extend(problems.into_iter().map(Effect::Notice));
        effects
    }

    /// Shows what another link says. Of a network that stays the same, what was loaded stays, too.
    fn become_other(&mut self, config: NetworksConfig) -> Vec<Effect> {
        let (other, mut effects) = Self::new(config, self.last_run.clone());
        let before = std::mem::replace(self, other);
        if before.subject.plan.network() == self.subject.plan.network() {
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
        self.run = Run::new(self.subject.clone(), &self.config, RunId(before.id().0 + 1));
        stop.into_iter().chain(self.begin()).collect()
    }

    /// Has the network run, if that is looked at.
    fn begin(&mut self) -> Vec<Effect> {
        if self.config.view == View::Run { self.run.begin() } else { Vec::new() }
    }

    /// Takes an action in and answers what is to be done.
    pub fn update(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::View(view) => {
                self.config.view = view;
                return self.begin().into_iter().chain([Effect::UpdateUrl]).collect();
            }
            Action::Run(action, now) => {
                let before = (self.run.chosen, self.run.stage);
                let mut effects = self.run.update(action, now);
                if before != (self.run.chosen, self.run.stage) {
                    self.config.picture = self.run.chosen.unwrap_or_default();
                    self.config.stage =
                        Some(self.run.stage).filter(|&stage| stage != before.1).or(self.config.stage);
                    effects.push(Effect::UpdateUrl);
                }
                return effects;
            }
            Action::Stored(stored) => return self.take_last_run(stored.as_deref().map(Vec::as_slice)),
            Action::ShowLastRun => {
                let NetworksConfig { compared, view, picture, .. } = self.config;
                let config =
                    NetworksConfig { last_run: true, compared, view, picture, ..NetworksConfig::default() };
                let mut effects = self.become_other(config);
                effects.push(Effect::UpdateUrl);
                return effects;
            }
            Action::Show(shown) => {
                let NetworksConfig { compared, view, picture, .. } = self.config;
                let config = NetworksConfig { shown, compared, view, picture, ..NetworksConfig::default() };
                let mut effects = self.become_other(config);
                effects.push(Effect::UpdateUrl);
                return effects;
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
                let mut effects = self.become_other(config);
                effects.push(Effect::UpdateUrl);
                return effects;
            }
        }
        self.keep_what_exists();
        vec![Effect::UpdateUrl]
    }

    /// The network has other layers than before.
    fn changed(&mut self) -> Vec<Effect> {
        self.keep_what_exists();
        let fresh = Run::new(self.subject.clone(), &self.config, self.run.id());
        let before = std::mem::replace(&mut self.run, fresh);
        self.run_anew(before).into_iter().chain([Effect::UpdateUrl]).collect()
    }

    /// The module that is opened.
    pub fn opened(&self) -> Option<usize> {
        self.subject.table.module_named(self.config.opened.as_deref()?)
    }

    /// Both versions of the network that is shown, with their words, and which of them it is; none where there is one.
    pub fn versions(&self) -> Option<([(Chosen, &'static str); 2], usize)> {
        if self.config.last_run {
            return None;
        }
        let Chosen { architecture, version } = self.config.shown;
        let both = [Version::Torchvision, Version::Paper];
        let named = both.map(|version| (Chosen { architecture, version }, text::version(version)));
        architecture.has_versions().then_some((named, usize::from(version == Version::Paper)))
    }

    /// Which maps before each filter of the selected row sees, if it does not see all.
    pub fn connection_table(&self) -> Option<&[Vec<bool>]> {
        let Subject { plan, table } = &*self.subject;
        match plan.layer(table.rows.get(self.config.row?)?.nodes[0])? {
            Layer::Conv(conv) => conv.connection_table.as_deref(),
            _ => None,
        }
    }

    /// Where to see what one of its cells sees, if it is one of the literature: a link to the view Stack of Convolve.
    pub fn field_link(&self) -> Option<String> {
        (!self.config.last_run).then(|| format!("#/convolve?view=stack&preset={}", self.config.shown.print()))
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
