//! Every case in `tests/goldens/*.json`, numbers that PyTorch, torchvision or scikit-learn computed in float64, against this crate; and every case
//! in the folder that the environment variable `GOLDENS` names. A file, an operation or a tensor that is not
//! understood is a failure.

mod attention_decoder;
mod attribution;
mod case;
mod detection;
mod embedding;
mod layers;
mod loss;
mod network;
mod style;
mod training;

use std::path::{Path, PathBuf};

use case::{Case, Outcome};
use convoscope::loss::Loss;

#[test]
fn every_case() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/goldens")];
    folders.extend(std::env::var_os("GOLDENS").map(PathBuf::from));
    let mut failures = Vec::new();
    for folder in folders {
        let cases = case::read_folder(&folder);
        assert!(!cases.is_empty(), "no case in {}", folder.display());
        println!("{}: {} cases", folder.display(), cases.len());
        for case in cases {
            if let Err(failure) = run(&case) {
                failures.push(format!("{}, {}: {failure}", case.file, case.name()));
            }
        }
    }
    assert!(failures.is_empty(), "{} cases failed:\n{}", failures.len(), failures.join("\n"));
}

fn run(case: &Case) -> Outcome {
    let op = case.op();
    match op {
        "cross_entropy" | "mse" | "mask_cross_entropy" | "mask_mse" | "weighted_mse" | "elbo"
        | "elbo_mse" | "huber" | "weighted_huber" | "mask_huber" | "elbo_huber" => {
            loss::check(case, Loss::evaluate)
        }
        "sgd" | "momentum" | "nesterov" | "adagrad" | "rmsprop" | "adam" | "adamw" => {
            training::optimizer(case)
        }
        "gru_cell" => attention_decoder::gru_cell(case),
        "attention" => attention_decoder::attention(case),
        "lbfgs" => style::lbfgs(case),
        "gram" => style::gram_matrix(case),
        "content" => style::content(case),
        "style" => style::transfer(case),
        "steps" => training::steps(case),
        "network" => network::network(case),
        "attribution" => attribution::attribution(case),
        "embedding" => embedding::embedding(case),
        "roi_align" => detection::roi_align(case),
        "box_deltas" => detection::box_deltas(case),
        "match_anchors" => detection::matches(case),
        "receptive_field" => network::receptive_field(case),
        _ => match layers::layer(case)? {
            Some(layer) => layers::check(case, &layer, layers::on_cpu),
            None => Err(format!("unknown operation {op}")),
        },
    }
}
