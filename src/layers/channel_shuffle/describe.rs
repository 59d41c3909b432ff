use super::ChannelShuffle;
use crate::layers::describe::{Field, Size, channels};
use crate::layers::pytorch::{Expression, Pytorch};
use crate::layers::{Describe, Editable, Layer, ToPytorch};

impl Describe for ChannelShuffle {
    fn summary(&self) -> String {
        format!("shuffle of {}", self.groups)
    }

    fn sizes(&self) -> Vec<Size> {
        channels([("a number of groups", self.groups)])
    }
}

impl Editable for ChannelShuffle {
    fn fields(&self) -> Vec<Field> {
        vec![Field::count(("Groups", "groups"), (self.groups, 1, 64), self, |settings, groups| {
            settings.groups = groups;
        })]
    }

    fn presets() -> Vec<(&'static str, Layer)> {
        vec![("channel shuffle", Self { groups: 2 }.into())]
    }
}

impl ToPytorch for ChannelShuffle {
    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        Expression::image(format!("F.channel_shuffle({}, {})", code.inputs[0].image(), self.groups))
    }
}
