//! The samples of a run in Python: what they stand for, which are for validation, how they are varied.

use super::TrainingProgram;
use crate::data::{Augmentation, Scale};
use crate::layers::pytorch::float;

/// The page scores so many of the validation samples.
const SCORED: u32 = 1000;
/// Longer lists of indices only stand in the file of the data.
const MOST_INDICES: usize = 20_000;
/// Indices in a line.
const LINE: usize = 16;

/// The samples of an epoch where all classes are equally frequent in it: those of the page.
pub(super) const BALANCED: &str = "\ndef balanced(training, labels):
    \"\"\"Each class as often as the most frequent one: the samples of the others come again, from the first on.\"\"\"
    classes = [training[labels[training] == label] for label in labels[training].unique()]
    most = max(len(samples) for samples in classes)
    return torch.cat([samples[torch.arange(most) % len(samples)] for samples in classes])

\n";

/// What is known about the samples before they are read.
pub(super) fn constants(program: &TrainingProgram<'_>) -> String {
    // A string of JSON is one of Python, too.
    let names = serde_json::to_string(program.names).expect("strings are JSON");
    let evaluation = program.evaluation.map_or(String::new(), |(step, accuracy, samples)| {
        format!(" After step {step}: {accuracy:.4} of {samples} samples.")
    });
    format!(
        "# What each class is called.\nNAMES = {names}\n# The samples that are not trained on.\nVALIDATION = {}\n\
         # The page scores the first of them.{evaluation}\nSCORED = {SCORED}\n",
        program
            .validation
            .and_then(indices)
            .unwrap_or_else(|| "None  # The file of the data says it.".to_owned())
    )
}

/// A range or a list of indices, unless it would be too long to be read.
fn indices(indices: &[u32]) -> Option<String> {
    let (&[first, ..], &[.., last]) = (indices, indices) else { return Some("[]".to_owned()) };
    if indices.windows(2).all(|pair| pair[0] + 1 == pair[1]) {
        return Some(format!("range({first}, {})", last + 1));
    }
    let line = |indices: &[u32]| {
        let indices: Vec<String> = indices.iter().map(u32::to_string).collect();
        format!("    {},\n", indices.join(", "))
    };
    let list = || format!("[\n{}]", indices.chunks(LINE).map(line).collect::<String>());
    (indices.len() <= MOST_INDICES).then(list)
}

pub(super) fn inputs(scale: Scale) -> String {
    let (values, range) = match scale {
        Scale::Unit => ("images.float() / 255", "0 to 1"),
        Scale::Signed => ("images.float() / 127.5 - 1", "−1 to 1"),
    };
    format!(
        "\ndef inputs(images):\n    \"\"\"The bytes 0 to 255 as what the network takes, {range}; nothing else is normalised.\"\"\"\n    \
         return {values}\n"
    )
}

/// As [`Augmentation::apply`] does it: where each pixel comes from, bilinear, 0 outside.
pub(super) fn augment(augmentation: &Augmentation) -> String {
    let Augmentation { rotation, zoom, shift, mirror } = *augmentation;
    let [rotation, zoom, shift] = [rotation, zoom, shift].map(float);
    let flip = if mirror {
        "    flip = torch.where(torch.rand(n, 1, 1, device=x.device) < 0.5, -1., 1.)\n"
    } else {
        ""
    };
    let flipped = if mirror { "flip * " } else { "" };
    format!(
        "\n\ndef augment(x):\n    \
             \"\"\"Each image turned, zoomed and shifted at random{mirrored}, as the page varies what it trains on.\"\"\"\n    \
             n, _, h, w = x.shape\n\n    \
             def within(limit):\n        \
                 return (2 * torch.rand(n, 1, 1, device=x.device) - 1) * limit\n\n    \
             angle, zoom = torch.deg2rad(within({rotation})), 1 + within({zoom})\n    \
             right, down = within({shift}) * w, within({shift}) * h\n{flip}    \
             v = torch.arange(h, device=x.device)[:, None] - (h - 1) / 2 - down\n    \
             u = torch.arange(w, device=x.device)[None, :] - (w - 1) / 2 - right\n    \
             from_x = {flipped}(angle.cos() * u + angle.sin() * v) / zoom\n    \
             from_y = (angle.cos() * v - angle.sin() * u) / zoom\n    \
             grid = torch.stack([from_x * 2 / (w - 1), from_y * 2 / (h - 1)], -1)\n    \
             return F.grid_sample(x, grid, padding_mode=\"zeros\", align_corners=True)\n",
        mirrored = if mirror { ", every other one mirrored" } else { "" },
    )
}
