//! The link of a convolution as volumes, behind `view=volumes`: `preset=alexnet` · `x=3.32.32` (channels, rows, columns) ·
//! `w=1.5` (filters and the kernel's side) · `stride=1` · `pad=0` · `at=7`.

use super::{Setting, Volumes, presets};
use crate::app::lab::{Linked, LinkedView, OwnView, print_linked, read_linked};
use crate::app::link::{Bounds, Key, key, points};
use crate::app::text::{lab, link as words};
use crate::shape::Shape;

const fn bounds<const N: usize>(settings: [Setting; N]) -> Bounds<N> {
    let (mut least, mut largest, mut i) = ([0; N], [0; N], 0);
    while i < N {
        [least[i], largest[i]] = settings[i].bounds();
        i += 1;
    }
    Bounds(least, largest)
}

const INPUT: Bounds<3> = bounds([Setting::Channels, Setting::Rows, Setting::Columns]);
const FILTERS: Bounds<2> = bounds([Setting::Filters, Setting::Kernel]);
const STRIDE: Bounds<1> = bounds([Setting::Stride]);
const PADDING: Bounds<1> = bounds([Setting::Padding]);

const SETTINGS: &[Key<Volumes>] = &[
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
];

impl OwnView for Volumes {
    const VIEW: LinkedView = LinkedView::Volumes;
}

impl Linked for Volumes {
    fn to_rest(&self) -> String {
        print_linked(self, presets(), &[SETTINGS, &[Key::STEP]])
    }

    fn from_rest(rest: &str) -> (Self, Vec<String>) {
        let fit = |to: Self| to.fit().map_err(|why| lab::impossible(&why));
        read_linked(rest, presets(), &[SETTINGS, &[Key::STEP]], fit)
    }
}
