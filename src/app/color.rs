//! Every colour of a value. One quantity, one palette, everywhere: tiles, words and legends ask here.

mod theme;

pub use theme::{Ground, PaletteSet, Theme};

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
        let hex: u32 = match (self, theme.ground) {
            (Self::Paper, Ground::Light) => 0xfb_fa_f7,
            (Self::Paper, Ground::Dark) => 0x14_17_1c,
            (Self::Ink, Ground::Light) => 0x1c_21_28,
            (Self::Ink, Ground::Dark) => 0xec_ea_e4,
            (Self::Muted, Ground::Light) => 0x5f_65_6d,
            (Self::Muted, Ground::Dark) => 0xa3_a8_b0,
            (Self::Soft, Ground::Light) => 0xef_ed_e7,
            (Self::Soft, Ground::Dark) => 0x22_27_2e,
            (Self::Dash, Ground::Light) => 0xc9_c6_bd,
            (Self::Dash, Ground::Dark) => 0x4a_51_5b,
            (Self::Warning, Ground::Light) => 0x8a_3d_00,
            (Self::Warning, Ground::Dark) => 0xff_b8_6b,
        };
        [(hex >> 16) as u8, (hex >> 8) as u8, hex as u8]
    }
}

/// The colour of a class among others: ten hues, which repeat. A point is never told by its colour alone.
pub const fn class_color(class: usize, theme: Theme) -> Rgb {
    let hex: u32 = match (class % 10, theme.ground) {
        (0, _) => 0x4e_79_a7,
        (1, _) => 0xf2_8e_2b,
        (2, _) => 0x59_a1_4f,
        (3, _) => 0xe1_57_59,
        (4, _) => 0xb0_7a_a1,
        (5, _) => 0x9c_75_5f,
        (6, _) => 0xff_9d_a7,
        (7, _) => 0x76_b7_b2,
        (8, Ground::Light) => 0xd4_ac_0d,
        (8, Ground::Dark) => 0xed_c9_48,
        (_, Ground::Light) => 0x79_70_6e,
        (_, Ground::Dark) => 0xba_b0_ac,
    };
    [(hex >> 16) as u8, (hex >> 8) as u8, hex as u8]
}

impl Palette {
    /// The colours of −1, 0 and 1.
    const fn stops(self, theme: Theme) -> [Rgb; 3] {
        const PAPER: Rgb = [250, 249, 246];
        const INK: Rgb = [30, 34, 41];
        let is_standard = matches!(theme.palettes, PaletteSet::Standard);
        match (self, theme.ground) {
            (Self::Ink, Ground::Light) => [[255, 255, 255], [255, 255, 255], [28, 33, 40]],
            (Self::Ink, Ground::Dark) => [[24, 28, 34], [24, 28, 34], [240, 238, 232]],
            (Self::Light, _) => [[0, 0, 0], [0, 0, 0], [255, 255, 255]],
            (Self::Activation, Ground::Light) if is_standard => [[245, 147, 34], PAPER, [8, 119, 189]],
            (Self::Activation, Ground::Dark) if is_standard => [[250, 162, 60], INK, [78, 176, 240]],
            (Self::Weight, Ground::Light) if is_standard => [[160, 102, 38], PAPER, [20, 128, 116]],
            (Self::Weight, Ground::Dark) if is_standard => [[216, 156, 88], INK, [64, 190, 174]],
            (Self::Gradient, Ground::Light) if is_standard => [[186, 52, 140], PAPER, [64, 140, 46]],
            (Self::Gradient, Ground::Dark) if is_standard => [[232, 112, 190], INK, [120, 196, 92]],
            // Orange and blue, sand and petrol, violet and lime: one end is much lighter than the other.
            (Self::Activation, Ground::Light) => [[236, 142, 20], PAPER, [0, 84, 166]],
            (Self::Activation, Ground::Dark) => [[255, 186, 84], INK, [70, 130, 250]],
            (Self::Weight, Ground::Light) => [[196, 150, 70], PAPER, [0, 82, 92]],
            (Self::Weight, Ground::Dark) => [[244, 214, 150], INK, [30, 150, 150]],
            (Self::Gradient, Ground::Light) => [[110, 20, 130], PAPER, [150, 172, 30]],
            (Self::Gradient, Ground::Dark) => [[196, 84, 226], INK, [216, 236, 110]],
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

    /// The colour of a word about a value: readable on the page's ground, and where something is chosen.
    pub fn word(self, value: f32, theme: Theme) -> Rgb {
        if matches!(self, Self::Ink | Self::Light) || value == 0.0 {
            return Token::Ink.rgb(theme);
        }
        let (color, ground) = (self.color(value.signum(), 1.0, theme), Token::Soft.rgb(theme));
        // On paper the ends of the palettes are too light for type: as far towards black, or white, as it takes.
        let towards = if theme.ground == Ground::Light { [0; 3] } else { [255; 3] };
        let shades = (0..20).map(|twentieths| mixed(color, towards, twentieths as f32 / 20.0));
        shades.into_iter().find(|shade| contrast(*shade, ground) >= 4.5).unwrap_or(towards)
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

/// How bright a colour is: WCAG's relative luminance, from 0 to 1.
fn luminance(color: Rgb) -> f32 {
    let [r, g, b] = color.map(|c| {
        let c = f32::from(c) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { libm::powf((c + 0.055) / 1.055, 2.4) }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// The contrast of two colours, from 1 to 21, as WCAG counts.
fn contrast(a: Rgb, b: Rgb) -> f32 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The colour of type on a ground of this colour: whichever contrasts more.
pub fn type_on(ground: Rgb) -> Rgb {
    // Where black and white contrast alike, both reach 4.5.
    if luminance(ground) > 0.18 { [0; 3] } else { [255; 3] }
}

/// From one colour to the other, by this part of the way.
pub fn mixed(from: Rgb, to: Rgb, part: f32) -> Rgb {
    std::array::from_fn(|i| {
        let (from, to) = (f32::from(from[i]), f32::from(to[i]));
        (from + part * (to - from)).round() as u8
    })
}

#[cfg(test)]
mod tests;
