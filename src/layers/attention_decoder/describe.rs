use super::AttentionDecoder;
use crate::layers::describe::{Bound, Size};
use crate::layers::pytorch::{Expression, Pytorch};
use crate::layers::{Describe, Editable, ToPytorch};

impl Describe for AttentionDecoder {
    fn summary(&self) -> String {
        "attention decoder".to_owned()
    }

    fn sizes(&self) -> Vec<Size> {
        let Self { maps, cells, hidden, embedding, units, words, steps } = *self;
        let size = |bound| move |found| Size { what: "a size", found, bound };
        let channels = [maps, cells, hidden, embedding, units, words].map(size(Bound::Channels));
        channels.into_iter().chain([steps].map(size(Bound::Window))).collect()
    }
}

/// There is one in Scenes alone.
impl Editable for AttentionDecoder {}

impl ToPytorch for AttentionDecoder {
    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        let Self { maps, hidden, embedding, units, words, steps, .. } = self;
        code.attention_decoder = true;
        let arguments = format!("{maps}, {hidden}, {embedding}, {units}, {words}");
        let module = code.module(format!("AttentionDecoder({arguments})"));
        Expression::image(format!("{module}({}, {steps})", code.inputs[0].flattened()))
    }
}
