//! The link of a stack, behind `view=stack`: `preset=vgg16` · or `stack=13:conv3,conv3s2p1d2f64,max2,residual3,inception` and
//! `beside=13:conv7` (the input's side and the layers) · `c=64` (channels) · `layer=3` and `at=24` (the row of the table from 0, the
//! input, and its unit) · `picture=chelsea` · `map=untrained`.

use super::gradient::{InputPicture, Shown};
use super::tower::Source;
use super::{CHANNELS, MAX_CHANNELS, Stack, presets};
use crate::app::lab::{Linked, LinkedView, OwnView, PRESET, preset, view_pair};
use crate::app::link::{self, Bounds, Key, by_name, named, names, nearest, one_of, query};
use crate::app::text::link as words;
use crate::app::text::stack as text;
use crate::format;

const CHANNEL_BOUNDS: Bounds<1> = Bounds([1], [MAX_CHANNELS]);

/// What is stacked, where it is no example; as texts, since only all of it together can be planned.
#[derive(Clone, Debug, Default, PartialEq)]
struct Spelt {
    stack: Option<Source>,
    beside: Option<Source>,
    channels: Option<usize>,
}

const SPELT: &[Key<Spelt>] = &[
    Key {
        name: "stack",
        what: text::STACK,
        print: |to| to.stack.as_ref().map_or_else(String::new, Source::to_string),
        read: |to, text| {
            to.stack = Some(Source::parse(text)?);
            Some(())
        },
        expects: |_, _| text::A_STACK.to_string(),
    },
    Key {
        name: "beside",
        what: text::SECOND_STACK,
        print: |to| to.beside.as_ref().map_or_else(String::new, Source::to_string),
        read: |to, text| {
            to.beside = Some(Source::parse(text)?);
            Some(())
        },
        expects: |_, _| text::A_STACK.to_string(),
    },
    Key {
        name: "c",
        what: text::CHANNELS,
        print: |to| to.channels.map_or_else(String::new, |channels| channels.to_string()),
        read: |to, text| {
            to.channels = Some(CHANNEL_BOUNDS.count(text)?);
            Some(())
        },
        expects: |_, _| CHANNEL_BOUNDS.expected(),
    },
];

const LAYER: &[Key<Stack>] = &[Key {
    name: "layer",
    what: text::ROW,
    print: |to| to.layer.to_string(),
    read: |to, text| {
        let (layer, is_there) = nearest(text, 0, to.tower().last() as i128)?;
        *to = to.on_layer(layer as usize);
        is_there.then_some(())
    },
    expects: |to, _| words::whole_between(0, to.tower().last()),
}];

const UNIT: &[Key<Stack>] = &[
    Key::STEP,
    Key {
        name: "picture",
        what: text::PICTURE,
        print: |to| to.picture.map_or_else(String::new, |picture| named(&InputPicture::ALL, picture)),
        read: |to, text| {
            to.picture = Some(by_name(&InputPicture::ALL, text)?);
            Some(())
        },
        expects: |_, _| one_of(&InputPicture::ALL),
    },
    Key {
        name: "map",
        what: text::MAP,
        print: |to| named(&Shown::ALL, to.shown),
        read: |to, text| {
            to.shown = by_name(&Shown::ALL, text)?;
            Some(())
        },
        expects: |_, _| one_of(&Shown::ALL),
    },
];

impl OwnView for Stack {
    const VIEW: LinkedView = LinkedView::Stack;
}

impl Linked for Stack {
    fn to_rest(&self) -> String {
        let preset = self.preset().map(|index| &presets()[index]);
        let mut pairs = vec![view_pair::<Self>()];
        let usual = preset.map_or(CHANNELS, |preset| preset.example().channels);
        let channels = (self.channels != usual).then_some(self.channels);
        let source = |at: usize| self.towers.get(at).map(|tower| tower.source.clone());
        let (spelt, example) = match preset {
            Some(preset) => {
                let is_first = preset.id == presets()[0].id;
                pairs.extend((!is_first).then(|| format!("{PRESET}={}", preset.id)));
                (Spelt { channels, ..Spelt::default() }, preset.example())
            }
            None => {
                let spelt = Spelt { stack: source(0), beside: source(1), channels };
                let last = Self { picture: None, shown: Shown::Box, ..self.on_layer(self.tower().last()) };
                (spelt, last)
            }
        };
        pairs.extend(link::print(SPELT, &spelt, &Spelt::default()));
        pairs.extend(link::print(LAYER, self, &example));
        let middle = example.on_layer(self.layer);
        pairs.extend(link::print(UNIT, self, &middle));
        format::link(pairs)
    }

    fn from_rest(rest: &str) -> (Self, Vec<String>) {
        let mut problems = Vec::new();
        let decoded = query::decoded(rest, &mut problems);
        let mut pairs = query::pairs(&decoded, &mut problems);
        if link::version(&pairs, &mut problems).is_none() {
            return (Self::default(), problems);
        }
        pairs.retain(|(name, _)| *name != "view");
        let known = [PRESET].into_iter().chain(names(SPELT)).chain(names(LAYER)).chain(names(UNIT));
        problems.extend(link::unknown_keys(&pairs, known));
        let example = preset(presets(), &pairs, &mut problems);
        let mut spelt = Spelt::default();
        problems.extend(link::read(SPELT, &pairs, &mut spelt));
        let mut stack = Self::spelt_out(example.unwrap_or_default(), spelt, &mut problems);
        problems.extend(link::read(LAYER, &pairs, &mut stack));
        problems.extend(link::read(UNIT, &pairs, &mut stack));
        (stack, problems)
    }
}

impl Stack {
    /// An example with what a link spells out in its place.
    fn spelt_out(example: Self, spelt: Spelt, problems: &mut Vec<String>) -> Self {
        let Spelt { stack, beside, channels } = spelt;
        if stack.is_none() && beside.is_none() && channels.is_none() {
            return example;
        }
        let source = |at: usize| example.towers.get(at).map(|tower| tower.source.clone());
        let is_own = stack.is_some();
        let first = stack.or_else(|| source(0)).expect("every example has a stack");
        let second = beside.or_else(|| source(1).filter(|_| !is_own));
        let usual = if is_own { CHANNELS } else { example.channels };
        match Self::new(first, second, channels.unwrap_or(usual)) {
            Ok(stack) if is_own => stack,
            Ok(stack) => Self { layer: example.layer, at: example.at, ..stack },
            Err(error) => {
                problems.push(text::impossible(&error.to_string()));
                example
            }
        }
    }
}
