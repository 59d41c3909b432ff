//! A pool as the text of a link: an example's name, and what differs from it.
//!
//! `preset=max` · `x=1.4.4:1,1,2,4,…` (shape, and the numbers if they are not the seed's) · `kind=average` · `window=2.2` ·
//! `stride=2.2` · `pad=0.0` (rows, columns) · `ceil=1` · `w=…` (the kernel) · `d=…` (the upstream gradient) · `seed=1` ·
//! `mode=gradient` · `nudge=0.-1` (rows, columns) · `at=7`.

use super::field::{MAX_CHANNELS, MAX_LENGTH, MAX_NUDGE, MAX_OTHER};
use super::{Kind, Mode, Pooling, presets};
use crate::app::lab::values::fresh;
use crate::app::lab::{Linked, PRESET, preset, spelt_out};
use crate::app::link::{
    self, Bounds, Key, by_name, flag, flagged, get, key, miscounted, named, names, nearest, numbers, one_of,
    parsed, parts, points, typed,
};
use crate::app::text::link as text;
use crate::format;
use crate::shape::Shape;
use crate::window::Window;

const SHAPES: Bounds<3> = Bounds([1, 1, 1], [MAX_CHANNELS, MAX_LENGTH, MAX_LENGTH]);
const WINDOWS: Bounds<2> = Bounds([1, 1], [MAX_OTHER, MAX_OTHER]);
const PADDINGS: Bounds<2> = Bounds([0; 2], [MAX_OTHER; 2]);

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
            let (shape, filling) = parts(text);
            let [c, h, w] = SHAPES.read(shape)?;
            (to.input, to.x) = (Shape::new(c, h, w), filling.map_or(vec![], numbers));
            Some(())
        },
        expects: |_, _| SHAPES.expected(),
    },
    key!(
        "kind",
        text::POOL_KIND,
        kind,
        |kind: &Kind| named(&Kind::ALL, *kind),
        |id| by_name(&Kind::ALL, id),
        one_of(&Kind::ALL)
    ),
    key!(axes "window", text::WINDOW, window, size, WINDOWS),
    key!(axes "stride", text::STRIDE, window, stride, WINDOWS),
    Key {
        name: "pad",
        what: text::PADDING,
        print: |to| points(&to.window.map(|window| window.before)),
        read: |to, text| {
            let padding = PADDINGS.read(text)?;
            to.window.iter_mut().zip(padding).for_each(|(window, padding)| *window = window.padding(padding));
            Some(())
        },
        expects: |_, _| PADDINGS.expected(),
    },
    key!("ceil", text::CEIL_MODE, ceil_mode, flag, flagged, text::ON_OFF),
    Key {
        name: "w",
        what: text::KERNEL,
        print: |to| typed("", &to.weight, &fresh(to.seed, [0, to.weight.len(), 0])[1]),
        read: |to, text| {
            to.weight = numbers(text);
            Some(())
        },
        expects: no_numbers,
    },
    Key {
        name: "d",
        what: text::UPSTREAM,
        print: |to| typed("", &to.upstream, &fresh(to.seed, [0, 0, to.upstream.len()])[2]),
        read: |to, text| {
            to.upstream = numbers(text);
            Some(())
        },
        expects: no_numbers,
    },
    key!("seed", text::SEED, seed, ToString::to_string, parsed, text::WHOLE_NUMBER),
];

/// How the example is looked at.
const LOOKED_AT: &[Key<Pooling>] = &[
    key!(
        "mode",
        text::MODE,
        mode,
        |mode: &Mode| named(&Mode::ALL, *mode),
        |id| by_name(&Mode::ALL, id),
        one_of(&Mode::ALL)
    ),
    Key {
        name: "nudge",
        what: text::SHIFT,
        print: |to| format!("{}.{}", to.nudge[0], to.nudge[1]),
        read: |to, text| {
            let (rows, columns) = text.split_once('.')?;
            let (rows, rows_fit) = nearest(rows, -FARTHEST, FARTHEST)?;
            let (columns, columns_fit) = nearest(columns, -FARTHEST, FARTHEST)?;
            *to = to.nudged_to([rows as isize, columns as isize]);
            (rows_fit && columns_fit).then_some(())
        },
        expects: |to, value| {
            let [expected, taken] =
                [text::shift_between(-MAX_NUDGE, MAX_NUDGE), format!("{}.{}", to.nudge[0], to.nudge[1])];
            let both = value
                .split_once('.')
                .is_some_and(|(rows, columns)| [rows, columns].iter().all(|by| nearest(by, 0, 0).is_some()));
            if both { text::nearest(&expected, &taken) } else { expected }
        },
    },
    Key::STEP,
];

/// The farthest that an input is moved.
const FARTHEST: i128 = MAX_NUDGE as i128;

/// Never said: how many numbers there are to be is known once all sizes are.
fn no_numbers(_: &Pooling, _: &str) -> String {
    String::new()
}

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
    fn to_pairs(&self) -> Vec<String> {
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
    fn from_pairs(pairs: &[(&str, &str)], problems: &mut Vec<String>) -> Self {
        let known = [PRESET].into_iter().chain(names(SPELT_OUT)).chain(names(LOOKED_AT));
        problems.extend(link::unknown_keys(pairs, known));
        let mut pooling = preset(presets(), pairs, problems).unwrap_or_default();
        if names(SPELT_OUT).any(|name| get(pairs, name).is_some()) {
            match Self::spelt_out(pairs, &pooling, problems) {
                Some(typed) => pooling = typed,
                None => problems.push(text::IMPOSSIBLE_POOL.to_string()),
            }
        }
        problems.extend(link::read(LOOKED_AT, pairs, &mut pooling));
        pooling
    }

    /// The pool that a link spells out, over an example where it leaves out the input.
    fn spelt_out(pairs: &[(&str, &str)], example: &Self, problems: &mut Vec<String>) -> Option<Self> {
        let over = match get(pairs, "x") {
            Some(_) => Self { input: example.input, x: example.x.clone(), ..Self::blank() },
            None => example.clone(),
        };
        let typed = spelt_out(SPELT_OUT, pairs, &over, problems)?;
        problems.extend(typed.miscounted(pairs));
        Some(typed)
    }

    /// A sentence for each grid for which a link has too few numbers, too many, or what is none.
    fn miscounted(&self, pairs: &[(&str, &str)]) -> Vec<String> {
        let Shape { c, h, w } = self.input;
        // A size that was left out was said already.
        let input = get(pairs, "x").is_some_and(|value| SHAPES.read(parts(value).0) == Some([c, h, w]));
        let [rows, columns] = self.window.map(|window| window.size);
        [
            input.then(|| miscounted(pairs, "x", text::INPUT.get(), true, self.input.len())).flatten(),
            miscounted(pairs, "w", text::KERNEL.get(), false, rows * columns),
            miscounted(pairs, "d", text::UPSTREAM.get(), false, self.fitting_output().len()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl Linked for Pooling {
    fn to_rest(&self) -> String {
        format::link(self.to_pairs())
    }

    fn from_rest(rest: &str) -> (Self, Vec<String>) {
        link::read_pairs(rest, Self::from_pairs)
    }
}
