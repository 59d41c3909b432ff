//! The table as CSV and Markdown, the diagram as SVG and TikZ.

use std::fmt::Write;

use super::Subject;
use super::diagram::{Block, Diagram};
use super::table::{Row, Table, bytes};
use crate::app::color::{Rgb, Theme, Token};
use crate::app::numbers::{self, thousands};
use crate::app::pytorch;
use crate::app::text::networks as text;
use crate::app::text::networks::export as words;
use crate::network::{Bytes, Plan, Weights};
use crate::onnx;

/// Of larger weights no file is made: they would be there three times.
const LARGEST_ONNX: Bytes = Bytes(400_000_000);
/// Of random weights.
const SEED: u64 = 1;

/// What the place hands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The table, for programs.
    Csv,
    /// The table, for people.
    Markdown,
    /// The diagram.
    Svg,
    /// The diagram, for LaTeX.
    Tikz,
    /// The diagram, in pixels: the page makes them of the SVG.
    Png,
    /// The network, as a PyTorch module.
    Pytorch,
    /// The network with weights.
    Onnx,
}

impl Format {
    /// All of them, in the order of their words.
    pub const ALL: [Self; 7] =
        [Self::Csv, Self::Markdown, Self::Svg, Self::Png, Self::Tikz, Self::Pytorch, Self::Onnx];

    /// What the names of such files end with.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Markdown => "md",
            Self::Svg => "svg",
            Self::Tikz => "tex",
            Self::Png => "png",
            Self::Pytorch => "py",
            Self::Onnx => "onnx",
        }
    }

    /// The type of such files.
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Markdown => "text/markdown",
            Self::Svg => "image/svg+xml",
            Self::Tikz => "application/x-tex",
            Self::Png => "image/png",
            Self::Pytorch => "text/x-python",
            Self::Onnx => "application/octet-stream",
        }
    }

    /// The file; of a PNG the drawing that it is made of. With the weights of the network, or with random ones where none are here; a
    /// sentence where it cannot be written.
    pub fn write(
        self,
        subject: &Subject,
        weights: Option<&Weights>,
        diagram: &Diagram,
        theme: Theme,
    ) -> Result<Vec<u8>, String> {
        let text = match self {
            Self::Csv => csv(&subject.table),
            Self::Markdown => markdown(&subject.table),
            Self::Svg | Self::Png => svg(diagram, theme),
            Self::Tikz => tikz(diagram),
            Self::Pytorch => pytorch::network(&subject.plan),
            Self::Onnx => return with_weights(&subject.plan, weights),
        };
        Ok(text.into_bytes())
    }
}

/// The network in ONNX, with the weights that are here if they are those of the plan.
fn with_weights(plan: &Plan, weights: Option<&Weights>) -> Result<Vec<u8>, String> {
    let is_all = |weights: &&Weights| {
        (weights.params.len(), weights.running.len()) == (plan.params_len(), plan.running_len())
    };
    if plan.weights_bytes() > LARGEST_ONNX {
        return Err(words::too_large_to_write(plan.weights_bytes(), LARGEST_ONNX));
    }
    let written = match weights.filter(is_all) {
        Some(weights) => onnx::write(plan, weights),
        None => onnx::write(plan, &Weights::he(plan, SEED)),
    };
    written.ok_or_else(|| words::NOT_IN_ONNX.to_string())
}

/// The table for programs: a line for each row, values between commas, numbers as they are.
pub fn csv(table: &Table) -> String {
    let mut lines = vec![text::CSV_HEADS.join(",")];
    for row in &table.rows {
        let window = row.window.map_or_else(
            || vec![String::new(); 4],
            |[h, w]| [h.size, w.size, h.stride, w.stride].map(|n| n.to_string()).to_vec(),
        );
        let field = row.field.map_or_else(
            || vec![String::new(); 3],
            |[h, _]| vec![h.size.to_string(), h.stride.to_string(), h.start.to_string()],
        );
        let counts = [row.cost.params, row.cost.macs, row.connections, bytes(row.cost)];
        let shape = [row.output.c, row.output.h, row.output.w].map(|n| n.to_string());
        let line = [vec![row.name.clone(), row.summary.clone()], shape.to_vec(), window]
            .into_iter()
            .flatten()
            .chain(counts.map(|n| n.to_string()))
            .chain(field);
        lines.push(line.map(|value| quoted(&value)).collect::<Vec<_>>().join(","));
    }
    lines.join("\r\n") + "\r\n"
}

/// A value of a CSV line: in quotes where it holds what separates (RFC 4180).
fn quoted(value: &str) -> String {
    if value.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_owned()
    }
}

/// The cells of a row as people read them: layer, kind, output, kernel and stride, parameters, multiply-adds, memory, and what
/// it sees.
pub fn cells(row: &Row) -> [String; 8] {
    let or_dash = |n: u64| if n == 0 { "–".to_owned() } else { thousands(n) };
    [
        row.name.clone(),
        row.summary.clone(),
        shape(row),
        row.window.map_or_else(String::new, |[h, w]| {
            let stride = if h.stride == w.stride {
                h.stride.to_string()
            } else {
                format!("{}×{}", h.stride, w.stride)
            };
            format!("{}×{} / {stride}", h.size, w.size)
        }),
        or_dash(row.cost.params),
        or_dash(row.cost.macs),
        numbers::bytes(bytes(row.cost)),
        row.field.map_or_else(String::new, |field| text::pixels(field.map(|axis| axis.size))),
    ]
}

/// "192×56×56", or the number of units.
fn shape(row: &Row) -> String {
    let output = row.output;
    if output.area() == 1 {
        output.c.to_string()
    } else {
        format!("{}×{}×{}", output.c, output.h, output.w)
    }
}

/// The table for people: Markdown, with the totals as its last line.
pub fn markdown(table: &Table) -> String {
    let heads = [
        text::LAYER,
        text::KIND,
        text::OUTPUT,
        text::KERNEL,
        text::PARAMETERS,
        text::MULTIPLY_ADDS,
        text::MEMORY,
        text::SEES,
    ];
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let total = [
        text::TOTAL.to_string(),
        String::new(),
        String::new(),
        String::new(),
        thousands(table.total.params),
        thousands(table.total.macs),
        numbers::bytes(bytes(table.total)),
        String::new(),
    ];
    let mut out = line(&heads.map(String::from));
    out += "|---|---|---|---|--:|--:|--:|--:|\n";
    table.rows.iter().for_each(|row| out += &line(&cells(row)));
    out + &line(&total)
}

fn hex([r, g, b]: Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// The diagram as a standalone SVG document.
pub fn svg(diagram: &Diagram, theme: Theme) -> String {
    let [paper, ink, soft] = [Token::Paper, Token::Ink, Token::Soft].map(|token| hex(token.rgb(theme)));
    let Diagram { width, height, axis, .. } = diagram;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"{}\" font-size=\"11\" text-anchor=\"middle\">\n<rect width=\"{width}\" height=\"{height}\" \
         fill=\"{paper}\"/>\n<g stroke=\"{ink}\" fill=\"none\">\n<path d=\"M0 {axis}H{width}\"/>\n",
        crate::app::figure::FONTS
    );
    let mut line = |text: String| {
        out += &text;
        out.push('\n');
    };
    for arc in &diagram.arcs {
        line(format!("<path d=\"M{} {axis}V{}H{}V{axis}\"/>", arc.from, arc.top, arc.to));
    }
    let rect = |x: f32, y: f32, w: f32, h: f32, fill: &str| {
        format!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{w:.1}\" height=\"{h:.1}\" rx=\"2\" fill=\"{fill}\"/>"
        )
    };
    for Block { x, y, width, height, .. } in &diagram.blocks {
        line(rect(*x, *y, *width, *height, &soft));
    }
    if let Some(opened) = &diagram.opened {
        line(rect(opened.x, opened.y, opened.width, opened.height, &paper));
        for [[x0, y0], [x1, y1]] in &opened.lines {
            let middle = (x0 + x1) / 2.0;
            line(format!(
                "<path d=\"M{x0:.1} {y0:.1}C{middle:.1} {y0:.1} {middle:.1} {y1:.1} {x1:.1} {y1:.1}\"/>"
            ));
        }
        for cell in &opened.cells {
            line(rect(cell.x, cell.y, cell.width, cell.height, &soft));
            let [x, y] = [cell.x + cell.width / 2.0, cell.y + cell.height / 2.0 + 4.0];
            line(format!(
                "<text x=\"{x:.1}\" y=\"{y:.1}\" fill=\"{ink}\" stroke=\"none\">{}</text>",
                cell.label
            ));
        }
    }
    out + "</g>\n</svg>\n"
}

/// Centimetres of a pixel in TikZ.
const CM: f32 = 0.02;

/// The diagram as a `tikzpicture` for LaTeX.
pub fn tikz(diagram: &Diagram) -> String {
    // In LaTeX y goes up.
    let at = |x: f32, y: f32| format!("({:.3},{:.3})", x * CM, (diagram.height - y) * CM);
    let mut out = String::from("\\begin{tikzpicture}[x=1cm,y=1cm,font=\\tiny]\n");
    let mut write =
        |line: std::fmt::Arguments<'_>| writeln!(out, "  {line}").expect("strings take everything");
    write(format_args!("\\draw {} -- {};", at(0.0, diagram.axis), at(diagram.width, diagram.axis)));
    for arc in &diagram.arcs {
        let [from, to] = [arc.from, arc.to].map(|x| (at(x, diagram.axis), at(x, arc.top)));
        write(format_args!("\\draw[rounded corners=2pt] {} -- {} -- {} -- {};", from.0, from.1, to.1, to.0));
    }
    for Block { x, y, width, height, .. } in &diagram.blocks {
        write(format_args!(
            "\\filldraw[fill=black!8] {} rectangle {};",
            at(*x, *y),
            at(x + width, y + height)
        ));
    }
    if let Some(opened) = &diagram.opened {
        let corner = at(opened.x + opened.width, opened.y + opened.height);
        write(format_args!("\\filldraw[fill=white] {} rectangle {corner};", at(opened.x, opened.y)));
        for [[x0, y0], [x1, y1]] in &opened.lines {
            write(format_args!("\\draw {} to[out=0,in=180] {};", at(*x0, *y0), at(*x1, *y1)));
        }
        for cell in &opened.cells {
            let corner = at(cell.x + cell.width, cell.y + cell.height);
            let label = cell.label.replace('×', "$\\times$").replace('·', "$\\cdot$");
            let middle = at(cell.x + cell.width / 2.0, cell.y + cell.height / 2.0);
            write(format_args!("\\filldraw[fill=black!8] {} rectangle {corner};", at(cell.x, cell.y)));
            write(format_args!("\\node at {middle} {{{label}}};"));
        }
    }
    out + "\\end{tikzpicture}\n"
}
