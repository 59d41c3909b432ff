//! The link of norms, behind `view=norms`: `preset=layer` · `kind=batch`, `layer` or `local` · `infer=1` · `n=4.3` (samples and
//! features) · `x=1,4,2,…` sample after sample · `g=…` and `b=…` (γ and β) · `mean=…` and `var=…` (running statistics) · `eps=0`
//! · `m=0.1` (momentum) · `size=3`, `alpha=1`, `beta=0.75` and `k=1` (of the local response norm) · `at=5`.

use super::{Field, Kind, Norms, Parameter, presets};
use crate::app::lab::setting::Settings;
use crate::app::lab::{Linked, LinkedView, OwnView, print_linked, read_linked};
use crate::app::link::{Bounds, Key, by_name, finite, flag, flagged, key, list, named, one_of, points};
use crate::app::text::Text;
use crate::app::text::{link as words, norms as text};

const SIZES: Bounds<2> = Bounds([1, 1], [8, 8]);
const NEIGHBOURS: Bounds<1> = Bounds([1], [9]);

/// The row of a key with numbers, which are all or one half of those of a field.
macro_rules! numbers {
    ($name:literal, $what:expr, $field:ident, $half:literal) => {
        Key {
            name: $name,
            what: $what,
            print: |to: &Norms| list(half(&to.$field, $half)),
            read: |to, text| {
                let range = half_range(to.$field.len(), $half);
                fill(&mut to.$field[range], text)
            },
            expects: |to, text| {
                let found = text.split(',').filter(|number| finite(number).is_some()).count();
                words::numbers(half_range(to.$field.len(), $half).len(), found, None)
            },
        }
    };
}

/// The row of a key with one number.
macro_rules! parameter {
    ($name:literal, $what:expr, $parameter:expr) => {
        Key {
            name: $name,
            what: $what,
            print: |to: &Norms| to.parameter($parameter).to_string(),
            read: |to, text| {
                let [least, largest] = $parameter.bounds();
                let value = finite(text).filter(|value| (least..=largest).contains(value))?;
                *to = to.with_parameter($parameter, value);
                Some(())
            },
            expects: |_, _| {
                let [least, largest] = $parameter.bounds();
                words::between(least, largest)
            },
        }
    };
}

/// All of so many numbers, or their first or second half.
fn half_range(len: usize, half: u8) -> std::ops::Range<usize> {
    match half {
        0 => 0..len,
        1 => 0..len / 2,
        _ => len / 2..len,
    }
}

fn half(values: &[f32], half: u8) -> &[f32] {
    &values[half_range(values.len(), half)]
}

/// Takes in as many numbers as there are places.
fn fill(values: &mut [f32], text: &str) -> Option<()> {
    let numbers: Vec<f32> = text.split(',').take(values.len() + 1).map(finite).collect::<Option<_>>()?;
    (numbers.len() == values.len()).then(|| values.copy_from_slice(&numbers))
}

const KEYS: &[Key<Norms>] = &[
    key!(
        "kind",
        text::KIND,
        kind,
        |kind: &Kind| named(&Kind::ALL, *kind),
        |text| by_name(&Kind::ALL, text),
        one_of(&Kind::ALL)
    ),
    key!("infer", text::PHASE, infers, flag, flagged, words::ON_OFF),
    Key {
        name: "n",
        what: text::SAMPLES,
        print: |to| points(&[to.samples, to.features]),
        read: |to, text| {
            let [samples, features] = SIZES.read(text)?;
            *to = to.with(Field::Samples, samples)?.with(Field::Features, features)?;
            Some(())
        },
        expects: |_, _| SIZES.expected(),
    },
    numbers!("x", words::INPUT, x, 0),
    numbers!("g", Text::of(text::SCALE), scale_shift, 1),
    numbers!("b", Text::of(text::SHIFT), scale_shift, 2),
    numbers!("mean", text::RUNNING_KEY, running, 1),
    numbers!("var", text::RUNNING_KEY, running, 2),
    parameter!("eps", Text::of(text::EPS), Parameter::Eps),
    parameter!("m", text::MOMENTUM, Parameter::Momentum),
    key!(
        "size",
        text::SIZE,
        local.size,
        usize::to_string,
        |text| NEIGHBOURS.count(text),
        NEIGHBOURS.expected()
    ),
    parameter!("alpha", Text::of(text::ALPHA), Parameter::Alpha),
    parameter!("beta", Text::of(text::BETA), Parameter::Beta),
    parameter!("k", Text::of(text::K), Parameter::K),
];

impl OwnView for Norms {
    const VIEW: LinkedView = LinkedView::Norms;
}

impl Linked for Norms {
    fn to_rest(&self) -> String {
        print_linked(self, presets(), &[KEYS, &[Key::STEP]])
    }

    fn from_rest(rest: &str) -> (Self, Vec<String>) {
        let fit = |mut to: Self| {
            // A variance is never below 0.
            to.running.iter_mut().skip(to.features).for_each(|variance| *variance = variance.max(0.0));
            Ok(to)
        };
        read_linked(rest, presets(), &[KEYS, &[Key::STEP]], fit)
    }
}
