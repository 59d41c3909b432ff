use super::Volumes;
use super::drawing::Blocks;
use crate::app::color::Palette;
use crate::app::figure::{Drawing, Figure, Formula, Layout, OperandId, Role, Spot, Word};
use crate::app::lab::{Example, Pointer};
use crate::app::text::Text;
use crate::app::text::{lab, volumes as text};
use crate::shape::Shape;

impl Example for Volumes {
    const FILE: &'static str = "volumes";

    fn steps(&self) -> usize {
        self.fitting_output().area()
    }

    fn at(&self) -> usize {
        self.at
    }

    fn with_step(self, at: usize) -> Self {
        Self { at: at.min(self.steps() - 1), ..self }
    }

    fn row(&self) -> usize {
        self.fitting_output().w
    }

    fn has(&self, spot: Spot) -> bool {
        self.step_of(spot).is_some()
    }

    fn step_of(&self, spot: Spot) -> Option<usize> {
        let Shape { h, w, .. } = self.fitting_output();
        let row = usize::try_from(spot.row).ok().filter(|row| *row < h)?;
        let column = usize::try_from(spot.column).ok().filter(|column| *column < w)?;
        (spot.operand == OperandId::Output).then_some(row * w + column)
    }

    fn figure(&self, pointer: &Pointer) -> Figure {
        let (input, output) = (self.input, self.fitting_output());
        let (n, p, k, s) = (input.h, self.padding, self.kernel, self.stride);
        let size = format!("⌊({n} + 2·{p} − {k}) / {s}⌋ + 1");
        let total =
            Word { text: output.h.to_string(), role: Role::Total(output.h as f32, Palette::Activation) };
        let parts = match pointer.hidden {
            true => vec![vec![Word::sign(size)]],
            false => vec![vec![Word::sign(size + " = "), total]],
        };
        let settings = [
            Some(lab::setting(lab::KERNEL_IS.get(), &format!("{k}×{k}×{}", input.c))),
            Some(lab::setting(lab::STRIDE_IS.get(), &s.to_string())),
            Some(lab::setting(lab::PADDING_IS.get(), &p.to_string())),
        ];
        Figure {
            title: text::TITLE,
            example: Text::EMPTY,
            brief: String::new(),
            size: String::new(),
            lines: 1,
            step: [self.at + 1, self.steps()],
            settings: lab::settings(input, settings, output),
            remark: text::remark(input.c, k, self.filters),
            layout: Layout::Drawing(Drawing::new(Blocks {
                volumes: self.clone(),
                position: self.position(pointer.at),
                hidden: pointer.hidden,
            })),
            operands: vec![],
            symbols: vec![],
            formula: Formula { of: text::OUTPUT_HEIGHT.to_string(), parts, later: String::new() },
        }
    }

    fn pytorch(&self) -> String {
        let Self { input: Shape { c, h, w }, kernel, filters, stride, padding, at: _ } = self;
        format!(
            "import torch\nfrom torch import nn\n\nconv = nn.Conv2d({c}, {filters}, {kernel}, stride={stride}, padding={padding})\n\
             x = torch.zeros(1, {c}, {h}, {w})\n\nprint(conv.weight.shape)  # C_out, C_in, h, w\nprint(conv(x).shape)\n"
        )
    }

    fn table(&self) -> String {
        self.shapes().markdown()
    }
}
