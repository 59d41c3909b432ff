//! Stacks to begin with: those of the lectures, and the networks of the zoo.

use super::tower::Source;
use super::{CHANNELS, Stack};
use crate::app::lab::Preset;
use crate::app::text::stack as text;

/// All examples.
pub const fn presets() -> &'static [Preset<Stack>] {
    const {
        &[
            Preset::new("three", text::THREE, || example("three")),
            Preset::new("scan", text::SCAN_NAME, || example("scan")),
            Preset::new("dilated", text::DILATED, || example("dilated")),
            Preset::new("deeper", text::DEEPER, || example("deeper")),
            Preset::new("residual", text::RESIDUAL, || example("residual")),
            Preset::new("inception", text::INCEPTION, || example("inception")),
            Preset::new("unaligned", text::UNALIGNED, || example("unaligned")),
            Preset::new("digits", text::DIGITS, || example("digits")),
            Preset::new("lenet5", text::LENET5, || example("lenet5")),
            Preset::new("alexnet.paper", text::ALEXNET_PAPER, || example("alexnet.paper")),
            Preset::new("alexnet", text::ALEXNET, || example("alexnet")),
            Preset::new("vgg16", text::VGG16, || example("vgg16")),
            Preset::new("googlenet", text::GOOGLENET, || example("googlenet")),
            Preset::new("googlenet.paper", text::GOOGLENET_PAPER, || example("googlenet.paper")),
            Preset::new("resnet18", text::RESNETS[0], || example("resnet18")),
            Preset::new("resnet34", text::RESNETS[1], || example("resnet34")),
            Preset::new("resnet50", text::RESNETS[2], || example("resnet50")),
            Preset::new("efficientnet-lite0", text::EFFICIENTNET_LITE0, || example("efficientnet-lite0")),
        ]
    }
}

/// What an example stacks, as its link would spell it out: a network is spelt by its name.
fn spelt(id: &str) -> (&str, Option<&str>) {
    match id {
        "three" => ("13:conv3,conv3,conv3", Some("13:conv7")),
        "scan" => ("5:conv3p1,conv2", Some("4:conv3p1,conv2s2")),
        "dilated" => ("21:conv3,conv3d2,conv3d4", Some("21:conv3,conv3,conv3")),
        "deeper" => ("28:conv3p1f16,max2,conv3p1f32,max2,conv3p1f64", None),
        "residual" => ("15:residual3,residual3", None),
        "inception" => ("15:inception,inception", None),
        "unaligned" => ("15:conv3p1,residual4", None),
        network => (network, None),
    }
}

/// An example; a network up to the last layer that is more than one cell.
fn example(id: &str) -> Stack {
    let source = |text: &str| Source::parse(text).expect("the examples can be read");
    let (first, second) = spelt(id);
    let channels = if id == "deeper" { 1 } else { CHANNELS };
    let stack = Stack::new(source(first), second.map(source), channels).expect("the examples can be planned");
    let rows = &stack.tower().rows;
    let shown = match stack.tower().source {
        Source::Network(_) => (0..rows.len()).rfind(|&row| rows[row].output.area() > 1).unwrap_or(0),
        Source::Blocks { .. } => rows.len() - 1,
    };
    stack.on_layer(shown)
}

impl Stack {
    /// The example that this is, whichever unit is looked at and however many channels there are.
    pub fn preset(&self) -> Option<usize> {
        let source = |at: usize| self.towers().get(at).map(|tower| tower.source.to_string());
        let (first, second) = (source(0), source(1));
        presets().iter().position(|preset| {
            let (one, other) = spelt(preset.id);
            first.as_deref() == Some(one) && second.as_deref() == other
        })
    }
}
