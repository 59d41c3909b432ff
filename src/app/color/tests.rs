use super::*;

/// The first light and the first dark value of a custom property in the style sheet.
fn declared(name: &str) -> [String; 2] {
    let css = include_str!("../../../www/style.css");
    let values: Vec<&str> =
        css.split(&format!("--{name}: ")).skip(1).filter_map(|rest| rest.split(';').next()).collect();
    [values[0].to_owned(), values[1].to_owned()]
}

#[test]
fn tokens_are_those_of_the_style_sheet() {
    for (token, name) in Token::ALL {
        let hex = |theme| token.rgb(theme).map(|c| format!("{c:02x}")).concat();
        assert_eq!(
            [Theme::LIGHT, Theme::DARK].map(|theme| format!("#{}", hex(theme))),
            declared(name),
            "{name}"
        );
    }
}

const SIGNED: [Palette; 3] = [Palette::Activation, Palette::Weight, Palette::Gradient];

/// Linear RGB as eyes without one kind of cones see it (Machado, Oliveira and Fernandes, "A physiologically-based model for
/// simulation of color vision deficiency", 2009), and as grey.
const EYES: [(&str, [[f64; 3]; 3]); 4] = [
    (
        "protanopia",
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    ),
    (
        "deuteranopia",
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    ),
    (
        "tritanopia",
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ),
    ("grey", [[0.2126, 0.7152, 0.0722]; 3]),
];

/// CIELAB of a colour as such eyes see it.
fn seen(color: Rgb, eyes: [[f64; 3]; 3]) -> [f64; 3] {
    const XYZ: [[f64; 3]; 3] = [
        [0.412_456, 0.357_576, 0.180_438],
        [0.212_673, 0.715_152, 0.072_175],
        [0.019_334, 0.119_192, 0.950_304],
    ];
    let product =
        |rows: [[f64; 3]; 3], v: [f64; 3]| rows.map(|row| row.iter().zip(v).map(|(a, b)| a * b).sum());
    let linear = color.map(|c| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    });
    let seen: [f64; 3] = product(eyes, linear);
    let xyz: [f64; 3] = product(XYZ, seen.map(|c: f64| c.clamp(0.0, 1.0)));
    let [x, y, z] = [xyz[0] / 0.95047, xyz[1], xyz[2] / 1.08883]
        .map(|t| if t > 216.0 / 24389.0 { t.cbrt() } else { (24389.0 / 27.0 * t + 16.0) / 116.0 });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// How different two colours are to such eyes: CIE 1976's ΔE.
fn difference(a: Rgb, b: Rgb, eyes: [[f64; 3]; 3]) -> f64 {
    let (a, b) = (seen(a, eyes), seen(b, eyes));
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
}

#[test]
fn every_eye_tells_signs_apart() {
    for ground in [Ground::Light, Ground::Dark] {
        let theme = Theme { ground, palettes: PaletteSet::ColorBlind };
        for palette in SIGNED {
            let [negative, zero, positive] = [-1.0, 0.0, 1.0].map(|value| palette.color(value, 1.0, theme));
            for (name, eyes) in EYES {
                let least = if name == "grey" { 20.0 } else { 45.0 };
                let signs = difference(negative, positive, eyes);
                assert!(signs >= least, "{palette:?} {ground:?} {name}: {signs}");
                let from_zero = difference(negative, zero, eyes).min(difference(positive, zero, eyes));
                assert!(from_zero >= 25.0, "{palette:?} {ground:?} {name}: {from_zero}");
            }
        }
    }
}

/// Words about values have the contrast that WCAG asks of type, 4.5, on every ground, and so have numbers in cells.
#[test]
fn words_and_numbers_are_read_in_all_themes() {
    for ground in [Ground::Light, Ground::Dark] {
        for (palettes, _) in PaletteSet::ALL {
            let theme = Theme { ground, palettes };
            for palette in SIGNED {
                for value in [-1.0, 1.0] {
                    for on in [Token::Paper, Token::Soft] {
                        let word = contrast(palette.word(value, theme), on.rgb(theme));
                        assert!(word >= 4.5, "{palette:?} {value} on {on:?} {theme:?}: {word}");
                    }
                }
                for value in -20..=20 {
                    let color = palette.color(value as f32 / 20.0, 1.0, theme);
                    let number = contrast(type_on(color), color);
                    assert!(number >= 4.5, "{palette:?} {value} {theme:?}: {number}");
                }
            }
        }
    }
}
