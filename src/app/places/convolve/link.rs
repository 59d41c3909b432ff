//! A convolution as the text of a link: an example's name, and what differs from it.
//!
//! `preset=edges` · `x=1.6.6:3,3,4,…` (shape, and the numbers if they are not the seed's) · `w=1.3.3:…` · `b=…` · `d=…`
//! (the upstream gradient) · `stride=2.2` · `dilation=1.1` · `pad=1.1.1.1` (top, bottom, left, right) · `fill=constant:0` ·
//! `groups=1` · `more=0.0` (output padding) · `flip=1` · `seed=1` · `mode=dw` · `at=7` · `view=matrix`, `depth`
//! or `picture` · `depth=200.32.32.5.32.16` (channels, height, width, kernel, filters, filters of the 1×1 convolution).

use super::{Bottleneck, Convolve, Mode, View, presets};
use crate::app::lab::link::{
    self, Key, by_name, counts, list, named, of_axes, parts, put, set_axes, typed, values,
};
use crate::app::lab::setting::Settings;
use crate::app::lab::values::fresh;
use crate::app::text::convolve::{self as text, IMPOSSIBLE};
use crate::layers::conv::Conv;
use crate::padding_mode::PaddingMode;
use crate::shape::Shape;

/// All padding modes, as the link names them and as the page does.
pub const PADDING_MODES: [(PaddingMode, &str, &str); 5] = [
    (PaddingMode::ZERO, "constant", text::PADDING_MODES[0]),
    (PaddingMode::Reflect, "reflect", text::PADDING_MODES[1]),
    (PaddingMode::Symmetric, "symmetric", text::PADDING_MODES[2]),
    (PaddingMode::Replicate, "replicate", text::PADDING_MODES[3]),
    (PaddingMode::Circular, "circular", text::PADDING_MODES[4]),
];

/// What is spelt out where it is no example.
const SPELT_OUT: &[Key<Convolve>] = &[
    Key::new(
        "x",
        |to| {
            let (Shape { c, h, w }, [fresh, ..]) = (to.input, fresh(to.seed, [to.x.len(), 0, 0]));
            format!("{c}.{h}.{w}{}", typed(":", &to.x, &fresh))
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
        "w",
        |to| {
            let ([rows, columns], [_, fresh, _]) = (to.conv.window, fresh(to.seed, [0, to.weight.len(), 0]));
            format!("{}.{}.{}{}", to.conv.filters, rows.size, columns.size, typed(":", &to.weight, &fresh))
        },
        |to, text| {
            let (kernel, weight) = parts(text);
            let [filters, rows, columns] = counts(kernel)?;
            to.conv.filters = filters;
            (to.conv.window[0].size, to.conv.window[1].size) = (rows, columns);
            let most = filters * rows * columns * to.input.c;
            to.weight = weight.map_or(Some(vec![]), |weight| values(weight, most))?;
            Some(())
        },
    ),
    Key::new(
        "b",
        |to| if to.bias.iter().all(|&bias| bias == 0.0) { String::new() } else { list(&to.bias) },
        |to, text| put(&mut to.bias, values(text, to.conv.filters)),
    ),
    Key::new(
        "d",
        |to| typed("", &to.upstream, &fresh(to.seed, [0, 0, to.upstream.len()])[2]),
        |to, text| put(&mut to.upstream, values(text, MAX_UPSTREAM)),
    ),
    Key::new(
        "stride",
        |to| of_axes(&to.conv.window, |window| window.stride),
        |to, text| set_axes(&mut to.conv.window, text, |window, stride| window.stride = stride),
    ),
    Key::new(
        "dilation",
        |to| of_axes(&to.conv.window, |window| window.dilation),
        |to, text| set_axes(&mut to.conv.window, text, |window, dilation| window.dilation = dilation),
    ),
    Key::new(
        "pad",
        |to| {
            let [rows, columns] = to.conv.window;
            format!("{}.{}.{}.{}", rows.before, rows.after, columns.before, columns.after)
        },
        |to, text| {
            let [rows, columns] = &mut to.conv.window;
            [rows.before, rows.after, columns.before, columns.after] = counts(text)?;
            Some(())
        },
    ),
    Key::new(
        "fill",
        |to| match to.conv.padding_mode {
            PaddingMode::Constant(value) => format!("constant:{value}"),
            mode => named(&PADDING_MODES, mode),
        },
        |to, text| {
            to.conv.padding_mode = match parts(text) {
                ("constant", value) => PaddingMode::Constant(*values(value.unwrap_or("0"), 1)?.first()?),
                (name, _) => by_name(&PADDING_MODES, name)?,
            };
            Some(())
        },
    ),
    Key::new(
        "groups",
        |to| to.conv.groups.to_string(),
        |to, text| put(&mut to.conv.groups, counts(text).map(|[groups]| groups)),
    ),
    Key::new(
        "more",
        |to| format!("{}.{}", to.output_padding[0], to.output_padding[1]),
        |to, text| put(&mut to.output_padding, counts(text)),
    ),
    Key::new("flip", |to| u8::from(to.flip).to_string(), |to, text| put(&mut to.flip, Some(text == "1"))),
    Key::new("seed", |to| to.seed.to_string(), |to, text| put(&mut to.seed, text.parse().ok())),
];

/// How the example is looked at.
const LOOKED_AT: &[Key<Convolve>] = &[
    Key::<Convolve>::new(
        "mode",
        |to| named(&Mode::ALL, to.mode),
        |to, text| {
            *to = to.in_mode(by_name(&Mode::ALL, text)?)?;
            Some(())
        },
    )
    .or(text::CANNOT_TRANSPOSE),
    Key::AT,
    Key::<Convolve>::new(
        "view",
        |to| to.view.id().to_owned(),
        |to, text| {
            let view = View::ALL.iter().find(|(view, _)| view.id() == text)?.0;
            *to = to.in_view(view).unwrap_or_else(|| to.clone());
            Some(())
        },
    )
    .or(text::NO_SUCH_VIEW),
    Key::<Convolve>::new(
        "depth",
        |to| match to.view {
            View::Bottleneck(bottleneck) if bottleneck != Bottleneck::LECTURE => bottleneck.to_string(),
            _ => String::new(),
        },
        |to, text| {
            if let View::Bottleneck(bottleneck) = &mut to.view {
                *bottleneck = Bottleneck::read(text)?;
            }
            Some(())
        },
    )
    .or(text::IMPOSSIBLE_SIZES),
];

/// The largest output that fits has so many values.
const MAX_UPSTREAM: usize = 4 * 192 * 192;

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
        }
    }

    /// The pairs of a link that differ from the first example, or from the one that is named.
    pub fn to_pairs(&self) -> Vec<String> {
        let same =
            |other: &Self| Self { mode: self.mode, at: self.at, view: self.view, ..other.clone() } == *self;
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
        pairs.extend(link::print(LOOKED_AT, self, &Self { at: 0, view: View::Grids, ..default }));
        pairs
    }

    /// Reads a link's pairs. What cannot be read is said in a sentence, and the rest is taken.
    pub fn from_pairs<'a>(
        pairs: impl Iterator<Item = (&'a str, &'a str)>,
        problems: &mut Vec<String>,
    ) -> Self {
        let pairs: Vec<(&str, &str)> = pairs.collect();
        let mut convolve = link::example(presets(), &pairs, problems).unwrap_or_default();
        if link::get(&pairs, "x").is_some() || link::get(&pairs, "w").is_some() {
            match Self::spelt_out(&pairs) {
                Some(typed) => convolve = typed,
                None => problems.push(IMPOSSIBLE.to_owned()),
            }
        }
        problems.extend(link::read(LOOKED_AT, &pairs, &mut convolve));
        convolve
    }

    /// The convolution that a link spells out.
    fn spelt_out(pairs: &[(&str, &str)]) -> Option<Self> {
        let mut typed = Self::blank();
        let problems = link::read(SPELT_OUT, pairs, &mut typed);
        let (Shape { c, h, w }, [rows, columns]) = (typed.input, typed.conv.window);
        let sizes = [c, h, w, typed.conv.filters, typed.conv.groups, rows.size, columns.size];
        if !problems.is_empty() || sizes.contains(&0) {
            return None;
        }
        // A transposed convolution may fit where a convolution does not.
        let transposed = pairs.contains(&("mode", "transposed"));
        typed.mode = if transposed { Mode::Transposed } else { Mode::Forward };
        typed.clone().refitted(&typed)
    }
}
