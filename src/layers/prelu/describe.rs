use super::PRelu;
use crate::layers::describe::{Control, Field};
use crate::layers::pytorch::{Expression, Pytorch};
use crate::layers::{Describe, Editable, Layer, ToPytorch};

impl Describe for PRelu {
    fn summary(&self) -> String {
        "PReLU".to_owned()
    }
}

impl Editable for PRelu {
    fn fields(&self) -> Vec<Field> {
        vec![Field {
            name: "Slopes",
            id: "slopes",
            control: Control::Choice {
                chosen: usize::from(self.shared),
                options: vec!["one for each channel", "one for all"],
            },
            set: Box::new(|index| Self { shared: index == 1.0 }.into()),
        }]
    }

    fn presets() -> Vec<(&'static str, Layer)> {
        vec![("PReLU", Self::default().into())]
    }
}

impl ToPytorch for PRelu {
    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        let input = code.inputs[0];
        let module = code.module(format!("nn.PReLU({})", self.slopes(input.shape)));
        // Channels are the second dimension, flat or not, unless a list was made of maps.
        let x = if input.flat && input.shape.area() > 1 { input.image() } else { input.name.to_owned() };
        Expression { text: format!("{module}({x})"), flat: input.flat && input.shape.area() == 1 }
    }
}
