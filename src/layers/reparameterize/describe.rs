use super::Reparameterize;
use crate::layers::pytorch::{Expression, Pytorch};
use crate::layers::{Describe, Editable, Layer, ToPytorch};

impl Describe for Reparameterize {
    fn summary(&self) -> String {
        "reparameterize".to_owned()
    }
}

impl Editable for Reparameterize {
    fn presets() -> Vec<(&'static str, Layer)> {
        vec![("reparameterize", Self.into())]
    }
}

impl ToPytorch for Reparameterize {
    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        let input = code.inputs[0];
        let [mean, log_variance] = [0, 1].map(|half| format!("{}.chunk(2, 1)[{half}]", input.name));
        let noise = format!("torch.exp(0.5 * {log_variance}) * torch.randn_like({mean})");
        Expression { text: format!("{mean} + ({noise} if self.training else 0)"), flat: input.flat }
    }
}
