//! What a stack is made of: one layer, or a block of several, as the text of a link: `conv3s2p1d1f64`.

use std::fmt;

use crate::layers::Layer;
use crate::layers::activation::Activation::Relu;
use crate::layers::conv::Conv;
use crate::layers::merge::{Add, Concat};
use crate::layers::pool::Pool;
use crate::network::{Network, NodeId};
use crate::window::Window;

/// What a block does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A convolution and a ReLU.
    Conv,
    /// The largest value of a window.
    MaxPool,
    /// The average of a window.
    AveragePool,
    /// Two convolutions with padding that keeps the size, and a skip (He et al., 2016): the skip is a 1×1 convolution where the
    /// size or the channels change.
    Residual,
    /// 1×1, 3×3, 5×5 and a 3×3 pool side by side, each behind or before a 1×1 (Szegedy et al., 2015).
    Inception,
}

/// A layer or block with its settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Block {
    pub kind: BlockKind,
    pub kernel: usize,
    pub stride: usize,
    pub padding: usize,
    pub dilation: usize,
    /// How many filters; `None`: as many as the stack has channels.
    pub filters: Option<usize>,
}

/// A setting of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Setting {
    Kernel,
    Stride,
    Padding,
    Dilation,
    Filters,
}

impl BlockKind {
    /// Every kind, by its name in links.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Conv, "conv"),
        (Self::MaxPool, "max"),
        (Self::AveragePool, "avg"),
        (Self::Residual, "residual"),
        (Self::Inception, "inception"),
    ];

    /// Its name in links, which also names its layers.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }

    /// What can be set.
    pub const fn settings(self) -> &'static [Setting] {
        use Setting::{Dilation, Filters, Kernel, Padding, Stride};
        match self {
            Self::Conv => &[Kernel, Stride, Padding, Dilation, Filters],
            Self::MaxPool | Self::AveragePool => &[Kernel, Stride, Padding],
            Self::Residual => &[Kernel, Stride, Dilation],
            Self::Inception => &[],
        }
    }
}

impl Setting {
    /// Its name for tests.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Kernel => "kernel",
            Self::Stride => "stride",
            Self::Padding => "padding",
            Self::Dilation => "dilation",
            Self::Filters => "filters",
        }
    }

    /// The letter before it in links.
    const fn letter(self) -> &'static str {
        match self {
            Self::Kernel => "",
            Self::Stride => "s",
            Self::Padding => "p",
            Self::Dilation => "d",
            Self::Filters => "f",
        }
    }

    /// The least and the largest value.
    pub const fn bounds(self) -> [usize; 2] {
        match self {
            Self::Kernel => [1, 15],
            Self::Stride => [1, 4],
            Self::Padding => [0, 7],
            Self::Dilation => [1, 8],
            Self::Filters => [1, 512],
        }
    }
}

impl Block {
    /// A block of this kind that keeps the size, or halves it if it pools.
    pub const fn new(kind: BlockKind) -> Self {
        let kernel = if matches!(kind, BlockKind::MaxPool | BlockKind::AveragePool) { 2 } else { 3 };
        let stride = if kernel == 2 { 2 } else { 1 };
        Self { kind, kernel, stride, padding: 0, dilation: 1, filters: None }
    }

    /// The stride that a link leaves out: that of windows side by side for a pool.
    fn usual_stride(self) -> usize {
        match self.kind {
            BlockKind::MaxPool | BlockKind::AveragePool => self.kernel.min(Setting::Stride.bounds()[1]),
            BlockKind::Conv | BlockKind::Residual | BlockKind::Inception => 1,
        }
    }

    /// The value of a setting; of filters 0 where there are as many as channels.
    pub fn get(self, setting: Setting) -> usize {
        match setting {
            Setting::Kernel => self.kernel,
            Setting::Stride => self.stride,
            Setting::Padding => self.padding,
            Setting::Dilation => self.dilation,
            Setting::Filters => self.filters.unwrap_or(0),
        }
    }

    /// The same with another value of a setting.
    pub fn with(mut self, setting: Setting, value: usize) -> Self {
        match setting {
            Setting::Kernel => self.kernel = value,
            Setting::Stride => self.stride = value,
            Setting::Padding => self.padding = value,
            Setting::Dilation => self.dilation = value,
            Setting::Filters => self.filters = Some(value),
        }
        self
    }

    /// Reads what [`Display`](fmt::Display) prints; `None` where a setting is out of bounds or not one of the kind's.
    ///
    /// ```
    /// use convoscope::app::places::stack::Block;
    /// let read = |text: &str| Block::parse(text).map(|block| block.to_string());
    /// assert_eq!(read("conv3s1p1"), Some("conv3p1".to_owned()));
    /// assert_eq!(read("max2s2"), Some("max2".to_owned()));
    /// assert_eq!(["conv", "conv99", "max2d2", "inception3", "conv3s1s1"].map(read), [const { None }; 5]);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, mut rest) =
            BlockKind::ALL.iter().find_map(|(kind, name)| Some((*kind, text.strip_prefix(name)?)))?;
        let mut block = Self::new(kind);
        let mut seen = Vec::new();
        for setting in kind.settings() {
            let Some(from) = rest.strip_prefix(setting.letter()) else { continue };
            let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
            let value = from[..end].parse().ok()?;
            let [least, largest] = setting.bounds();
            if !(least..=largest).contains(&value) {
                return None;
            }
            block = block.with(*setting, value);
            seen.push(*setting);
            rest = &from[end..];
        }
        if !seen.contains(&Setting::Stride) {
            block.stride = block.usual_stride();
        }
        rest.is_empty().then_some(block)
    }

    /// Adds the layers of the block behind the last node, which has `before` channels, and answers how many come out. `name` is
    /// that of its last layer, and begins those of the others.
    pub fn add(self, network: &mut Network, before: usize, channels: usize, name: &str) -> usize {
        let Self { kind, kernel, stride, padding, dilation, filters } = self;
        let (from, filters) = (network.last(), filters.unwrap_or(channels));
        let window = Window { size: kernel, stride, dilation, before: padding, after: padding };
        let chain = |network: &mut Network, from: NodeId, part: &str, layers: Vec<Layer>| {
            let first = NodeId(network.last().0 + 1);
            let last = network.then(from, layers);
            network.named(first, if part.is_empty() { name.to_owned() } else { format!("{name}.{part}") });
            last
        };
        let conv = |filters, window| Layer::from(Conv { window: [window; 2], ..Conv::new(filters, 1) });
        // Padding that keeps the size; with an even kernel there is one cell more behind than before.
        let same = |size: usize, dilation: usize| {
            let padding = dilation * (size - 1);
            Window { dilation, before: padding / 2, after: padding.div_ceil(2), ..Window::new(size) }
        };
        let pool = |pool: Pool| Layer::from(Pool { window: [window; 2], ..pool });
        match kind {
            BlockKind::Conv => {
                chain(network, from, "", vec![conv(filters, window), Relu.into()]);
                filters
            }
            BlockKind::MaxPool | BlockKind::AveragePool => {
                let kind = if kind == BlockKind::MaxPool { Pool::max(kernel) } else { Pool::average(kernel) };
                chain(network, from, "", vec![pool(kind)]);
                before
            }
            BlockKind::Residual => {
                let [first, second] = [same(kernel, dilation).stride(stride), same(kernel, dilation)];
                let branch = chain(network, from, "conv1", vec![conv(channels, first), Relu.into()]);
                let branch = chain(network, branch, "conv2", vec![conv(channels, second)]);
                let projection = conv(channels, Window::new(1).stride(stride));
                let skip = match stride > 1 || before != channels {
                    true => chain(network, from, "projection", vec![projection]),
                    false => from,
                };
                let sum = network.add(Add, &[branch, skip]);
                network.named(sum, name);
                network.then(sum, [Relu.into()]);
                channels
            }
            BlockKind::Inception => {
                let filters = channels.div_ceil(4);
                let one = || conv(filters, Window::new(1));
                let wide = |size| conv(filters, same(size, 1));
                let pool = Pool { window: [same(3, 1); 2], ..Pool::max(3) };
                let mut branch =
                    |from: NodeId, part: &str, layers: Vec<Layer>| chain(network, from, part, layers);
                let direct = branch(from, "1x1", vec![one(), Relu.into()]);
                let reduced = [3, 5].map(|size| {
                    let thin = branch(from, &format!("{size}x{size}.reduce"), vec![one(), Relu.into()]);
                    branch(thin, &format!("{size}x{size}"), vec![wide(size), Relu.into()])
                });
                let pooled = branch(from, "pool", vec![pool.into()]);
                let pooled = branch(pooled, "pool.1x1", vec![one(), Relu.into()]);
                let ends = [direct, reduced[0], reduced[1], pooled];
                let all = network.add(Concat, &ends);
                network.named(all, name);
                4 * filters
            }
        }
    }
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.kind.name())?;
        let usual = Self { stride: self.usual_stride(), ..Self::new(self.kind) };
        for setting in self.kind.settings() {
            if *setting == Setting::Kernel || self.get(*setting) != usual.get(*setting) {
                write!(f, "{}{}", setting.letter(), self.get(*setting))?;
            }
        }
        Ok(())
    }
}
