//! `cargo xtask train`, `evaluate` and `convert-lite0`, and `measure` natively. A program of its own, so that serving the site need not wait until
//! the engines are compiled for this machine.

mod autoencoder;
mod convert;
mod describe;
mod engine;
mod evaluate;
mod measure;
mod run;
mod samples;
mod scenes;
mod train;

use clap::Parser;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about)]
enum Task {
    /// Train a network that reads drawn digits, or one that finds or segments the shapes of scenes
    Train(train::Train),
    /// Print the accuracy of the trained network on IDX files
    Evaluate(evaluate::Evaluate),
    /// Convert EfficientNet-Lite0's weights from PyTorch's file
    ConvertLite0(convert::ConvertLite0),
    /// Measure how fast networks run and learn natively
    Measure(measure::Measure),
}

fn main() -> ExitCode {
    let done = match Task::parse() {
        Task::Train(train) => train.run(),
        Task::Evaluate(evaluate) => evaluate.run(),
        Task::ConvertLite0(convert) => convert.run(),
        Task::Measure(measure) => measure.run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Task;
    use clap::Parser;

    #[test]
    fn nothing_is_trained_on_no_images() {
        for name in ["--batch", "--epochs", "--threads"] {
            let refused = Task::try_parse_from(["cargo xtask", "train", "--data", "x", name, "0"]).err();
            assert!(refused.unwrap().to_string().contains("it must be at least 1"), "{name}");
            assert!(Task::try_parse_from(["cargo xtask", "train", "--data", "x", name, "1"]).is_ok());
        }
    }

    #[test]
    fn no_more_than_all_weights_are_pruned() {
        let parsed = |share| Task::try_parse_from(["cargo xtask", "train", "--data", "x", "--prune", share]);
        for share in ["1.5", "NaN", "most"] {
            assert!(parsed(share).is_err(), "{share}");
        }
        assert!(parsed("0").is_ok() && parsed("0.8").is_ok() && parsed("1").is_ok());
    }

    #[test]
    fn networks_for_scenes_take_no_options_of_digits() {
        let parsed = |words: &[&str]| Task::try_parse_from([&["cargo xtask", "train"], words].concat());
        assert!(parsed(&["--scenes", "find", "--epochs", "2", "--seed", "3"]).is_ok());
        assert!(parsed(&["--scenes", "find", "--rate", "0.1"]).is_err());
        assert!(parsed(&["--scenes", "lose"]).is_err());
        assert!(parsed(&[]).is_err());
    }
}
