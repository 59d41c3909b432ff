//! An example that a link spells out, key by key. Keys that do not go with the rest are said and left out.

use super::setting::Settings;
use crate::app::link::{self, Key, get};
use crate::app::text::link as text;

/// What a link makes of an example. `None` if that is not possible, which is left to be said.
pub fn spelt_out<T: Settings>(
    keys: &[Key<T>],
    pairs: &[(&str, &str)],
    example: &T,
    problems: &mut Vec<String>,
) -> Option<T> {
    let read = |left_out: &str| {
        let pairs: Vec<_> = pairs.iter().copied().filter(|(name, _)| *name != left_out).collect();
        let mut sized = example.clone();
        link::read(keys, &pairs, &mut sized);
        // The example's own numbers where they have a place in these sizes, under those of the link.
        let sized = sized.bare();
        let from = if example.fits() { example } else { &sized };
        let mut to = sized.clone().refitted(from)?;
        let unread = link::read(keys, &pairs, &mut to);
        Some((to.clone().refitted(&to)?, unread))
    };
    if let Some((fit, unread)) = read("") {
        problems.extend(unread);
        return Some(fit);
    }
    // The last of the keys first: what comes before it says how large all is.
    for key in keys.iter().rev() {
        let Some(value) = get(pairs, key.name) else { continue };
        if let Some((fit, unread)) = read(key.name) {
            problems.push(text::does_not_fit(key.name, value, key.what.get()));
            problems.extend(unread);
            return Some(fit);
        }
    }
    problems.extend(link::read(keys, pairs, &mut example.clone()));
    None
}
