//! Stacks to begin with: those of the lectures, and the networks of the zoo.

use super::tower::Source;
use super::{CHANNELS, Stack};
use crate::app::lab::Preset;
use crate::app::text::stack as text;

/// All examples.
pub const fn presets() -> &'static [Preset<Stack>] {
    const {
        &[
            Preset::new("three", text::THREE, || beside("13:conv3,conv3,conv3", "13:conv7")),
            Preset::new("scan", text::SCAN_NAME, || beside("5:conv3p1,conv2", "4:conv3p1,conv2s2")),
            Preset::new("dilated", text::DILATED, || {
                beside("21:conv3,conv3d2,conv3d4", "21:conv3,conv3,conv3")
            }),
            Preset::new("strides", text::STRIDES, || alone("28:conv3p1,max2,conv3p1,max2,conv3p1")),
            Preset::new("residual", text::RESIDUAL, || alone("15:residual3,residual3")),
            Preset::new("inception", text::INCEPTION, || alone("15:inception,inception")),
            Preset::new("unaligned", text::UNALIGNED, || alone("15:conv3p1,residual4")),
            Preset::new("digits", text::DIGITS, || network("digits")),
            Preset::new("lenet5", text::LENET5, || network("lenet5")),
            Preset::new("alexnet.paper", text::ALEXNET_PAPER, || network("alexnet.paper")),
            Preset::new("alexnet", text::ALEXNET, || network("alexnet")),
            Preset::new("vgg16", text::VGG16, || network("vgg16")),
            Preset::new("googlenet", text::GOOGLENET, || network("googlenet")),
            Preset::new("googlenet.paper", text::GOOGLENET_PAPER, || network("googlenet.paper")),
            Preset::new("resnet18", text::RESNETS[0], || network("resnet18")),
            Preset::new("resnet34", text::RESNETS[1], || network("resnet34")),
            Preset::new("resnet50", text::RESNETS[2], || network("resnet50")),
            Preset::new("efficientnet-lite0", text::EFFICIENTNET_LITE0, || network("efficientnet-lite0")),
        ]
    }
}

fn source(text: &str) -> Source {
    Source::parse(text).expect("the examples can be read")
}

fn alone(stack: &str) -> Stack {
    Stack::new(source(stack), None, CHANNELS).expect("the examples can be planned")
}

fn beside(first: &str, second: &str) -> Stack {
    Stack::new(source(first), Some(source(second)), CHANNELS).expect("the examples can be planned")
}

/// Up to the last pool, or whatever sees less than all of the input.
fn network(name: &str) -> Stack {
    let stack = alone(name);
    let tower = stack.tower();
    let shown = (0..tower.rows.len()).rfind(|&row| tower.rows[row].output.area() > 1).unwrap_or(0);
    stack.on_layer(shown)
}
