//! Cases of describing: a GRU cell, attention, and a decoder with its loss.

use convoscope::caption::{Decoder, DecoderShape, GruCell, attend, attend_backward};

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
    let step = cell.forward(&params, &x, &h);
    case.compare("outputs/h", &step.hidden)?;
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
    let seen = attend(&query, &keys, &values);
    case.compare("outputs/context", &seen.context)?;
    let [mut dquery, mut dkeys, mut dvalues] = [&query, &keys, &values].map(|of| vec![0.0; of.len()]);
    let upstream = case.tensor("upstream")?.data;
    let into = [&mut dquery[..], &mut dkeys, &mut dvalues];
    attend_backward([&query, &keys, &values], &seen.weights, &upstream, into);
    case.compare("grads/query", &dquery)?;
    case.compare("grads/keys", &dkeys)?;
    case.compare("grads/values", &dvalues)
}

/// The loss of a sentence, and dL/dparams.
pub fn decoder(case: &Case) -> Outcome {
    let maps = case.tensor("inputs/maps")?;
    let [count, cells] = maps.shape[..] else { return Err("maps are maps × cells".to_owned()) };
    let attr = |name: &str| case.count(&format!("attrs/{name}"));
    let shape = DecoderShape {
        maps: count,
        cells,
        hidden: attr("hidden")?,
        embedding: attr("embedding")?,
        units: attr("units")?,
        words: attr("words")?,
    };
    let words = case.get("attrs/sentence")?.as_array().ok_or("the sentence is no list")?;
    let sentence: Vec<usize> =
        words.iter().filter_map(|word| word.as_u64()).map(|word| word as usize).collect();
    let decoder =
        Decoder::with_params(shape, flat(case, "parameters")?).ok_or("too few or many parameters")?;
    let mut dparams = vec![0.0; decoder.params.len()];
    case.compare("outputs/loss", &[decoder.loss(&maps.data, &sentence, 1.0, &mut dparams)])?;
    compare("grads/parameters", &dparams, &flat(case, "grads/parameters")?)
}
