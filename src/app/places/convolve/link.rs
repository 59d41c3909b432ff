//! A convolution as the text of a link: an example's name, and what differs from it.
//!
//! `preset=edges` · `x=1.6.6:3,3,4,…` (shape, and the numbers if they are not the seed's) · `w=1.3.3:…` · `b=…` · `d=…`
//! (the upstream gradient) · `stride=2.2` · `dilation=1.1` · `pad=1.1.1.1` (top, bottom, left, right) · `fill=constant:0` ·
//! `groups=1` · `more=0.0` (output padding) · `flip=1` · `seed=1` · `mode=dw` · `at=7` · `view=matrix`, `depth`
//! or `picture` · `picture=chelsea` · `depth=200.32.32.5.32.16` (channels, height, width, kernel, filters, filters of the 1×1 convolution) ·
//! `nudge=0.-1` (rows, columns) · `letters=1` · `base=0` (the number of the first letter) · `order=columns` (how letters are counted) · `uses=1` · `rate=0.01`.

mod seen;
mod spelt;

use super::field::{MAX_CHANNELS, MAX_FILTERS, MAX_LENGTH, MAX_OTHER};
use super::{Bottleneck, Convolve, Letters, Mode, Photograph, View, presets};
use crate::app::lab::values::fresh;
use crate::app::lab::{Linked, PRESET, preset};
use crate::app::link::{
    self, Bounds, Key, by_name, finite, flag, flagged, get, key, named, names, numbers, one_of, parsed,
    parts, points, typed,
};
use crate::app::text::Text;
use crate::app::text::convolve::PADDING_MODES as PADDING_MODE_NAMES;
use crate::app::text::link as text;
use crate::format;
use crate::layers::conv::Conv;
use crate::padding_mode::PaddingMode;
use crate::shape::Shape;
use seen::SEEN_AS;

/// All padding modes, as the link names them and as the page does.
pub const PADDING_MODES: [(PaddingMode, &str, Text); 5] = [
    (PaddingMode::ZERO, "constant", PADDING_MODE_NAMES[0]),
    (PaddingMode::Reflect, "reflect", PADDING_MODE_NAMES[1]),
    (PaddingMode::Symmetric, "symmetric", PADDING_MODE_NAMES[2]),
    (PaddingMode::Replicate, "replicate", PADDING_MODE_NAMES[3]),
    (PaddingMode::Circular, "circular", PADDING_MODE_NAMES[4]),
];

const SHAPES: Bounds<3> = Bounds([1, 1, 1], [MAX_CHANNELS, MAX_LENGTH, MAX_LENGTH]);
const KERNELS: Bounds<3> = Bounds([1, 1, 1], [MAX_FILTERS, MAX_OTHER, MAX_OTHER]);
const WINDOWS: Bounds<2> = Bounds([1, 1], [MAX_OTHER, MAX_OTHER]);
const PADDINGS: Bounds<4> = Bounds([0; 4], [MAX_LENGTH; 4]);
const OUTPUT_PADDINGS: Bounds<2> = Bounds([0; 2], [MAX_OTHER; 2]);
const GROUPS: Bounds<1> = Bounds([1], [MAX_CHANNELS]);

/// What is spelt out where it is no example.
const SPELT_OUT: &[Key<Convolve>] = &[
    Key {
        name: "x",
        what: text::INPUT,
        print: |to| {
            let (Shape { c, h, w }, [fresh, ..]) = (to.input, fresh(to.seed, [to.x.len(), 0, 0]));
            points(&[c, h, w]) + &typed(":", &to.x, &fresh)
        },
        read: |to, text| {
            let (shape, filling) = parts(text);
            let [c, h, w] = SHAPES.read(shape)?;
            (to.input, to.x) = (Shape::new(c, h, w), filling.map_or(vec![], numbers));
            Some(())
        },
        expects: |_, _| SHAPES.expected(),
    },
    Key {
        name: "w",
        what: text::KERNEL,
        print: |to| {
            let ([rows, columns], [_, fresh, _]) = (to.conv.window, fresh(to.seed, [0, to.weight.len(), 0]));
            points(&[to.conv.filters, rows.size, columns.size]) + &typed(":", &to.weight, &fresh)
        },
        read: |to, text| {
            let (kernel, weight) = parts(text);
            let [filters, rows, columns] = KERNELS.read(kernel)?;
            to.conv.filters = filters;
            (to.conv.window[0].size, to.conv.window[1].size) = (rows, columns);
            to.weight = weight.map_or(vec![], numbers);
            Some(())
        },
        expects: |_, _| KERNELS.expected(),
    },
    Key {
        name: "b",
        what: text::BIAS,
        print: |to| typed("", &to.bias, &vec![0.0; to.bias.len()]),
        read: |to, text| {
            to.bias = numbers(text);
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
    key!(axes "stride", text::STRIDE, conv.window, stride, WINDOWS),
    key!(axes "dilation", text::DILATION, conv.window, dilation, WINDOWS),
    Key {
        name: "pad",
        what: text::PADDING,
        print: |to| {
            let [rows, columns] = to.conv.window;
            points(&[rows.before, rows.after, columns.before, columns.after])
        },
        read: |to, text| {
            let [rows, columns] = &mut to.conv.window;
            [rows.before, rows.after, columns.before, columns.after] = PADDINGS.read(text)?;
            Some(())
        },
        expects: |_, _| PADDINGS.expected(),
    },
    key!(
        "fill",
        text::PADDING_MODE,
        conv.padding_mode,
        padding_mode_name,
        padding_mode_named,
        text::one_of(["constant:number"].into_iter().chain(PADDING_MODES.map(|(_, id, _)| id)))
    ),
    key!(
        "groups",
        text::GROUPS,
        conv.groups,
        ToString::to_string,
        |text| GROUPS.count(text),
        GROUPS.expected()
    ),
    key!(
        "more",
        text::OUTPUT_PADDING,
        output_padding,
        |more: &[usize; 2]| points(more),
        |text| OUTPUT_PADDINGS.read(text),
        OUTPUT_PADDINGS.expected()
    ),
    key!("flip", text::FLIP, flip, flag, flagged, text::ON_OFF),
    key!("seed", text::SEED, seed, ToString::to_string, parsed, text::WHOLE_NUMBER),
];

/// How the example is looked at.
const LOOKED_AT: &[Key<Convolve>] = &[
    Key {
        name: "mode",
        what: text::MODE,
        print: |to| named(&Mode::ALL, to.mode),
        read: |to, text| {
            *to = to.in_mode(by_name(&Mode::ALL, text)?)?;
            Some(())
        },
        expects: |_, text| match by_name(&Mode::ALL, text) {
            Some(_) => text::ANOTHER_MODE.to_string(),
            None => one_of(&Mode::ALL),
        },
    },
    Key::STEP,
    Key {
        name: "view",
        what: text::VIEW,
        print: |to| to.view.id().to_owned(),
        read: |to, text| {
            let view = View::ALL.iter().find(|(view, _)| view.id() == text)?.0;
            *to = to.in_view(view)?;
            Some(())
        },
        expects: |_, text| match View::ALL.iter().any(|(view, _)| view.id() == text) {
            true => text::ANOTHER_MODE.to_string(),
            false => text::one_of(View::ALL.iter().map(|(view, _)| view.id())),
        },
    },
    Key {
        name: "depth",
        what: text::BOTTLENECK,
        print: |to| match to.view {
            View::Bottleneck(bottleneck) if bottleneck != Bottleneck::LECTURE => bottleneck.to_string(),
            _ => String::new(),
        },
        read: |to, text| {
            let read = Bottleneck::read(text)?;
            let View::Bottleneck(bottleneck) = &mut to.view else { return None };
            *bottleneck = read;
            Some(())
        },
        expects: |to, _| match to.view {
            View::Bottleneck(_) => Bottleneck::LINK.expected(),
            _ => text::DEPTH_GOES_WITH.to_string(),
        },
    },
    Key {
        name: "picture",
        what: text::PICTURE,
        print: |to| match to.view {
            View::Picture(photograph) => named(&Photograph::ALL, photograph),
            _ => named(&Photograph::ALL, Photograph::Scene),
        },
        read: |to, text| {
            let read = by_name(&Photograph::ALL, text)?;
            let View::Picture(photograph) = &mut to.view else { return None };
            *photograph = read;
            Some(())
        },
        expects: |to, _| match to.view {
            View::Picture(_) => one_of(&Photograph::ALL),
            _ => text::PICTURE_GOES_WITH.to_string(),
        },
    },
];

fn padding_mode_name(mode: &PaddingMode) -> String {
    match mode {
        PaddingMode::Constant(value) => format!("constant:{value}"),
        mode => named(&PADDING_MODES, *mode),
    }
}

fn padding_mode_named(text: &str) -> Option<PaddingMode> {
    Some(match parts(text) {
        ("constant", value) => PaddingMode::Constant(finite(value.unwrap_or("0"))?),
        (name, None) => by_name(&PADDING_MODES, name)?,
        _ => return None,
    })
}

/// Never said: how many numbers there are to be is known once all sizes are.
fn no_numbers(_: &Convolve, _: &str) -> String {
    String::new()
}

impl Convolve {
    /// Nothing yet: what a link that spells a convolution out begins with.
    pub(super) fn blank() -> Self {
        Self {
            mode: Mode::Forward,
            input: Shape::new(0, 0, 0),
            conv: Conv { filters: 0, ..Conv::new(0, 1) },
            output_padding: [0, 0],
            flip: false,
            seed: 1,
            x: vec![],
            weight: vec![],
            bias: vec![],
            upstream: vec![],
            at: 0,
            view: View::Grids,
            letters: Letters::default(),
            counts_uses: false,
            nudge: [0; 2],
            rate: None,
        }
    }

    /// The pairs of a link that differ from the first example, or from the one that is named.
    fn to_pairs(&self) -> Vec<String> {
        let same =
            |other: &Self| Self { mode: self.mode, at: self.at, ..other.clone() }.seen_like(self) == *self;
        let preset = presets().iter().find(|preset| {
            let convolve = preset.example();
            same(&convolve) || convolve.in_mode(self.mode).is_some_and(|convolve| same(&convolve))
        });
        let mut pairs = match preset {
            Some(preset) if preset.id == presets()[0].id => vec![],
            Some(preset) => vec![format!("preset={}", preset.id)],
            None => link::print(SPELT_OUT, self, &Self::blank()),
        };
        let default = preset.map_or_else(Self::blank, |preset| preset.example());
        pairs.extend(link::print(LOOKED_AT, self, &Self { at: 0, view: View::Grids, ..default.clone() }));
        pairs.extend(link::print(SEEN_AS, self, &default));
        pairs
    }

    /// Reads a link's pairs. What cannot be read is said in a sentence, and the rest is taken.
    fn from_pairs(pairs: &[(&str, &str)], problems: &mut Vec<String>) -> Self {
        let known =
            [PRESET].into_iter().chain(names(SPELT_OUT)).chain(names(LOOKED_AT)).chain(names(SEEN_AS));
        problems.extend(link::unknown_keys(pairs, known));
        let mut convolve = preset(presets(), pairs, problems).unwrap_or_default();
        if names(SPELT_OUT).any(|name| get(pairs, name).is_some()) {
            match Self::spelt_out(pairs, &convolve, problems) {
                Some(typed) => convolve = typed,
                None => problems.push(text::IMPOSSIBLE_CONVOLUTION.to_string()),
            }
        }
        problems.extend(link::read(LOOKED_AT, pairs, &mut convolve));
        problems.extend(link::read(SEEN_AS, pairs, &mut convolve));
        convolve
    }
}

impl Linked for Convolve {
    fn to_rest(&self) -> String {
        format::link(self.to_pairs())
    }

    fn from_rest(rest: &str) -> (Self, Vec<String>) {
        link::read_pairs(rest, Self::from_pairs)
    }
}
