use super::LocalResponseNorm;
use crate::layers::describe::{Size, channels};
use crate::layers::pytorch::{Expression, Pytorch, float};
use crate::layers::{Describe, Editable, Layer, ToPytorch};

impl Describe for LocalResponseNorm {
    fn summary(&self) -> String {
        "local response norm".to_owned()
    }

    fn sizes(&self) -> Vec<Size> {
        channels([("a size", self.size)])
    }
}

impl Editable for LocalResponseNorm {
    fn presets() -> Vec<(&'static str, Layer)> {
        vec![("local response norm", Self::default().into())]
    }
}

impl ToPytorch for LocalResponseNorm {
    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        let [alpha, beta, k] = [self.alpha, self.beta, self.k].map(float);
        let (x, size) = (code.inputs[0].image(), self.size);
        Expression::image(format!("F.local_response_norm({x}, {size}, {alpha}, {beta}, {k})"))
    }
}
