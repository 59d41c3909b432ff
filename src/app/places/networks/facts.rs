//! What there is beside the network that is shown: its versions, a connection table, a name for its files.

use super::{Chosen, Networks, Subject, link};
use crate::app::text::Text;
use crate::app::text::networks as text;
use crate::layers::Layer;
use crate::zoo::Version;

impl Networks {
    /// What files of the network are called.
    pub fn file_name(&self) -> String {
        match self.shown_file() {
            Some(file) => file.name.split('.').next().unwrap_or_default().to_owned(),
            None if self.config.last_run => link::LAST_RUN.to_owned(),
            None => link::id(self.config.shown.architecture),
        }
    }

    /// Both versions of the network that is shown, with their words, and which of them it is; none where there is one.
    pub fn versions(&self) -> Option<([(Chosen, Text); 2], usize)> {
        if self.config.last_run || self.config.file {
            return None;
        }
        let Chosen { architecture, version } = self.config.shown;
        let both = [Version::Torchvision, Version::Paper];
        let named = both.map(|version| (Chosen { architecture, version }, text::version(version)));
        architecture.has_versions().then_some((named, usize::from(version == Version::Paper)))
    }

    /// Where to see what one of its cells sees, if it is one of the literature: a link to the view Stack of Convolve.
    pub fn field_link(&self) -> Option<String> {
        (!self.config.last_run && !self.config.file)
            .then(|| format!("#/convolve?view=stack&preset={}", self.config.shown.print()))
    }

    /// Which maps before each filter of the selected row sees, if it does not see all.
    pub fn connection_table(&self) -> Option<&[Vec<bool>]> {
        let Subject { plan, table } = &*self.subject;
        match plan.layer(table.rows.get(self.config.row?)?.nodes[0])? {
            Layer::Conv(conv) => conv.connection_table.as_deref(),
            _ => None,
        }
    }
}
