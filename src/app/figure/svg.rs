//! A [`Scene`] as a standalone SVG document.

use std::fmt::Write;

use super::{Anchor, Item, Scene, Span};
use crate::app::color::Rgb;

/// Fonts that stand in an attribute: whichever the reader's system calls its own.
pub const FONTS: &str = "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";

/// The document. It asks for nothing from elsewhere, so it can be drawn on a canvas, too.
pub fn svg(scene: &Scene) -> String {
    let Scene { width, height, paper, ink: _, items } = scene;
    let hatch =
        items.iter().find_map(|item| if let Item::Hatch { color, .. } = item { Some(*color) } else { None });
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"{FONTS}\" style=\"font-variant-numeric:tabular-nums\">\n\
         <defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><path d=\"M0 0V6\" stroke=\"{}\" stroke-opacity=\"0.38\" \
         stroke-width=\"2\"/></pattern></defs>\n<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n",
        hex(hatch.unwrap_or(*paper)),
        hex(*paper),
    );
    items.iter().for_each(|item| write_item(&mut text, item));
    text + "</svg>\n"
}

fn write_item(text: &mut String, item: &Item) {
    let done = match item {
        Item::Square { x, y, side, fill, stroke, dashed } => {
            let dash = if *dashed { " stroke-dasharray=\"3 2\"" } else { "" };
            let stroke = stroke.map_or(String::new(), |(color, width)| {
                format!(" stroke=\"{}\" stroke-width=\"{width}\"{dash}", hex(color))
            });
            let fill = hex(*fill);
            writeln!(
                text,
                "<rect x=\"{x}\" y=\"{y}\" width=\"{side}\" height=\"{side}\" rx=\"2\" fill=\"{fill}\"{stroke}/>"
            )
        }
        Item::Hatch { x, y, side, color: _ } => {
            writeln!(
                text,
                "<rect x=\"{x}\" y=\"{y}\" width=\"{side}\" height=\"{side}\" fill=\"url(#hatch)\"/>"
            )
        }
        Item::Lines { lines, color, width } => {
            writeln!(
                text,
                "<path d=\"{}\" stroke=\"{}\" stroke-width=\"{width}\" fill=\"none\"/>",
                path(lines),
                hex(*color)
            )
        }
        Item::Polygon { points, fill, opacity, stroke } => {
            let stroke = stroke.map_or(String::new(), |(color, width)| {
                format!(" stroke=\"{}\" stroke-width=\"{width}\"", hex(color))
            });
            writeln!(
                text,
                "<path d=\"{}\" fill=\"{}\" fill-opacity=\"{opacity}\"{stroke}/>",
                outline(points),
                hex(*fill)
            )
        }
        Item::Text { x, y, size, anchor, spans } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            let spans: String = spans.iter().map(span).collect();
            writeln!(
                text,
                "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"{anchor}\" xml:space=\"preserve\">{spans}</text>"
            )
        }
    };
    done.expect("strings take everything");
}

/// Straight lines as the data of an SVG path, to a tenth of a pixel.
///
/// ```
/// use convoscope::app::figure::path;
/// assert_eq!(path(&[[0.0, 1.25, 2.0, 3.0]]), "M0.0 1.2L2.0 3.0");
/// ```
pub fn path(lines: &[[f32; 4]]) -> String {
    let mut data = String::with_capacity(24 * lines.len());
    for [x, y, x2, y2] in lines {
        write!(data, "M{x:.1} {y:.1}L{x2:.1} {y2:.1}").expect("strings take everything");
    }
    data
}

/// A closed line through these points as the data of an SVG path, to a tenth of a pixel.
///
/// ```
/// use convoscope::app::figure::outline;
/// assert_eq!(outline(&[[0.0, 0.0], [2.0, 0.0], [2.0, 1.0]]), "M0.0 0.0L2.0 0.0L2.0 1.0Z");
/// ```
pub fn outline(points: &[[f32; 2]]) -> String {
    let points: Vec<String> = points.iter().map(|[x, y]| format!("{x:.1} {y:.1}")).collect();
    format!("M{}Z", points.join("L"))
}

fn span(Span { text, color, bold }: &Span) -> String {
    let weight = if *bold { " font-weight=\"650\"" } else { "" };
    format!("<tspan fill=\"{}\"{weight}>{}</tspan>", hex(*color), escaped(text))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn hex([r, g, b]: Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}
