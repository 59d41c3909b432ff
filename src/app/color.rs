//! Every colour of a value. One quantity, one palette, everywhere: tiles, words and legends ask here.

/// What a value is, and so which palette it is shown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// Ink on paper: 0 is paper.
    Ink,
    /// Brightness of a picture: 0 is black, also in the dark.
    Light,
    /// Orange below zero, blue above.
    Activation,
    /// Brown below zero, teal above.
    Weight,
    /// Magenta below zero, green above.
    Gradient,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Ink on paper.
    #[default]
    Light,
    /// Paper on ink.
    Dark,
}

impl Theme {
    /// The value of the page's `data-theme`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The one with this name.
    pub fn named(name: &str) -> Self {
        if name == Self::Dark.name() { Self::Dark } else { Self::Light }
    }

    /// The other one.
    pub const fn other(self) -> Self {
        match self {
            Self::Light => Self::Dark,
            Self::Dark => Self::Light,
        }
    }
}

/// Red, green, blue.
pub type Rgb = [u8; 3];

/// A colour of the page that is not a value's: the custom property of this name in `www/style.css`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// The ground.
    Paper,
    /// Type and frames.
    Ink,
    /// Type of less weight.
    Muted,
    /// The ground of cells whose value is still to come.
    Soft,
    /// The dashed edge of padded cells.
    Dash,
    /// What is left over.
    Warning,
}

impl Token {
    /// Every token, by the name of its custom property.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Paper, "paper"),
        (Self::Ink, "ink"),
        (Self::Muted, "muted"),
        (Self::Soft, "soft"),
        (Self::Dash, "dash"),
        (Self::Warning, "warning"),
    ];

    /// The colour.
    pub const fn rgb(self, theme: Theme) -> Rgb {
        let hex: u32 = match (self, theme) {
            (Self::Paper, Theme::Light) => 0xfb_fa_f7,
            (Self::Paper, Theme::Dark) => 0x14_17_1c,
            (Self::Ink, Theme::Light) => 0x1c_21_28,
            (Self::Ink, Theme::Dark) => 0xec_ea_e4,
            (Self::Muted, Theme::Light) => 0x5f_65_6d,
            (Self::Muted, Theme::Dark) => 0xa3_a8_b0,
            (Self::Soft, Theme::Light) => 0xef_ed_e7,
            (Self::Soft, Theme::Dark) => 0x22_27_2e,
            (Self::Dash, Theme::Light) => 0xc9_c6_bd,
            (Self::Dash, Theme::Dark) => 0x4a_51_5b,
            (Self::Warning, Theme::Light) => 0x8a_3d_00,
            (Self::Warning, Theme::Dark) => 0xff_b8_6b,
        };
        [(hex >> 16) as u8, (hex >> 8) as u8, hex as u8]
    }
}

/// The colour of a class among others: ten hues, which repeat. A point is never told by its colour alone.
pub const fn class_color(class: usize, theme: Theme) -> Rgb {
    let hex: u32 = match (class % 10, theme) {
        (0, _) => 0x4e_79_a7,
        (1, _) => 0xf2_8e_2b,
        (2, _) => 0x59_a1_4f,
        (3, _) => 0xe1_57_59,
        (4, _) => 0xb0_7a_a1,
        (5, _) => 0x9c_75_5f,
        (6, _) => 0xff_9d_a7,
        (7, _) => 0x76_b7_b2,
        (8, Theme::Light) => 0xd4_ac_0d,
        (8, Theme::Dark) => 0xed_c9_48,
        (_, Theme::Light) => 0x79_70_6e,
        (_, Theme::Dark) => 0xba_b0_ac,
    };
    [(hex >> 16) as u8, (hex >> 8) as u8, hex as u8]
}

impl Palette {
    /// The colours of −1, 0 and 1.
    const fn stops(self, theme: Theme) -> [Rgb; 3] {
        match (self, theme) {
            (Self::Ink, Theme::Light) => [[255, 255, 255], [255, 255, 255], [28, 33, 40]],
            (Self::Ink, Theme::Dark) => [[24, 28, 34], [24, 28, 34], [240, 238, 232]],
            (Self::Light, _) => [[0, 0, 0], [0, 0, 0], [255, 255, 255]],
            (Self::Activation, Theme::Light) => [[245, 147, 34], [250, 249, 246], [8, 119, 189]],
            (Self::Activation, Theme::Dark) => [[250, 162, 60], [30, 34, 41], [78, 176, 240]],
            (Self::Weight, Theme::Light) => [[168, 108, 42], [250, 249, 246], [24, 134, 122]],
            (Self::Gradient, Theme::Light) => [[186, 52, 140], [250, 249, 246], [64, 140, 46]],
            (Self::Gradient, Theme::Dark) => [[232, 112, 190], [30, 34, 41], [120, 196, 92]],
            (Self::Weight, Theme::Dark) => [[216, 156, 88], [30, 34, 41], [64, 190, 174]],
        }
    }

    /// The colour of `value`, where the palette ends at ±`range`.
    pub fn color(self, value: f32, range: f32, theme: Theme) -> Rgb {
        let part = if range > 0.0 { (value / range).clamp(-1.0, 1.0) } else { 0.0 };
        let [negative, middle, positive] = self.stops(theme);
        let end = if part < 0.0 { negative } else { positive };
        std::array::from_fn(|i| {
            let (from, to) = (f32::from(middle[i]), f32::from(end[i]));
            (from + (to - from) * part.abs()).round() as u8
        })
    }

    /// As many colours as the eye tells apart, from −range to +range, each with its opacity: what pictures are painted with.
    pub fn table(self, theme: Theme) -> Table {
        Table(std::array::from_fn(|i| {
            let [r, g, b] = self.color(i as f32 - STEPS as f32, STEPS as f32, theme);
            [r, g, b, 255]
        }))
    }

    /// The colour of a word about a value: readable on the page's ground.
    pub fn word(self, value: f32, theme: Theme) -> Rgb {
        if matches!(self, Self::Ink | Self::Light) || value == 0.0 {
            return Token::Ink.rgb(theme);
        }
        let [r, g, b] = self.color(value.signum(), 1.0, theme).map(f32::from);
        // On paper the ends of the palettes are too light for type: a third of the way to black.
        let shade = if theme == Theme::Light && value < 0.0 { 0.66 } else { 1.0 };
        [r, g, b].map(|channel| (channel * shade) as u8)
    }

    /// A CSS gradient from −range to +range: the legend.
    pub fn gradient(self, theme: Theme) -> String {
        let [negative, middle, positive] = self.stops(theme).map(css);
        match self {
            Self::Ink | Self::Light => format!("linear-gradient(to right, {middle}, {positive})"),
            _ => format!("linear-gradient(to right, {negative}, {middle}, {positive})"),
        }
    }
}

/// Colours on either side of the middle.
const STEPS: usize = 255;

/// A palette, ready to paint with.
pub struct Table([[u8; 4]; 2 * STEPS + 1]);

impl Table {
    /// The colour of `value`, where the palette ends at ±1 / `scale`.
    pub fn pixel(&self, value: f32, scale: f32) -> [u8; 4] {
        let part = (value * scale).clamp(-1.0, 1.0);
        self.0[(part * STEPS as f32 + STEPS as f32 + 0.5) as usize]
    }
}

/// A colour as CSS writes it.
pub fn css([r, g, b]: Rgb) -> String {
    format!("rgb({r} {g} {b})")
}

/// The colour of type on a ground of this colour: whichever contrasts more (WCAG's relative luminance).
pub fn type_on(ground: Rgb) -> Rgb {
    let linear = |c: u8| (f32::from(c) / 255.0).powf(2.2);
    let [r, g, b] = ground.map(linear);
    if 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.2 { [0x14, 0x17, 0x1c] } else { [255; 3] }
}

/// From one colour to the other, by this part of the way.
pub fn mixed(from: Rgb, to: Rgb, part: f32) -> Rgb {
    std::array::from_fn(|i| {
        let (from, to) = (f32::from(from[i]), f32::from(to[i]));
        (from + part * (to - from)).round() as u8
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first light and the first dark value of a custom property in the style sheet.
    fn declared(name: &str) -> [String; 2] {
        let css = include_str!("../../www/style.css");
        let values: Vec<&str> =
            css.split(&format!("--{name}: ")).skip(1).filter_map(|rest| rest.split(';').next()).collect();
        [values[0].to_owned(), values[1].to_owned()]
    }

    #[test]
    fn tokens_are_those_of_the_style_sheet() {
        for (token, name) in Token::ALL {
            let hex = |theme| token.rgb(theme).map(|c| format!("{c:02x}")).concat();
            assert_eq!(
                [Theme::Light, Theme::Dark].map(|theme| format!("#{}", hex(theme))),
                declared(name),
                "{name}"
            );
        }
    }
}
