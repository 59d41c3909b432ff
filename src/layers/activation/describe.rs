use super::Activation;
use crate::layers::describe::{Control, Field};
use crate::layers::pytorch::{Expression, Pytorch, float};
use crate::layers::{Describe, Editable, Layer, ToPytorch};

/// Each function with its name for people.
const ALL: [(&str, Activation); 12] = [
    ("ReLU", Activation::Relu),
    ("leaky ReLU", Activation::LeakyRelu { slope: 0.01 }),
    ("sigmoid", Activation::Sigmoid),
    ("tanh", Activation::Tanh),
    ("softplus", Activation::Softplus),
    ("ELU", Activation::Elu { alpha: 1.0 }),
    ("GELU", Activation::Gelu),
    ("SiLU", Activation::Silu),
    ("ReLU6", Activation::Relu6),
    ("scaled tanh", Activation::ScaledTanh),
    ("hard sigmoid", Activation::HardSigmoid { slope: 1.0 / 6.0 }),
    ("hard swish", Activation::HardSwish),
];

impl Activation {
    /// Its place among all.
    const fn index(self) -> usize {
        match self {
            Self::Relu => 0,
            Self::LeakyRelu { .. } => 1,
            Self::Sigmoid => 2,
            Self::Tanh => 3,
            Self::Softplus => 4,
            Self::Elu { .. } => 5,
            Self::Gelu => 6,
            Self::Silu => 7,
            Self::Relu6 => 8,
            Self::ScaledTanh => 9,
            Self::HardSigmoid { .. } => 10,
            Self::HardSwish => 11,
        }
    }
}

impl Describe for Activation {
    fn summary(&self) -> String {
        ALL[self.index()].0.to_owned()
    }
}

impl Editable for Activation {
    fn fields(&self) -> Vec<Field> {
        let options = ALL.map(|(name, _)| name).to_vec();
        vec![Field {
            name: "Function",
            id: "function",
            control: Control::Choice { chosen: self.index(), options },
            set: Box::new(|index| ALL[(index as usize).min(ALL.len() - 1)].1.into()),
        }]
    }

    fn presets() -> Vec<(&'static str, Layer)> {
        // The most usual ones; the others are settings of theirs.
        [0, 1, 2, 3, 6].map(|index: usize| (ALL[index].0, ALL[index].1.into())).to_vec()
    }
}

impl ToPytorch for Activation {
    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        Expression { text: self.pytorch_of(code.inputs[0].name), flat: code.inputs[0].flat }
    }
}

impl Activation {
    /// It of a variable, as an expression in Python.
    ///
    /// ```
    /// use convoscope::layers::activation::Activation;
    /// assert_eq!(Activation::Elu { alpha: 1.0 }.pytorch_of("x"), "F.elu(x, 1.)");
    /// ```
    pub fn pytorch_of(&self, x: &str) -> String {
        match *self {
            Self::Relu => format!("F.relu({x})"),
            Self::LeakyRelu { slope } => format!("F.leaky_relu({x}, {})", float(slope)),
            Self::Sigmoid => format!("torch.sigmoid({x})"),
            Self::Tanh => format!("torch.tanh({x})"),
            Self::Softplus => format!("F.softplus({x})"),
            Self::Elu { alpha } => format!("F.elu({x}, {})", float(alpha)),
            Self::Gelu => format!("F.gelu({x})"),
            Self::Silu => format!("F.silu({x})"),
            Self::Relu6 => format!("F.relu6({x})"),
            Self::ScaledTanh => format!("1.7159 * torch.tanh(2 / 3 * {x})"),
            Self::HardSigmoid { slope } if slope == 1.0 / 6.0 => format!("F.hardsigmoid({x})"),
            Self::HardSigmoid { slope } => format!("({} * {x} + 0.5).clamp(0., 1.)", float(slope)),
            Self::HardSwish => format!("F.hardswish({x})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_is_listed_in_its_place() {
        for (index, (name, activation)) in ALL.into_iter().enumerate() {
            assert_eq!((activation.index(), activation.summary().as_str()), (index, name));
            assert_eq!((Activation::Relu.fields()[0].set)(index as f64), activation.into());
        }
    }
}
