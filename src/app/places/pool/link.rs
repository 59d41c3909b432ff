//! A pool as the text of a link: an example's name, and what differs from it.
//!
//! `preset=max` · `x=1.4.4:1,1,2,4,…` (shape, and the numbers if they are not the seed's) · `kind=average` · `window=2.2` ·
//! `stride=2.2` · `pad=0.0` (rows, columns) · `ceil=1` · `w=…` (the kernel) · `d=…` (the upstream gradient) · `seed=1` ·
//! `mode=gradient` · `nudge=0.-1` (rows, columns) · `at=7`.

use super::{Kind, Mode, Pooling, fresh, presets};
use crate::app::places::convolve::{counts, list, values};
use crate::shape::Shape;
use crate::window::Window;

impl Pooling {
    /// The pairs of a link that differ from the first example, or from the one that is named.
    pub fn to_pairs(&self) -> Vec<String> {
        let same = |other: Self| Self { mode: self.mode, nudge: self.nudge, at: self.at, ..other } == *self;
        let preset = presets().iter().find(|preset| same(preset.pooling()));
        let mut pairs = match preset {
            Some(preset) if preset.id == presets()[0].id => vec![],
            Some(preset) => vec![format!("preset={}", preset.id)],
            None => self.all_pairs(),
        };
        let default = preset.map(super::Preset::pooling);
        let (mode, nudge) = default.map_or((Mode::Forward, [0, 0]), |default| (default.mode, default.nudge));
        if self.mode != mode {
            let name = Mode::ALL.iter().find(|(mode, ..)| *mode == self.mode).map_or("", |(_, id, _)| *id);
            pairs.push(format!("mode={name}"));
        }
        if self.nudge != nudge {
            pairs.push(format!("nudge={}.{}", self.nudge[0], self.nudge[1]));
        }
        if self.at > 0 {
            pairs.push(format!("at={}", self.at));
        }
        pairs
    }

    fn all_pairs(&self) -> Vec<String> {
        let ([rows, columns], Shape { c, h, w }) = (self.window, self.input);
        let lengths = [&self.x, &self.weight, &self.upstream].map(Vec::len);
        let [x, weight, upstream] = fresh(self.seed, lengths);
        let typed =
            |values: &[f32], fresh: Vec<f32>| if values == fresh { String::new() } else { list(values) };
        let pair =
            |key: &str, value: String, default: &str| (value != default).then(|| format!("{key}={value}"));
        let kind = Kind::ALL.iter().find(|(kind, ..)| *kind == self.kind).map_or("", |(_, id, _)| *id);
        let x = typed(&self.x, x);
        [
            Some(format!("x={c}.{h}.{w}{}{x}", if x.is_empty() { "" } else { ":" })),
            pair("kind", kind.to_owned(), "max"),
            pair("window", format!("{}.{}", rows.size, columns.size), "2.2"),
            pair("stride", format!("{}.{}", rows.stride, columns.stride), "2.2"),
            pair("pad", format!("{}.{}", rows.before, columns.before), "0.0"),
            self.ceil_mode.then(|| "ceil=1".to_owned()),
            pair("w", typed(&self.weight, weight), ""),
            pair("d", typed(&self.upstream, upstream), ""),
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
        let mut pooling = Self::default();
        if let Some(id) = get("preset") {
            match presets().iter().find(|preset| preset.id == id) {
                Some(preset) => pooling = preset.pooling(),
                None => problems.push("This link names an example that does not exist.".to_owned()),
            }
        }
        if get("x").is_some() {
            match Self::typed(&get) {
                Some(typed) => pooling = typed,
                None => {
                    problems.push("The pool in this link is not possible, so here is an example.".to_owned())
                }
            }
        }
        if let Some((mode, ..)) = get("mode").and_then(|id| Mode::ALL.iter().find(|(_, i, _)| *i == id)) {
            pooling.mode = *mode;
        }
        let nudge = get("nudge").and_then(|nudge| nudge.split_once('.'));
        if let Some((Ok(rows), Ok(columns))) = nudge.map(|(rows, columns)| (rows.parse(), columns.parse())) {
            pooling = pooling.nudged_to([rows, columns]);
        }
        let at = get("at").and_then(|at| at.parse().ok()).unwrap_or(pooling.at);
        Self { at: at.min(pooling.steps() - 1), ..pooling }
    }

    /// The pool that a link spells out.
    fn typed<'a>(get: &impl Fn(&str) -> Option<&'a str>) -> Option<Self> {
        let text = get("x")?;
        let (shape, x) = text.split_once(':').map_or((text, None), |(shape, x)| (shape, Some(x)));
        let [c, h, w] = counts(shape)?;
        let sizes = get("window").map_or(Some([2, 2]), counts)?;
        let stride = get("stride").map_or(Some([2, 2]), counts)?;
        let padding = get("pad").map_or(Some([0, 0]), counts)?;
        // Bounded before anything is made of it.
        if [c, h, w].iter().chain(&sizes).chain(&stride).chain(&padding).any(|&n| n > 64) {
            return None;
        }
        let axis = |axis: usize| Window::new(sizes[axis]).stride(stride[axis]).padding(padding[axis]);
        let kind = Kind::ALL.iter().find(|(_, id, _)| *id == get("kind").unwrap_or("max"))?.0;
        let seed = get("seed").and_then(|seed| seed.parse().ok()).unwrap_or(1);
        let ceil = get("ceil") == Some("1");
        let mut pooling = Self::new(Shape::new(c, h, w), kind, [axis(0), axis(1)], ceil, seed)?;
        let fill_in = |to: &mut Vec<f32>, text: Option<&str>| {
            let typed = text.and_then(|text| values(text, to.len())).unwrap_or_default();
            to.iter_mut().zip(typed).for_each(|(to, value)| *to = value);
        };
        fill_in(&mut pooling.x, x);
        fill_in(&mut pooling.weight, get("w"));
        fill_in(&mut pooling.upstream, get("d"));
        Some(pooling)
    }
}
