//! The place Networks: networks of the literature, what each of their layers costs and sees, laid out from the plan. What
//! belongs in the link is [`NetworksConfig`]; [`Networks::update`] takes [`Action`]s and answers with [`Effect`]s.

pub mod compare;
pub mod diagram;
pub mod export;
pub mod link;
mod modules;
pub mod table;

use std::rc::Rc;

pub use link::{Change, Chosen, NetworksConfig};
pub use modules::Module;

use crate::app::numbers;
use crate::app::text::networks as text;
use crate::layers::{Control, Field, Layer};
use crate::network::{Network, NodeId, Plan};
use crate::zoo::{Architecture, Version};
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
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
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
    /// The link is another one.
    Follow(NetworksConfig),
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
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
        let mut networks = Self { config: NetworksConfig { changes: vec![], ..config }, subject, compared };
        let effects = wanted.into_iter().filter_map(|change| networks.set(change).err()).map(Effect::Notice);
        let effects = effects.collect();
        networks.keep_what_exists();
        (networks, effects)
    }

    /// The place as the rest of its link says.
    pub fn open(rest: &str) -> (Self, Vec<Effect>) {
        let (config, problems) = NetworksConfig::from_rest(rest);
        let (networks, mut effects) = Self::new(config);
        effects.extend(problems.into_iter().map(Effect::Notice));
        (networks, effects)
    }

    /// Takes an action in and answers what is to be done.
    pub fn update(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Show(shown) => {
                let compared = self.config.compared;
                (*self, _) = Self::new(NetworksConfig { shown, compared, ..NetworksConfig::default() });
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
            }
            Action::Reset => {
                self.config.changes.clear();
                self.subject = Subject::of(self.config.shown);
            }
            Action::Follow(config) => {
                let effects;
                (*self, effects) = Self::new(config);
                return effects;
            }
        }
        self.keep_what_exists();
        vec![Effect::UpdateUrl]
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

    /// The settings of the row that is selected, and the layer's name.
    pub fn settings(&self) -> Option<(String, Vec<Field>)> {
        let Subject { plan, table } = &*self.subject;
        let node = table.rows.get(self.config.row?)?.nodes[0];
        Some((plan.name(node).to_owned(), plan.layer(node)?.editable().fields()))
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

    /// Changes a setting, and keeps the change if the network can still be planned; a sentence if not.
    fn set(&mut self, change: Change) -> Result<(), String> {
        let plan = &self.subject.plan;
        let id = plan.ids().find(|&id| plan.name(id) == change.layer);
        let layer = id.and_then(|id| plan.layer(id)).ok_or_else(|| text::no_such_layer(&change.layer))?;
        let mut fields = layer.editable().fields().into_iter();
        let field = fields
            .find(|field| field.id == change.setting)
            .ok_or_else(|| text::no_such_setting(&change.layer, &change.setting))?;
        let value = match field.control {
            Control::Count { least, largest, value } => {
                change.value.round().clamp(least as f64, largest.max(value) as f64)
            }
            Control::Number { least, largest, .. } => {
                change.value.clamp(f64::from(least), f64::from(largest))
            }
            Control::Choice { ref options, .. } => {
                change.value.round().clamp(0.0, options.len() as f64 - 1.0)
            }
        };
        let mut network = plan.network().clone();
        if let Some(NodeId(id)) = id {
            network.nodes[id - 1].layer = (field.set)(value);
        }
        self.subject = Rc::new(Subject::new(network)?);
        let same = |other: &Change| (&other.layer, &other.setting) == (&change.layer, &change.setting);
        self.config.changes.retain(|other| !same(other));
        self.config.changes.push(Change { value, ..change });
        Ok(())
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
