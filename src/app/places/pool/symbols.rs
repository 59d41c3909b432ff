//! The formula in symbols, with the numbers of the settings in its indices, as Convolve has it.

use super::{Kind, Mode, Pooling};
use crate::app::figure::Symbol::{self, Gradient, Indexed, Max, Operator, Part, Sum, Words};
use crate::app::lab::read_place;
use crate::app::text::pool as text;

impl Pooling {
    /// What a value is in letters: y over the window for the way forward, the shares of all windows for the way back.
    pub(super) fn symbols(&self) -> Vec<Symbol> {
        let [rows, columns] = self.window;
        let x = match self.kind {
            Kind::Global => Indexed("x", "c, u, v".to_owned()),
            _ => Indexed(
                "x",
                format!("c, {}, {}", read_place("i", "u", rows, false), read_place("j", "v", columns, false)),
            ),
        };
        let equals = Operator("=");
        let all = match self.kind {
            Kind::Global => format!("{}·{}", self.input.h, self.input.w),
            _ => format!("{}·{}", rows.size, columns.size),
        };
        let y = match self.kind {
            Kind::Global => Indexed("y", "c".to_owned()),
            _ => Indexed("y", "c, i, j".to_owned()),
        };
        if self.mode == Mode::Gradient {
            let dx = Gradient("x", "c, k, l".to_owned());
            let dy = |index: &str| Gradient("y", index.to_owned());
            return match self.kind {
                Kind::Max => vec![dx, equals, Sum("i, j"), dy("c, i, j"), Words(text::WHERE_IT_WINS)],
                Kind::Global => vec![dx, equals, Part(all), dy("c")],
                Kind::Convolution => {
                    let weight = Indexed("w", "u, v".to_owned());
                    vec![
                        dx,
                        equals,
                        Sum("i, j"),
                        weight,
                        Operator("·"),
                        dy("c, i, j"),
                        Words(text::WHERE_IT_IS_SEEN),
                    ]
                }
                _ => vec![dx, equals, Sum("i, j"), Part(all), dy("c, i, j"), Words(text::WHERE_IT_IS_SEEN)],
            };
        }
        match self.kind {
            Kind::Max => vec![y, equals, Max("u, v"), x],
            Kind::Convolution => {
                vec![y, equals, Sum("u, v"), Indexed("w", "u, v".to_owned()), Operator("·"), x]
            }
            _ => vec![y, equals, Part(all), Sum("u, v"), x],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::presets;
    use super::*;

    #[test]
    fn symbols_say_what_a_pool_does() {
        let text = |id: &str, mode| {
            let pooling = presets().iter().find(|preset| preset.id == id).unwrap().example().in_mode(mode);
            Symbol::text(&pooling.symbols())
        };
        assert_eq!(text("max", Mode::Forward), "y(c, i, j) = max(u, v) x(c, 2i+u, 2j+v)");
        assert_eq!(text("padded", Mode::Forward), "y(c, i, j) = 1/(3·3) ∑(u, v) x(c, 2i+u−1, 2j+v−1)");
        assert_eq!(text("global", Mode::Gradient), "∂L/∂x(c, k, l) = 1/(4·4) ∂L/∂y(c)");
        assert!(text("max", Mode::Gradient).ends_with(&*text::WHERE_IT_WINS));
    }
}
