//! A pool as the text of a link: an example's name, and what differs from it.
//!
//! `preset=max` · `x=1.4.4:1,1,2,4,…` (shape, and the numbers if they are not the seed's) · `kind=average` · `window=2.2` ·
//! `stride=2.2` · `pad=0.0` (rows, columns) · `ceil=1` · `w=…` (the kernel) · `d=…` (the upstream gradient) · `seed=1` ·
//! `mode=gradient` · `nudge=0.-1` (rows, columns) · `at=7`.

use super::{Kind, Mode, Pooling, presets};
use crate::app::lab::preset;
use crate::app::lab::setting::Settings;
use crate::app::lab::values::fresh;
use crate::app::link::{
    self, Key, by_name, counts, filled, flag, flagged, get, key, named, parsed, points, typed, values,
};
use crate::app::text::link as text;
use crate::shape::Shape;
use crate::window::Window;

/// What is spelt out where it is no example.
const SPELT_OUT: &[Key<Pooling>] = &[
    Key {
        name: "x",
        what: text::INPUT,
        print: |to| {
            let Shape { c, h, w } = to.input;
            points(&[c, h, w]) + &typed(":", &to.x, &fresh(to.seed, [to.x.len(), 0, 0])[0])
        },
        read: |to, text| {
            (to.input, to.x) = filled(text)?;
            Some(())
        },
    },
    key!("kind", text::POOL_KIND, kind, |kind: &Kind| named(&Kind::ALL, *kind), |id| by_name(&Kind::ALL, id)),
    key!(axes "window", text::WINDOW, window, size),
    key!(axes "stride", text::STRIDE, window, stride),
    Key {
        name: "pad",
        what: text::PADDING,
        print: |to| points(&to.window.map(|window| window.before)),
        read: |to, text| {
            let padding: [usize; 2] = counts(text)?;
            to.window.iter_mut().zip(padding).for_each(|(window, padding)| *window = window.padding(padding));
            Some(())
        },
    },
    key!("ceil", text::CEIL_MODE, ceil_mode, flag, flagged),
    Key {
        name: "w",
        what: text::KERNEL,
        print: |to| typed("", &to.weight, &fresh(to.seed, [0, to.weight.len(), 0])[1]),
        read: |to, text| {
            to.weight = values(text, MAX_VALUES)?;
            Some(())
        },
    },
    Key {
        name: "d",
        what: text::UPSTREAM,
        print: |to| typed("", &to.upstream, &fresh(to.seed, [0, 0, to.upstream.len()])[2]),
        read: |to, text| {
            to.upstream = values(text, MAX_VALUES)?;
            Some(())
        },
    },
    key!("seed", text::SEED, seed, ToString::to_string, parsed),
];

/// How the example is looked at.
const LOOKED_AT: &[Key<Pooling>] = &[
    key!("mode", text::MODE, mode, |mode: &Mode| named(&Mode::ALL, *mode), |id| by_name(&Mode::ALL, id)),
    Key {
        name: "nudge",
        what: text::SHIFT,
        print: |to| format!("{}.{}", to.nudge[0], to.nudge[1]),
        read: |to, text| {
            let (rows, columns) = text.split_once('.')?;
            *to = to.nudged_to([rows.parse().ok()?, columns.parse().ok()?]);
            Some(())
        },
    },
    Key::STEP,
];

/// More numbers than these are nowhere.
const MAX_VALUES: usize = 64 * 64 * 64;

impl Pooling {
    /// Nothing yet: what a link that spells a pool out begins with.
    pub(super) fn blank() -> Self {
        Self {
            mode: Mode::Forward,
            kind: Kind::Max,
            input: Shape::new(0, 0, 0),
            window: [Window::new(2).stride(2); 2],
            ceil_mode: false,
            seed: 1,
            x: vec![],
            weight: vec![],
            upstream: vec![],
            nudge: [0; 2],
            at: 0,
        }
    }

    /// The pairs of a link that differ from the first example, or from the one that is named.
    pub fn to_pairs(&self) -> Vec<String> {
        let same = |other: Self| Self { mode: self.mode, nudge: self.nudge, at: self.at, ..other } == *self;
        let preset = presets().iter().find(|preset| same(preset.example()));
        let mut pairs = match preset {
            Some(preset) if preset.id == presets()[0].id => vec![],
            Some(preset) => vec![format!("preset={}", preset.id)],
            None => link::print(SPELT_OUT, self, &Self::blank()),
        };
        let default = preset.map_or_else(Self::blank, |preset| preset.example());
        pairs.extend(link::print(LOOKED_AT, self, &Self { at: 0, ..default }));
        pairs
    }

    /// Reads a link's pairs. What cannot be read is said in a sentence, and the rest is taken.
    pub fn from_pairs<'a>(
        pairs: impl Iterator<Item = (&'a str, &'a str)>,
        problems: &mut Vec<String>,
    ) -> Self {
        let pairs: Vec<(&str, &str)> = pairs.collect();
        let mut pooling = preset(presets(), &pairs, problems).unwrap_or_default();
        if get(&pairs, "x").is_some() {
            let mut typed = Self::blank();
            let unread = link::read(SPELT_OUT, &pairs, &mut typed);
            match typed.clone().refitted(&typed).filter(|_| unread.is_empty()) {
                Some(typed) => pooling = typed,
                None => problems.push(text::IMPOSSIBLE_POOL.to_owned()),
            }
        }
        problems.extend(link::read(LOOKED_AT, &pairs, &mut pooling));
        pooling
    }
}
