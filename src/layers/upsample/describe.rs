use super::{Interpolation, Upsample};
use crate::layers::describe::{Bound, Control, Field, Size};
use crate::layers::pytorch::{Expression, Pytorch};
use crate::layers::{Describe, Editable, Layer, ToPytorch};

/// The largest factor that an editor offers.
const LARGEST: usize = 8;

impl Describe for Upsample {
    fn summary(&self) -> String {
        format!("upsample {}×{}", self.factors[0], self.factors[1])
    }

    fn sizes(&self) -> Vec<Size> {
        self.factors.map(|found| Size { what: "a factor", found, bound: Bound::Window }).to_vec()
    }
}

impl Editable for Upsample {
    fn fields(&self) -> Vec<Field> {
        let settings = *self;
        vec![
            Field::count(("Factor", "factor"), (self.factors[0], 1, LARGEST), self, |settings, factor| {
                settings.factors = [factor; 2];
            }),
            Field {
                name: "Interpolation",
                id: "interpolation",
                control: Control::Choice {
                    chosen: usize::from(self.interpolation == Interpolation::Bilinear),
                    options: vec!["nearest", "bilinear"],
                },
                set: Box::new(move |index| {
                    let interpolation = Interpolation::ALL[usize::from(index == 1.0)];
                    Self { interpolation, ..settings }.into()
                }),
            },
        ]
    }

    fn presets() -> Vec<(&'static str, Layer)> {
        vec![("upsample", Self { factors: [2; 2], interpolation: Interpolation::Nearest }.into())]
    }
}

impl ToPytorch for Upsample {
    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        let ([rows, columns], x) = (self.factors, code.inputs[0].image());
        let mode = match self.interpolation {
            Interpolation::Nearest => "mode=\"nearest\"",
            Interpolation::Bilinear => "mode=\"bilinear\", align_corners=False",
        };
        Expression::image(format!("F.interpolate({x}, scale_factor=({rows}., {columns}.), {mode})"))
    }
}
