use super::{AttentionDecoder, GRU, KEYS, Record, SCORES, UNITS, VALUES, WORDS};
use crate::program::{Count, Groups, Kernel, Program};

/// Where the gradients of a sample lie behind its records: those of keys, values, h and c in front, then for each step those of r, z,
/// n and Uₙ h + cₙ, of the scores of its cells, of its units and of its embedding.
pub(super) struct Gradients {
    /// How many a step has.
    step: usize,
    /// How many there are.
    pub len: usize,
}

pub(super) const fn gradients(decoder: &AttentionDecoder) -> Gradients {
    let AttentionDecoder { cells, hidden, embedding, units, steps, .. } = *decoder;
    let step = 4 * hidden + cells + units + embedding;
    Gradients { step, len: 2 * hidden * (cells + 1) + steps * step }
}

pub(super) fn program(decoder: &AttentionDecoder) -> Program {
    let AttentionDecoder { maps, cells, hidden, embedding, units, words, steps } = *decoder;
    let ranges = decoder.ranges();
    let at = |slot: usize| ranges[slot].start;
    let params = ranges.last().map_or(0, |range| range.end);
    let Record { gates, hidden: hidden_at, context, weights, units: units_at, len } = decoder.record();
    let Gradients { step, len: gradients } = gradients(decoder);
    let constants = [
        ("maps", maps),
        ("cells", cells),
        ("hidden", hidden),
        ("embedding", embedding),
        ("units", units),
        ("words", words),
        ("steps", steps),
        ("keys_weight", at(KEYS)),
        ("keys_bias", at(KEYS + 1)),
        ("values_weight", at(VALUES)),
        ("values_bias", at(VALUES + 1)),
        ("embedding_weight", at(WORDS)),
        ("input_weight", at(GRU)),
        ("hidden_weight", at(GRU + 1)),
        ("input_bias", at(GRU + 2)),
        ("hidden_bias", at(GRU + 3)),
        ("units_weight", at(UNITS)),
        ("units_bias", at(UNITS + 1)),
        ("scores_weight", at(SCORES)),
        ("scores_bias", at(SCORES + 1)),
        ("params_end", params),
        ("gates_at", gates),
        ("hidden_at", hidden_at),
        ("context_at", context),
        ("weights_at", weights),
        ("units_at", units_at),
        ("record", len),
        ("gradients_at", decoder.memory()),
        ("step_gradients", step),
        ("sample_values", decoder.memory() + gradients),
    ];
    let samples = Groups::each(Count::Each(1));
    let (maps, params) = (Count::Each(maps * cells), Count::Fixed(params));
    Program {
        shader: vec![include_str!("gpu.wgsl"), include_str!("gradients.wgsl")],
        constants: constants.map(|(name, value)| (name, value as f64)).into(),
        forward: vec![Kernel::new("forward", samples)],
        backward: vec![
            Kernel::new("backward", samples),
            Kernel::new("maps_gradient", Groups::threads(maps)).only_dx(),
            Kernel::new("params_gradient", Groups::threads(params)).only_dparams(),
        ],
        ..Program::default()
    }
}
