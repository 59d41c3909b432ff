//! A pool as the text of a link: an example's name, and what differs from it.
//!
//! `preset=max` · `x=1.4.4:1,1,2,4,…` (shape, and the numbers if they are not the seed's) · `kind=average` · `window=2.2` ·
//! `stride=2.2` · `pad=0.0` (rows, columns) · `ceil=1` · `w=…` (the kernel) · `d=…` (the upstream gradient) · `seed=1` ·
//! `mode=gradient` · `nudge=0.-1` (rows, columns) · `at=7`.

use super::{Kind, Mode, Pooling, presets};
use crate::app::lab::link::{
    self, Key, by_name, counts, named, of_axes, parts, put, set_axes, typed, values,
};
use crate::app::lab::setting::Settings;
use crate::app::lab::values::fresh;
use crate::app::text::pool::{self as text, IMPOSSIBLE};
use crate::shape::Shape;
use crate::window::Window;

/// What is spelt out where it is no example.
const SPELT_OUT: &[Key<Pooling>] = &[
    Key::new(
        "x",
        |to| {
            let Shape { c, h, w } = to.input;
            format!("{c}.{h}.{w}{}", typed(":", &to.x, &fresh(to.seed, [to.x.len(), 0, 0])[0]))
        },
        |to, text| {
            let (shape, x) = parts(text);
            let [c, h, w] = counts(shape)?;
            to.input = Shape::new(c, h, w);
            to.x = x.map_or(Some(vec![]), |x| values(x, to.input.len()))?;
            Some(())
        },
    ),
    Key::new(
        "kind",
        |to| named(&Kind::ALL, to.kind),
        |to, text| put(&mut to.kind, by_name(&Kind::ALL, text)),
    ),
    Key::new(
        "window",
        |to| of_axes(&to.window, |window| window.size),
        |to, text| set_axes(&mut to.window, text, |window, size| window.size = size),
    ),
    Key::new(
        "stride",
        |to| of_axes(&to.window, |window| window.stride),
        |to, text| set_axes(&mut to.window, text, |window, stride| window.stride = stride),
    ),
    Key::new(
        "pad",
        |to| of_axes(&to.window, |window| window.before),
        |to, text| set_axes(&mut to.window, text, |window, padding| *window = window.padding(padding)),
    ),
    Key::new(
        "ceil",
        |to| u8::from(to.ceil_mode).to_string(),
        |to, text| put(&mut to.ceil_mode, Some(text == "1")),
    ),
    Key::new(
        "w",
        |to| typed("", &to.weight, &fresh(to.seed, [0, to.weight.len(), 0])[1]),
        |to, text| put(&mut to.weight, values(text, MAX_VALUES)),
    ),
    Key::new(
        "d",
        |to| typed("", &to.upstream, &fresh(to.seed, [0, 0, to.upstream.len()])[2]),
        |to, text| put(&mut to.upstream, values(text, MAX_VALUES)),
    ),
    Key::new("seed", |to| to.seed.to_string(), |to, text| put(&mut to.seed, text.parse().ok())),
];

/// How the example is looked at.
const LOOKED_AT: &[Key<Pooling>] = &[
    Key::<Pooling>::new(
        "mode",
        |to| named(&Mode::ALL, to.mode),
        |to, text| put(&mut to.mode, by_name(&Mode::ALL, text)),
    )
    .or(text::NO_SUCH_MODE),
    Key::<Pooling>::new(
        "nudge",
        |to| format!("{}.{}", to.nudge[0], to.nudge[1]),
        |to, text| {
            let (rows, columns) = text.split_once('.')?;
            *to = to.nudged_to([rows.parse().ok()?, columns.parse().ok()?]);
            Some(())
        },
    )
    .or(text::NUDGE_UNREADABLE),
    Key::AT,
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
        let mut pooling = link::example(presets(), &pairs, problems).unwrap_or_default();
        if link::get(&pairs, "x").is_some() {
            let mut typed = Self::blank();
            let unread = link::read(SPELT_OUT, &pairs, &mut typed);
            match typed.clone().refitted(&typed).filter(|_| unread.is_empty()) {
                Some(typed) => pooling = typed,
                None => problems.push(IMPOSSIBLE.to_owned()),
            }
        }
        problems.extend(link::read(LOOKED_AT, &pairs, &mut pooling));
        pooling
    }
}
