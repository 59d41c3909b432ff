//! What is said about the network that is shown, and where it leads.

use super::{Chosen, Networks, Subject, link};
use crate::app::text::networks as text;
use crate::layers::Layer;
use crate::zoo::{Architecture, Version};

impl Networks {
    /// What the network that is shown is called.
    pub fn name(&self) -> &str {
        self.shown_file().map_or_else(|| self.about().0.name, |file| &file.name)
    }

    /// The same in the names of files.
    pub fn file_name(&self) -> String {
        match self.shown_file() {
            Some(file) => file.name.split('.').next().unwrap_or_default().to_owned(),
            None => link::id(self.config.shown.architecture),
        }
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
        (architecture.has_versions() && !self.config.file)
            .then_some((named, usize::from(version == Version::Paper)))
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
        if self.config.file {
            return "#/train?net=opened".to_owned();
        }
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
}
