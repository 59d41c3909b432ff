//! The model cards of networks that read drawn digits.

use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use convoscope::network::{Plan, Weights};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

use super::{EPOCHS, Train, hex};

/// Pixels by which the digits of the second validation are moved.
pub const MOVED: usize = 3;

/// The weights that training went on from.
pub struct Begin {
    bytes: Vec<u8>,
    /// The commands that trained them, as the card beside them says.
    commands: Vec<String>,
}

impl Begin {
    pub fn read(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let card = std::fs::read_to_string(path.with_extension("md")).unwrap_or_default();
        Ok(Self { bytes, commands: commands(&card) })
    }

    pub fn weights(&self, plan: &Plan) -> Result<Weights> {
        Ok(Weights::load(plan, &self.bytes)?.weights)
    }
}

/// The commands that a card names.
fn commands(card: &str) -> Vec<String> {
    let line = card.lines().find_map(|line| line.strip_prefix("- **Trained by** ")).unwrap_or_default();
    line.split('`').filter(|part| part.starts_with("cargo xtask train")).map(str::to_owned).collect()
}

/// What came of a run.
pub struct Card<'a> {
    pub plan: &'a Plan,
    pub threads: usize,
    pub checksum: &'a str,
    /// How many images it learnt from, and how many were held out.
    pub training: usize,
    pub validation: usize,
    pub begun_from: Option<&'a Begin>,
    /// The file.
    pub stored: &'a [u8],
    /// Right of those held out with the weights before they were rounded, with the stored ones, and with these where digits are
    /// [`MOVED`].
    pub exact: usize,
    pub right: usize,
    pub right_moved: usize,
    pub log: &'a str,
}

impl Train {
    pub(super) fn card(&self, card: &Card<'_>) -> Result<String> {
        let Self { network, batch, rate, seed, plain, label_smoothing, bits, .. } = self;
        let Card { plan, threads, training, validation, .. } = card;
        let (name, epochs) = (network.name(), self.epochs.unwrap_or(EPOCHS));
        let mut command = format!(
            "cargo xtask train --data DIR --network {name} --epochs {epochs} --batch {batch} --rate {rate} --seed {seed} \
             --plain {plain} --label-smoothing {label_smoothing} --validation {validation} --threads {threads} --bits {bits}"
        );
        if let Some(share) = self.prune {
            command += &format!(" --prune {share}");
        }
        let mut commands = card.begun_from.map_or_else(Vec::new, |begin| begin.commands.clone());
        let mut begun = String::new();
        if let Some(begin) = card.begun_from {
            command += " --from FILE";
            let checksum = hex(&Sha256::digest(&begin.bytes));
            begun = format!("- **Begun from** weights whose file has the SHA-256 `{checksum}`\n");
        }
        commands.push(command);
        let commands: Vec<_> = commands.iter().map(|command| format!("`{command}`")).collect();
        let augmentation = if *plain < 1.0 {
            "rotation, scale, shear, shift, elastic distortion, stroke width, and digits redrawn from their skeletons with a round \
             pen"
        } else {
            "none: digits are centred as MNIST has them, and nowhere else"
        };
        let pruned = self.prune.map_or_else(String::new, |share| {
            format!(
                "- **Pruned** `convoscope::training::Pruning`: {:.0} % of the weights of each dense layer but the last are zero\n",
                100.0 * share
            )
        });
        let of_validation = |right: usize| 100.0 * right as f32 / *validation as f32;
        Ok(format!(
            "# {name}.safetensors\n\n\
             Reads hand-drawn digits, 28 × 28 grey, 0 paper and 1 ink. Network: `convoscope::zoo::DigitNetwork`, {name}: {} \
             parameters, {} multiply-adds. Tensors are named as PyTorch's `state_dict` names them. {} bytes, {} with gzip.\n\n\
             - **Trained by** {}\n\
             {begun}\
             - **Data** the {training} first of MNIST's training images (LeCun, Cortes and Burges, 1998); the {validation} last \
             are held out. SHA-256 of all pixels and labels: `{}`\n\
             - **Augmentation** {augmentation}\n\
             - **Optimizer** Adam, cosine schedule; the weights are the moving average of all steps, stored in half \
             precision, rounded to {bits} significant binary digits\n\
             {pruned}\
             - **Validation accuracy** {:.2} % ({} of {validation}, with the stored weights; {:.2} % before they were rounded); {:.2} % \
             ({}) where all digits are moved {MOVED} pixels to the right\n\n\
             ```\n{}```\n",
            plan.params(),
            plan.total_cost().macs,
            card.stored.len(),
            gzipped(card.stored)?,
            commands.join(", then "),
            card.checksum,
            of_validation(card.right),
            card.right,
            of_validation(card.exact),
            of_validation(card.right_moved),
            card.right_moved,
            card.log,
        ))
    }
}

/// How many bytes a server sends.
fn gzipped(bytes: &[u8]) -> Result<usize> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes)?;
    Ok(gzip.finish()?.len())
}

#[cfg(test)]
mod tests {
    #[test]
    fn all_commands_of_a_card_are_carried_over() {
        let card = "# x\n\n- **Trained by** `cargo xtask train --seed 2`, then `cargo xtask train --from FILE`\n- **Data** `y`\n";
        assert_eq!(super::commands(card), ["cargo xtask train --seed 2", "cargo xtask train --from FILE"]);
        assert!(super::commands("").is_empty());
    }
}
