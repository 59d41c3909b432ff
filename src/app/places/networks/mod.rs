//! The place Networks: networks of the literature, what each of their layers costs and sees, laid out from the plan. What
//! belongs in the link is [`NetworksConfig`]; [`Networks::update`] takes [`Action`]s and answers with [`Effect`]s.

pub mod compare;
pub mod diagram;
mod edit;
pub mod export;
pub mod link;
mod modules;
pub mod run;
pub mod table;

use std::rc::Rc;

pub use link::{Change, Chosen, NetworksConfig, View};
pub use modules::Module;

use crate::app::numbers;
use crate::app::text::networks as text;
use crate::layers::Layer;
use crate::network::{Network, Plan};
use crate::session::{Command, RunId};
use crate::zoo::{Architecture, Version};
use run::{Run, RunAction, Shipped};
use table::Table;

/// Where the trained LeNet-5 looks at what is drawn.
pub const DRAW_LINK: &str = "#/draw?network=lenet5";

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
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Look at it this way.
    View(View),
    /// Something about running it, at this time in milliseconds.
    Run(RunAction, f64),
    /// Show another network, unchanged.
    Show(Chosen),
    /// Show another one beside it, or none.
    Compare(Option<Chosen>),
    /// Open a module, or close the one that is open.
    Toggle(usize),
    /// Select a row, or none.
    Select(Option<usize>),
    /// Change a setting.
    Set(Change),
    /// Take all changes back.
    Reset,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
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

/// A network that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// In links, and for tests.
    pub id: String,
    /// For people.
    pub name: &'static str,
    /// Its year and its size.
    pub detail: String,
    /// What choosing it shows.
    pub chosen: Chosen,
}

/// The networks that there are.
pub fn listed() -> Vec<Listed> {
    let one = |architecture: Architecture| {
        let chosen = Chosen { architecture, ..Chosen::default() };
        let (about, params) = (text::about(architecture), Subject::of(chosen).table.total.params);
        let detail = text::year_and_size(about.year, &numbers::millions(params));
        Listed { id: link::id(architecture), name: about.name, detail, chosen }
    };
    Architecture::ALL.map(one).to_vec()
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
    pub fn new(config: NetworksConfig) -> (Self, Vec<Effect>) {
        let (subject, compared) = (Subject::of(config.shown), config.compared.map(Subject::of));
        let wanted = config.changes.clone();
        let config = NetworksConfig { changes: vec![], ..config };
        let run = Run::new(subject.clone(), &config, RunId(1));
        let mut networks = Self { config, subject, compared, run };
        let refused = wanted.into_iter().filter_map(|change| networks.set(change).err());
        let effects = refused.map(Effect::Notice).collect();
        networks.keep_what_exists();
        networks.run = Run::new(networks.subject.clone(), &networks.config, RunId(1));
        (networks, effects)
    }

    /// The place as the rest of its link says.
    pub fn open(rest: &str) -> (Self, Vec<Effect>) {
        let (config, problems) = NetworksConfig::from_rest(rest);
        let (mut networks, mut effects) = Self::new(config);
        effects.extend(problems.into_iter().map(Effect::Notice));
        effects.extend(networks.begin());
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
        let (other, mut effects) = Self::new(config);
        let before = std::mem::replace(self, other);
        let network = |networks: &Self| (networks.config.shown, networks.config.changes.clone());
        if network(&before) == network(self) {
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
            Action::Set(change) => {
                if let Err(problem) = self.set(change) {
                    return vec![Effect::Notice(problem)];
                }
                return self.changed();
            }
            Action::Reset => {
                self.config.changes.clear();
                self.subject = Subject::of(self.config.shown);
                return self.changed();
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

    /// What is said about the network that is shown, and about its version where there are two.
    pub fn about(&self) -> (text::About, Option<&'static str>) {
        let Chosen { architecture, version } = self.config.shown;
        (text::about(architecture), text::version_note(architecture, version))
    }

    /// Both versions of the network that is shown, with their words, and which of them it is; none where there is one.
    pub fn versions(&self) -> Option<([(Chosen, &'static str); 2], usize)> {
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

    /// Where to train a small network of this kind: a link to Train.
    pub fn train_link(&self) -> String {
        let template = match self.config.shown.architecture {
            Architecture::LeNet5 => "lenet5",
            Architecture::AlexNet => "alexnet",
            Architecture::Vgg16 => "vgg",
            Architecture::GoogLeNet => "inception",
            Architecture::ResNet18 | Architecture::ResNet34 | Architecture::ResNet50 => "residual-10",
            Architecture::EfficientNetLite0 => "mobilenet",
        };
        format!("#/train?net={template}")
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
