//! The rest of a link, as the place is opened with.

use std::rc::Rc;

use crate::app::link::query;
use crate::app::places::train::{CustomDataset, TrainConfig};
use crate::app::text::link::together;

/// Reads the rest of a link, and says all of it that cannot be read.
pub(in crate::app::places::train) fn read(link: &str) -> (TrainConfig, Option<String>) {
    read_with(link, None)
}

/// Reads the rest of a link about somebody's own samples, if they are here.
pub(in crate::app::places::train) fn read_with(
    link: &str,
    own: Option<Rc<CustomDataset>>,
) -> (TrainConfig, Option<String>) {
    let mut problems = Vec::new();
    let link = query::decoded(link, &mut problems);
    let pairs = query::pairs(&link, &mut problems);
    (TrainConfig::with_samples(pairs.into_iter(), own, &mut problems), together(problems))
}
