//! How long links are, and what becomes of networks that are longer.

use std::borrow::Cow;

use crate::app::custom_dataset::hash;

/// Characters of the longest link that is printed. Browsers take some more; whoever is sent one may see it cut.
const MAX_LINK: usize = 32_000;
/// What stands in a link in place of a network that is too long for it, with a hash that tells it from others.
pub(super) const CUT: &str = "file-";

/// A link, without a network that is too long for one. Runs are stored with the whole link, and found by this one.
pub(in crate::app::places::train) fn shortened(link: &str) -> Cow<'_, str> {
    if link.len() <= MAX_LINK {
        return link.into();
    }
    let pair = |pair: &str| match pair.strip_prefix("layers=") {
        Some(network) => format!("layers={CUT}{:016x}", hash(network.as_bytes())),
        None => pair.to_owned(),
    };
    link.split('&').map(pair).collect::<Vec<_>>().join("&").into()
}

/// Whether a link lacks the network that it is about.
pub(in crate::app::places::train) fn is_cut(link: &str) -> bool {
    link.split('&').any(|pair| pair.strip_prefix("layers=").is_some_and(|network| network.starts_with(CUT)))
}
