//! Settings as numbers between bounds. The bounds come from the operation's own predicate, so that nothing impossible can be
//! chosen.

/// An example with settings that are numbers.
#[allow(missing_docs)]
pub trait Settings: Sized + Clone {
    type Field: Copy;

    fn get(&self, field: Self::Field) -> usize;

    /// Sets a setting and leaves the numbers of grids as they are.
    fn set(&mut self, field: Self::Field, value: usize);

    /// Whether the operation can be done, and is small enough to be shown. The numbers of grids do not matter.
    fn fits(&self) -> bool;

    /// This example, if it fits, with as many of the numbers of `from` as have a place in it.
    fn refitted(self, from: &Self) -> Option<Self>;

    /// The same settings without numbers.
    fn bare(&self) -> Self;

    /// The largest value that a setting may have at all.
    fn limit(field: Self::Field) -> usize;

    /// The same example with another value of a setting; `None` if that is impossible. Numbers that have a place in both
    /// stay; new places are filled from the seed.
    fn with(&self, field: Self::Field, value: usize) -> Option<Self> {
        let mut to = self.clone();
        to.set(field, value);
        to.refitted(self)
    }

    /// The least and the largest possible value of a setting.
    fn bounds(&self, field: Self::Field) -> (usize, usize) {
        let bare = self.bare();
        let possible = |value: &usize| {
            let mut to = bare.clone();
            to.set(field, *value);
            to.fits()
        };
        let now = self.get(field);
        let mut values = (0..=Self::limit(field)).filter(possible);
        let least = values.next();
        (least.unwrap_or(now), values.next_back().or(least).unwrap_or(now))
    }

    /// The possible value of a setting that is nearest to `value` in its direction.
    fn nearest(&self, field: Self::Field, value: usize) -> Option<Self> {
        let (now, value) = (self.get(field), value.min(Self::limit(field)));
        self.with(field, value).or_else(|| match value > now {
            true => (now + 1..value).rev().find_map(|value| self.with(field, value)),
            false => (value..now).find_map(|value| self.with(field, value)),
        })
    }
}
