//! A convolution as the text of a link: an example's name, and what differs from it.
//!
//! `preset=edges` · `x=1.6.6:3,3,4,…` (shape, and the numbers if they are not the seed's) · `w=1.3.3:…` · `b=…` · `d=…`
//! (the upstream gradient) · `stride=2.2` · `dilation=1.1` · `pad=1.1.1.1` (top, bottom, left, right) · `fill=constant:0` ·
//! `groups=1` · `more=0.0` (output padding) · `flip=1` · `seed=1` · `mode=dw` · `at=7` · `view=matrix`, `depth`
//! or `picture` · `depth=200.32.32.5.32.16` (channels, height, width, kernel, filters, filters of the 1×1 convolution).

use super::{Convolve, Mode, View, numbers, presets};
use crate::layers::conv::Conv;
use crate::padding_mode::PaddingMode;
use crate::shape::Shape;
use crate::window::Window;

impl Convolve {
    /// The pairs of a link that differ from the first example, or from the one that is named.
    pub fn to_pairs(&self) -> Vec<String> {
        let same =
            |other: &Self| Self { mode: self.mode, at: self.at, view: self.view, ..other.clone() } == *self;
        let preset = presets().iter().find(|preset| {
            let convolve = preset.convolve();
            same(&convolve) || convolve.in_mode(self.mode).is_some_and(|convolve| same(&convolve))
        });
        let mut pairs = match preset {
            Some(preset) if preset.id == presets()[0].id => vec![],
            Some(preset) => vec![format!("preset={}", preset.id)],
            None => self.all_pairs(),
        };
        let default = preset.map_or(Mode::Forward, |preset| preset.convolve().mode);
        if self.mode != default {
            pairs.extend(
                Mode::ALL
                    .iter()
                    .filter(|(mode, ..)| *mode == self.mode)
                    .map(|(_, id, _)| format!("mode={id}")),
            );
        }
        if self.at > 0 {
            pairs.push(format!("at={}", self.at));
        }
        pairs.extend(self.view.to_pairs());
        pairs
    }

    fn all_pairs(&self) -> Vec<String> {
        let ([rows, columns], Shape { c, h, w }) = (self.conv.window, self.input);
        let typed = |values: &[f32], fresh: Vec<f32>| {
            if values == fresh { String::new() } else { format!(":{}", list(values)) }
        };
        let x = typed(&self.x, numbers(self.seed, 0, self.x.len(), 0, 9));
        let weight = typed(&self.weight, numbers(self.seed, 1, self.weight.len(), -1, 1));
        let upstream = typed(&self.upstream, numbers(self.seed, 2, self.upstream.len(), -2, 2));
        let padding_mode = match self.conv.padding_mode {
            PaddingMode::Constant(value) => format!("constant:{}", number(value)),
            padding_mode => {
                NAMES.iter().find(|(f, _)| *f == padding_mode).map_or("", |(_, name)| *name).to_owned()
            }
        };
        let pair =
            |key: &str, value: String, default: &str| (value != default).then(|| format!("{key}={value}"));
        [
            Some(format!("x={c}.{h}.{w}{x}")),
            Some(format!("w={}.{}.{}{weight}", self.conv.filters, rows.size, columns.size)),
            pair("b", list(&self.bias), &list(&vec![0.0; self.bias.len()])),
            pair("d", upstream, "").map(|pair| pair.replacen("=:", "=", 1)),
            pair("stride", format!("{}.{}", rows.stride, columns.stride), "1.1"),
            pair("dilation", format!("{}.{}", rows.dilation, columns.dilation), "1.1"),
            pair(
                "pad",
                format!("{}.{}.{}.{}", rows.before, rows.after, columns.before, columns.after),
                "0.0.0.0",
            ),
            pair("fill", padding_mode, "constant:0"),
            pair("groups", self.conv.groups.to_string(), "1"),
            pair("more", format!("{}.{}", self.output_padding[0], self.output_padding[1]), "0.0"),
            self.flip.then(|| "flip=1".to_owned()),
            pair("seed", self.seed.to_string(), "1"),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Reads a link's pairs. What cannot be read is said in a sentence, and the rest is taken.
    pub fn from_pairs<'a>(
        pairs: impl Iterator<Item = (&'a str, &'a str)>,
        problems: &mut Vec<String>,
    ) -> Self {
        let pairs: Vec<(&str, &str)> = pairs.collect();
        let get = |key: &str| pairs.iter().find(|(k, _)| *k == key).map(|(_, value)| *value);
        let mut convolve = Self::default();
        if let Some(id) = get("preset") {
            match presets().iter().find(|preset| preset.id == id) {
                Some(preset) => convolve = preset.convolve(),
                None => problems.push("This link names an example that does not exist.".to_owned()),
            }
        }
        if get("x").is_some() || get("w").is_some() {
            match Self::typed(&get) {
                Some(typed) => convolve = typed,
                None => problems
                    .push("The convolution in this link is not possible, so here is an example.".to_owned()),
            }
        }
        if let Some((mode, ..)) = get("mode").and_then(|id| Mode::ALL.iter().find(|(_, i, _)| *i == id)) {
            match convolve.in_mode(*mode) {
                Some(in_mode) => convolve = in_mode,
                None => problems.push("This convolution cannot be transposed.".to_owned()),
            }
        }
        let at = get("at").and_then(|at| at.parse().ok()).unwrap_or(convolve.at);
        let convolve = Self { at: at.min(convolve.steps() - 1), ..convolve };
        let view = View::read(get("view"), get("depth"), problems);
        convolve.in_view(view).unwrap_or(convolve)
    }

    /// The convolution that a link spells out.
    fn typed<'a>(get: &impl Fn(&str) -> Option<&'a str>) -> Option<Self> {
        let split =
            |text: &'a str| text.split_once(':').map_or((text, None), |(head, tail)| (head, Some(tail)));
        let (shape, x) = split(get("x")?);
        let (kernel, weight) = split(get("w")?);
        let ([c, h, w], [filters, rows, columns]) = (counts(shape)?, counts(kernel)?);
        let stride = get("stride").map_or(Some([1, 1]), counts)?;
        let dilation = get("dilation").map_or(Some([1, 1]), counts)?;
        let [top, bottom, left, right] = get("pad").map_or(Some([0; 4]), counts)?;
        let output_padding = get("more").map_or(Some([0, 0]), counts)?;
        let [groups] = get("groups").map_or(Some([1]), counts)?;
        let padding_mode = match split(get("fill").unwrap_or("constant:0")) {
            ("constant", value) => {
                PaddingMode::Constant(value.and_then(|v| values(v, 1)?.first().copied()).unwrap_or(0.0))
            }
            (name, _) => NAMES.iter().find(|(_, n)| *n == name)?.0,
        };
        let axis = |size, axis: usize, before, after| Window {
            size,
            stride: stride[axis],
            dilation: dilation[axis],
            before,
            after,
        };
        let window = [axis(rows, 0, top, bottom), axis(columns, 1, left, right)];
        // Bounded before anything is made of it.
        if [c, h, w, filters, rows, columns, groups, top, bottom, left, right]
            .iter()
            .chain(&stride)
            .chain(&dilation)
            .chain(&output_padding)
            .any(|&n| n > 64)
            || [c, h, w, filters, rows, columns, groups].contains(&0)
        {
            return None;
        }
        let conv = Conv { filters, window, padding_mode, groups, bias: true, connection_table: None };
        let empty = Self {
            mode: Mode::Forward,
            input: Shape::new(c, h, w),
            conv,
            output_padding,
            flip: get("flip") == Some("1"),
            seed: get("seed").and_then(|seed| seed.parse().ok()).unwrap_or(1),
            x: vec![],
            weight: vec![],
            bias: vec![],
            upstream: vec![],
            at: 0,
            view: View::Grids,
        };
        // A transposed convolution may fit where a convolution does not.
        let mode = if get("mode") == Some("transposed") { Mode::Transposed } else { Mode::Forward };
        let mut convolve = Self { mode, ..empty.clone() }.refitted(&empty)?;
        let fill_in = |to: &mut Vec<f32>, text: Option<&str>| {
            let typed = text.and_then(|text| values(text, to.len())).unwrap_or_default();
            to.iter_mut().zip(typed).for_each(|(to, value)| *to = value);
        };
        fill_in(&mut convolve.x, x);
        fill_in(&mut convolve.weight, weight);
        fill_in(&mut convolve.bias, get("b"));
        fill_in(&mut convolve.upstream, get("d"));
        Some(convolve)
    }
}

/// The fills without a value, as the link names them.
pub const NAMES: [(PaddingMode, &str); 4] = [
    (PaddingMode::Reflect, "reflect"),
    (PaddingMode::Symmetric, "symmetric"),
    (PaddingMode::Replicate, "replicate"),
    (PaddingMode::Circular, "circular"),
];

/// Numbers that fit and read back as they are; no digit more than needed.
fn number(value: f32) -> String {
    format!("{value}")
}

pub(in crate::app) fn list(values: &[f32]) -> String {
    values.iter().map(|value| number(*value)).collect::<Vec<_>>().join(",")
}

/// Finite numbers between commas, at most as many as there is a place for.
pub(in crate::app) fn values(text: &str, most: usize) -> Option<Vec<f32>> {
    text.split(',')
        .take(most)
        .map(|value| value.parse().ok().filter(|value: &f32| value.is_finite()))
        .collect()
}

/// As many whole numbers between points as are asked for.
pub(in crate::app) fn counts<const N: usize>(text: &str) -> Option<[usize; N]> {
    let counts: Vec<usize> = text.split('.').map(|count| count.parse().ok()).collect::<Option<_>>()?;
    counts.try_into().ok()
}
