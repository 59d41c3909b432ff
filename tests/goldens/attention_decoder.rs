//! Cases of what an attention decoder is made of: a GRU cell, and attention.

use convoscope::layers::attention_decoder::{GruCell, attend, attend_backward};

use crate::case::{Case, Outcome, compare};

/// All values of a list of tensors.
fn flat(case: &Case, path: &str) -> Outcome<Vec<f32>> {
    Ok(case.tensors(path)?.into_iter().flat_map(|tensor| tensor.data).collect())
}

/// One step and its way back.
pub fn gru_cell(case: &Case) -> Outcome {
    let (x, h, params) =
        (case.tensor("inputs/x")?.data, case.tensor("inputs/h")?.data, flat(case, "parameters")?);
    let cell = GruCell { inputs: x.len(), hidden: h.len() };
    let mut step = vec![0.0; 5 * h.len()];
    cell.forward(&params, [&x, &h], &mut step);
    case.compare("outputs/h", &step[4 * h.len()..])?;
    let (mut dparams, mut dx, mut dh) = (vec![0.0; cell.params()], vec![0.0; x.len()], vec![0.0; h.len()]);
    let upstream = case.tensor("upstream")?.data;
    cell.backward(&params, [&x, &h], &step, &upstream, &mut dparams, [&mut dx, &mut dh]);
    compare("grads/parameters", &dparams, &flat(case, "grads/parameters")?)?;
    case.compare("grads/x", &dx)?;
    case.compare("grads/h", &dh)
}

/// What is seen, and the way back.
pub fn attention(case: &Case) -> Outcome {
    let input = |name: &str| Ok(case.tensor(&format!("inputs/{name}"))?.data) as Outcome<Vec<f32>>;
    let (query, keys, values) = (input("query")?, input("keys")?, input("values")?);
    let cells = keys.len() / query.len();
    let (mut context, mut weights) = (vec![0.0; values.len() / cells], vec![0.0; cells]);
    attend([&query, &keys, &values], &mut context, &mut weights);
    case.compare("outputs/context", &context)?;
    let [mut dquery, mut dkeys, mut dvalues] = [&query, &keys, &values].map(|of| vec![0.0; of.len()]);
    let upstream = case.tensor("upstream")?.data;
    let into = [&mut dquery[..], &mut dkeys, &mut dvalues];
    attend_backward([&query, &keys, &values], &weights, &upstream, into);
    case.compare("grads/query", &dquery)?;
    case.compare("grads/keys", &dkeys)?;
    case.compare("grads/values", &dvalues)
}
