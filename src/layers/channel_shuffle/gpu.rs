use super::ChannelShuffle;
use crate::program::Program;
use crate::shape::Shape;

pub(super) fn program(shuffle: ChannelShuffle, shape: Shape) -> Program {
    let constants = [("channels", shape.c), ("area", shape.area()), ("groups", shuffle.groups)]
        .map(|(name, n)| (name, n as f64));
    Program::of_values(include_str!("gpu.wgsl"), constants.to_vec(), shape.len())
}
