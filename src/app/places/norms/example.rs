use super::Kind;
use super::Norms;
use crate::app::figure::{Edit, Figure, OperandId, Spot};
use crate::app::lab::{Example, Planes, Pointer};
use crate::layers::pytorch::float;

impl Example for Norms {
    const FILE: &'static str = "norms";

    fn steps(&self) -> usize {
        self.samples * self.features
    }

    fn at(&self) -> usize {
        self.at
    }

    fn with_step(self, at: usize) -> Self {
        Self { at: at.min(self.steps() - 1), ..self }
    }

    fn row(&self) -> usize {
        self.features
    }

    fn has(&self, spot: Spot) -> bool {
        self.step_of(spot).is_some()
    }

    fn step_of(&self, spot: Spot) -> Option<usize> {
        let row = usize::try_from(spot.row).ok().filter(|row| *row < self.samples)?;
        let column = usize::try_from(spot.column).ok().filter(|column| *column < self.features)?;
        (spot.operand == OperandId::Output).then_some(row * self.features + column)
    }

    fn edit(&mut self, spot: Spot, edit: &Edit) -> Option<String> {
        let planes = match spot.operand {
            OperandId::Input => Planes::all(self, 0, Self::grid, |to| &mut to.x),
            OperandId::Running => Planes::all(self, 0, Self::pairs, |to| &mut to.running),
            OperandId::ScaleShift => Planes::all(self, 0, Self::pairs, |to| &mut to.scale_shift),
            _ => None,
        };
        let said = planes?.edit(self, edit);
        // A variance is never below 0.
        self.running.iter_mut().skip(self.features).for_each(|variance| *variance = variance.max(0.0));
        said
    }

    fn figure(&self, pointer: &Pointer) -> Figure {
        self.picture(pointer)
    }

    fn pytorch(&self) -> String {
        let tensor = |values: &[f32]| values.iter().map(|value| float(*value)).collect::<Vec<_>>().join(", ");
        let (n, c) = (self.samples, self.features);
        let (scale, shift) = self.scale_shift.split_at(c);
        let (mean, variance) = self.running.split_at(c);
        let parameters = format!(
            "with torch.no_grad():\n    norm.weight.copy_(torch.tensor([{}]))\n    norm.bias.copy_(torch.tensor([{}]))\n",
            tensor(scale),
            tensor(shift)
        );
        let code = match self.kind {
            Kind::Batch => format!(
                "norm = nn.BatchNorm1d({c}, eps={}, momentum={})\n{parameters}    norm.running_mean.copy_(torch.tensor([{}]))\n    \
                 norm.running_var.copy_(torch.tensor([{}]))\nnorm.train({})\nprint(norm(x))\nprint(norm.running_mean, norm.running_var)",
                float(self.eps),
                float(self.momentum),
                tensor(mean),
                tensor(variance),
                if self.infers { "False" } else { "True" }
            ),
            Kind::Layer => {
                format!("norm = nn.LayerNorm({c}, eps={})\n{parameters}print(norm(x))", float(self.eps))
            }
            Kind::LocalResponse => {
                let local = self.local;
                let [alpha, beta, k] = [local.alpha, local.beta, local.k].map(float);
                format!(
                    "norm = nn.LocalResponseNorm({}, alpha={alpha}, beta={beta}, k={k})\nprint(norm(x.reshape({n}, {c}, 1)).reshape({n}, {c}))",
                    local.size
                )
            }
        };
        format!(
            "import torch\nfrom torch import nn\n\nx = torch.tensor([{}]).reshape({n}, {c})\n{code}\n",
            tensor(&self.x)
        )
    }

    fn table(&self) -> String {
        self.arithmetic(self.at).markdown()
    }
}
