use crate::layers::pytorch::float;

/// A program of these lines that ends by printing numbers: all of them, and as they are.
pub fn script(lines: Vec<String>, print: &str) -> String {
    let lines = lines.join("\n");
    format!(
        "import torch\nimport torch.nn.functional as F\n\n{lines}\n\n\
         torch.set_printoptions(sci_mode=False, threshold=100_000, linewidth=160)\n{print}\n"
    )
}

/// A tensor and its numbers, one row on each line.
pub fn tensor(name: &str, values: &[f32], [n, c, h, w]: [usize; 4]) -> String {
    let row =
        |row: &[f32]| format!("    {},\n", row.iter().map(|&v| float(v)).collect::<Vec<_>>().join(", "));
    let rows: String = values.chunks(w).map(row).collect();
    format!("{name} = torch.tensor([\n{rows}]).reshape({n}, {c}, {h}, {w})")
}
