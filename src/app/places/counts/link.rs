//! The link of what is counted, behind `view=counts`: `preset=hd` · `topic=dense` · `x=3.256.256` (channels, rows, columns) ·
//! `w=64.3` (filters and the kernel's side) · `stride=1` · `pad=1` · `units=1000.100` · `pool=2` · `at=1`.

use super::{Counts, Field, MAX_LAYERS, Topic, presets};
use crate::app::lab::{Linked, LinkedView, OwnView, print_linked, read_linked};
use crate::app::link::{Bounds, Key, by_name, key, named, one_of, points};
use crate::app::text::{counts as text, lab, link as words};
use crate::shape::Shape;

const fn bounds<const N: usize>(fields: [Field; N]) -> Bounds<N> {
    let (mut least, mut largest, mut i) = ([0; N], [0; N], 0);
    while i < N {
        [least[i], largest[i]] = fields[i].bounds();
        i += 1;
    }
    Bounds(least, largest)
}

const INPUT: Bounds<3> = bounds([Field::Channels, Field::Rows, Field::Columns]);
const FILTERS: Bounds<2> = bounds([Field::Filters, Field::Kernel]);
const STRIDE: Bounds<1> = bounds([Field::Stride]);
const PADDING: Bounds<1> = bounds([Field::Padding]);
const UNITS: Bounds<1> = bounds([Field::Units(0)]);
const POOL: Bounds<1> = bounds([Field::Pool]);

const KEYS: &[Key<Counts>] = &[
    key!(
        "topic",
        text::TOPIC,
        topic,
        |topic: &Topic| named(&Topic::ALL, *topic),
        |text| by_name(&Topic::ALL, text),
        one_of(&Topic::ALL)
    ),
    key!(
        "x",
        words::INPUT,
        input,
        |Shape { c, h, w }: &Shape| points(&[*c, *h, *w]),
        |text| INPUT.read(text).map(|[c, h, w]| Shape { c, h, w }),
        INPUT.expected()
    ),
    Key {
        name: "w",
        what: words::KERNEL,
        print: |to| points(&[to.filters, to.kernel]),
        read: |to, text| {
            [to.filters, to.kernel] = FILTERS.read(text)?;
            Some(())
        },
        expects: |_, _| FILTERS.expected(),
    },
    key!("stride", words::STRIDE, stride, usize::to_string, |text| STRIDE.count(text), STRIDE.expected()),
    key!("pad", words::PADDING, padding, usize::to_string, |text| PADDING.count(text), PADDING.expected()),
    key!("units", text::UNITS_KEY, units, |units: &Vec<usize>| points(units), units, text::ONE_TO_FOUR),
    key!("pool", words::WINDOW, pool, usize::to_string, |text| POOL.count(text), POOL.expected()),
];

fn units(text: &str) -> Option<Vec<usize>> {
    let units: Vec<usize> =
        text.split('.').take(MAX_LAYERS + 1).map(|n| UNITS.count(n)).collect::<Option<_>>()?;
    (units.len() <= MAX_LAYERS).then_some(units)
}

impl OwnView for Counts {
    const VIEW: LinkedView = LinkedView::Counts;
}

impl Linked for Counts {
    fn to_rest(&self) -> String {
        print_linked(self, presets(), &[KEYS, &[Key::STEP]])
    }

    fn from_rest(rest: &str) -> (Self, Vec<String>) {
        let fit = |to: Self| to.fit().map_err(|why| lab::impossible(&why));
        read_linked(rest, presets(), &[KEYS, &[Key::STEP]], fit)
    }
}
