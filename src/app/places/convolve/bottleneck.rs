//! What 1×1 convolutions are good for: fewer channels in front of a larger kernel (Lin, Chen and Yan, "Network in
//! network", 2014; Szegedy et al., "Going deeper with convolutions", 2015).

use std::fmt;

use crate::app::link::Bounds;
use crate::app::text::convolve as text;
use crate::layers::conv::Conv;
use crate::network::{Cost, Network, NodeId, Plan};
use crate::shape::Shape;

/// A convolution that keeps the size, directly or behind a 1×1 convolution with fewer filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Bottleneck {
    pub input: Shape,
    /// Side of the larger kernel.
    pub kernel: usize,
    pub filters: usize,
    /// Filters of the 1×1 convolution.
    pub reduced: usize,
}

/// One step on the way: what comes out, and what that costs.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Stage {
    pub what: String,
    pub shape: Shape,
    pub cost: Cost,
}

#[allow(missing_docs)]
impl Bottleneck {
    /// 32×32×200 → 5×5, 32 filters.
    pub const LECTURE: Self =
        Self { input: Shape { c: 200, h: 32, w: 32 }, kernel: 5, filters: 32, reduced: 16 };

    /// Those of the lecture, GoogLeNet 3a and ResNet-50.
    pub const EXAMPLES: [Self; 3] = [
        Self::LECTURE,
        Self { input: Shape { c: 192, h: 28, w: 28 }, kernel: 5, filters: 32, reduced: 16 },
        Self { input: Shape { c: 256, h: 56, w: 56 }, kernel: 3, filters: 64, reduced: 64 },
    ];

    /// Largest side, most channels.
    const LARGEST: usize = 512;

    /// The least and the largest value of each number, in the order of the link.
    pub const BOUNDS: [(usize, usize); 6] =
        [(1, Self::LARGEST), (1, 128), (1, 128), (1, 11), (1, Self::LARGEST), (1, Self::LARGEST)];

    /// The same as a link has them.
    pub(super) const LINK: Bounds<6> = {
        let (mut least, mut largest, mut i) = ([0; 6], [0; 6], 0);
        while i < 6 {
            (least[i], largest[i]) = Self::BOUNDS[i];
            i += 1;
        }
        Bounds(least, largest)
    };

    /// Channels, height, width, kernel, filters, filters of the 1×1 convolution.
    pub const fn numbers(self) -> [usize; 6] {
        let Shape { c, h, w } = self.input;
        [c, h, w, self.kernel, self.filters, self.reduced]
    }

    /// From these numbers; `None` where one is out of bounds.
    pub fn of(numbers: [usize; 6]) -> Option<Self> {
        let inside =
            |(number, (least, largest)): (usize, (usize, usize))| (least..=largest).contains(&number);
        let [c, h, w, kernel, filters, reduced] = numbers;
        numbers.into_iter().zip(Self::BOUNDS).all(inside).then_some(Self {
            input: Shape { c, h, w },
            kernel,
            filters,
            reduced,
        })
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        Self::of(Self::LINK.read(text)?)
    }

    /// The convolution that keeps height and width.
    fn large(self) -> Conv {
        let mut conv = Conv::new(self.filters, self.kernel);
        for window in &mut conv.window {
            (window.before, window.after) = ((self.kernel - 1) / 2, self.kernel / 2);
        }
        conv
    }

    pub fn direct(self) -> Vec<Stage> {
        self.stages([self.large()])
    }

    pub fn through(self) -> Vec<Stage> {
        self.stages([Conv::new(self.reduced, 1), self.large()])
    }

    /// A network of these convolutions, as it is planned.
    fn stages<const N: usize>(self, convs: [Conv; N]) -> Vec<Stage> {
        let what = convs.each_ref().map(|conv| text::stage(conv.window[0].size, conv.filters));
        let mut network = Network::new(self.input);
        network.chain(convs.map(Into::into));
        let plan = Plan::new(network).expect("within the bounds every size is possible");
        let stage = |(id, what): (NodeId, String)| Stage { what, shape: plan.shape(id), cost: plan.cost(id) };
        plan.ids().skip(1).zip(what).map(stage).collect()
    }

    /// Up to how many filters the 1×1 convolution saves multiply-adds: below c·k²·f / (c + k²·f).
    pub fn break_even(self) -> f64 {
        let [c, _, _, k, f, _] = self.numbers().map(|number| number as f64);
        c * k * k * f / (c + k * k * f)
    }
}

/// What all stages cost together.
pub fn total(stages: &[Stage]) -> Cost {
    stages.iter().map(|stage| stage.cost).sum()
}

impl fmt::Display for Bottleneck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.numbers().map(|number| number.to_string()).join("."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of lecture 003.
    #[test]
    fn the_lecture_is_right() {
        assert_eq!(total(&Bottleneck::LECTURE.direct()).macs, 163_840_000);
        assert_eq!(total(&Bottleneck::LECTURE.through()).macs, 16_384_000);
        assert_eq!(total(&Bottleneck::LECTURE.direct()).params, 200 * 25 * 32 + 32);
        assert_eq!(total(&Bottleneck::LECTURE.through()).params, 200 * 16 + 16 + 16 * 25 * 32 + 32);
    }

    /// Both are larger than what 32 bits hold.
    #[test]
    fn costs_at_the_bounds_are_exact() {
        let macs = |link: &str| {
            let bottleneck = Bottleneck::read(link).unwrap();
            total(&bottleneck.direct()).macs
        };
        assert_eq!(macs("512.128.128.11.512.512"), 519_691_042_816);
        assert_eq!(macs("256.128.128.3.512.64"), 19_327_352_832);
        let [_, most]: [Vec<usize>; 2] = [|b: &(usize, usize)| b.0, |b: &(usize, usize)| b.1]
            .map(|end| Bottleneck::BOUNDS.iter().map(end).collect());
        let largest = Bottleneck::of(most.try_into().unwrap()).unwrap();
        assert_eq!(total(&largest.through()).macs, 519_691_042_816 + 512 * 512 * 128 * 128);
    }

    #[test]
    fn it_pays_below_the_break_even_and_not_above() {
        for depth in Bottleneck::EXAMPLES {
            let even = depth.break_even();
            let pays = |reduced: usize| {
                let depth = Bottleneck { reduced, ..depth };
                total(&depth.through()).macs < total(&depth.direct()).macs
            };
            assert!(pays(even.ceil() as usize - 1) && !pays(even.floor() as usize + 1), "{depth:?}: {even}");
        }
    }
}
