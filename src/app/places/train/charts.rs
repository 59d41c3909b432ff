//! Lines over steps as SVG. Colours are the page's own tokens, so that a chart goes with light and dark.

use std::convert::Infallible;
use std::ops::Range;

use crate::app::numbers::{thousands, trimmed};
use plotters::coord::Shift;
use plotters::coord::ranged1d::{Ranged, ValueFormatter};
use plotters::coord::types::RangedCoordf32;
use plotters::prelude::*;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    text_anchor::{HPos, VPos},
};

/// Some lines over the same steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Width and height in pixels of the page.
    pub size: (u32, u32),
    /// Each line: its colour, as the style sheet calls it, and its points.
    pub lines: Vec<(&'static str, Vec<(f32, f32)>)>,
    /// Whether the values go in powers of ten.
    pub log: bool,
    /// The step that is looked at, if it is not the last.
    pub mark: Option<f32>,
}

/// What lines can be coloured with: variables of the page's style sheet.
const TOKENS: [&str; 17] = [
    "ink",
    "accent",
    "muted",
    "hairline",
    "second",
    "second-soft",
    "ink-soft",
    "pin-1",
    "pin-1-soft",
    "pin-2",
    "pin-2-soft",
    "pin-3",
    "pin-3-soft",
    "pin-4",
    "pin-4-soft",
    "pin-5",
    "pin-5-soft",
];

/// Points of a line that are drawn: as many as there are pixels.
const POINTS: usize = 320;

/// A line whose every point is the mean of all before it, where each counts `kept` times as much as the one behind it: 0
/// leaves the line as it is. As TensorBoard does, the mean is not drawn towards 0 at the beginning.
///
/// ```
/// use convoscope::app::places::train::smoothed;
/// let line = [(1.0, 4.0), (2.0, 1.0)];
/// assert_eq!(smoothed(&line, 0.0), line);
/// assert_eq!(smoothed(&line, 0.5), [(1.0, 4.0), (2.0, 2.0)]); // (0.5 · 4 + 1) / (0.5 + 1)
/// ```
pub fn smoothed(line: &[(f32, f32)], kept: f32) -> Vec<(f32, f32)> {
    let (mut sum, mut weight) = (0.0, 0.0);
    let mean = |&(step, value): &(f32, f32)| {
        if !value.is_finite() {
            return (step, value);
        }
        (sum, weight) = (kept * sum + value, kept * weight + 1.0);
        (step, sum / weight)
    };
    line.iter().map(mean).collect()
}

/// The chart as an SVG element; empty if there is nothing to draw yet.
///
/// ```
/// use convoscope::app::places::train::{Chart, chart};
/// let line = vec![(1.0, 2.0), (2.0, 1.0), (3.0, 0.5)];
/// let svg = chart(&Chart { size: (200, 100), lines: vec![("ink", line)], log: false, mark: None });
/// assert!(svg.starts_with("<svg") && svg.contains("stroke=\"var(--ink)\""));
/// ```
pub fn chart(chart: &Chart) -> String {
    let (w, h) = chart.size;
    let mut body = String::new();
    let area = Svg { body: &mut body, size: chart.size }.into_drawing_area();
    // Nothing can go wrong while a text is written; where no axis fits, there is no chart.
    drop(draw(chart, &area));
    drop(area);
    format!("<svg viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\" aria-hidden=\"true\">{body}</svg>")
}

fn draw(chart: &Chart, area: &DrawingArea<Svg<'_>, Shift>) -> Result<(), DrawingAreaErrorKind<Infallible>> {
    let lines: Vec<(&str, Vec<(f32, f32)>)> =
        chart.lines.iter().map(|(token, points)| (*token, thinned(points, chart.log))).collect();
    let all = || lines.iter().flat_map(|(_, points)| points);
    let last = all().map(|point| point.0).fold(1.0, f32::max);
    let values = || all().map(|point| point.1);
    let (least, most) = (values().fold(f32::INFINITY, f32::min), values().fold(f32::NEG_INFINITY, f32::max));
    if most < least {
        return Ok(());
    }
    let mut builder = ChartBuilder::on(area);
    builder.margin_top(6).margin_right(6).x_label_area_size(20).y_label_area_size(38);
    if chart.log {
        let label = |value: &f32| format!("{value:.0e}").replace("e0", "");
        let range = least * 0.7..most * 1.5;
        let drawn = builder.build_cartesian_2d(0f32..last, range.clone().log_scale())?;
        plot(drawn, lines, chart.mark, range, &label)
    } else {
        let range = least.min(0.0)..if most > 0.0 { most * 1.05 } else { 1.0 };
        let drawn = builder.build_cartesian_2d(0f32..last, range.clone())?;
        plot(drawn, lines, chart.mark, range, &|value: &f32| trimmed(*value))
    }
}

/// Draws axes, lines and the mark, whatever the scale of the values is.
fn plot<'a, Y>(
    mut drawn: ChartContext<'a, Svg<'a>, Cartesian2d<RangedCoordf32, Y>>,
    lines: Vec<(&str, Vec<(f32, f32)>)>,
    mark: Option<f32>,
    range: Range<f32>,
    label: &dyn Fn(&f32) -> String,
) -> Result<(), DrawingAreaErrorKind<Infallible>>
where
    Y: Ranged<ValueType = f32> + ValueFormatter<f32>,
{
    drawn
        .configure_mesh()
        .disable_x_mesh()
        .x_labels(4)
        .x_label_formatter(&|step: &f32| thousands(*step as u64))
        .y_labels(4)
        .y_label_formatter(&label)
        .light_line_style(TRANSPARENT)
        .bold_line_style(token("hairline"))
        .axis_style(token("hairline"))
        .label_style(text())
        .draw()?;
    for (colour, points) in lines {
        drawn.draw_series(LineSeries::new(points, stroke(colour)))?;
    }
    if let Some(step) = mark {
        drawn.draw_series(LineSeries::new([(step, range.start), (step, range.end)], stroke("muted")))?;
    }
    Ok(())
}

fn text() -> TextStyle<'static> {
    ("sans-serif", 12).into_font().color(&token("muted"))
}

fn stroke(name: &str) -> ShapeStyle {
    ShapeStyle { color: token(name).to_rgba(), filled: false, stroke_width: width(name) }
}

/// Soft lines are thin: they are what a strong one is the mean of.
fn width(token: &str) -> u32 {
    if token.ends_with("soft") { 1 } else { 2 }
}

/// The mean of neighbours where there are more points than pixels. What is not finite, or has no logarithm, is left out.
fn thinned(points: &[(f32, f32)], log: bool) -> Vec<(f32, f32)> {
    let some = points.len().div_ceil(POINTS).max(1);
    let mean = |points: &[(f32, f32)]| {
        let n = points.len() as f32;
        (points[points.len() - 1].0, points.iter().map(|point| point.1).sum::<f32>() / n)
    };
    let drawable = |point: &(f32, f32)| point.1.is_finite() && (!log || point.1 > 0.0);
    points.chunks(some).map(mean).filter(drawable).collect()
}

/// A token as a colour: its place in the table is all that there is of it.
fn token(name: &str) -> RGBColor {
    RGBColor(TOKENS.iter().position(|token| *token == name).unwrap_or(0) as u8, 0, 0)
}

const fn css(color: BackendColor) -> &'static str {
    TOKENS[color.rgb.0 as usize % TOKENS.len()]
}

/// A drawing surface that writes SVG.
struct Svg<'a> {
    body: &'a mut String,
    size: (u32, u32),
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl Svg<'_> {
    fn line(&mut self, path: impl Iterator<Item = BackendCoord>, style: &impl BackendStyle) {
        if style.color().alpha == 0.0 {
            return;
        }
        let mut d = String::new();
        for (x, y) in path {
            d.push_str(&format!("{}{x} {y}", if d.is_empty() { 'M' } else { 'L' }));
        }
        let (token, width) = (css(style.color()), style.stroke_width());
        self.body.push_str(&format!(
            "<path d=\"{d}\" fill=\"none\" stroke=\"var(--{token})\" stroke-width=\"{width}\"/>"
        ));
    }
}

impl DrawingBackend for Svg<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        self.line([(x, y), (x + 1, y)].into_iter(), &color);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.line([from, to].into_iter(), style);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.line(path.into_iter(), style);
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let size = style.size();
        Ok(((text.chars().count() as f64 * size * 0.55) as u32, size as u32))
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        let down = match style.anchor().v_pos {
            VPos::Top => 0.85,
            VPos::Center => 0.35,
            VPos::Bottom => 0.0,
        };
        let (size, text, token) = (style.size(), text.replace('-', "−"), css(style.color()));
        let y = f64::from(y) + down * size;
        self.body.push_str(&format!(
            "<text x=\"{x}\" y=\"{y:.1}\" font-size=\"{size}\" text-anchor=\"{anchor}\" fill=\"var(--{token})\">{text}</text>"
        ));
        Ok(())
    }
}
