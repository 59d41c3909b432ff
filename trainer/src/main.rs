//! `cargo xtask train`, `cargo xtask evaluate` and `cargo xtask convert-lite0`. A program of its own, so that serving the site need not wait until
//! the engines are compiled for this machine.

mod convert;
mod engine;
mod evaluate;
mod samples;
mod train;

use clap::Parser;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about)]
enum Task {
    /// Train a network that reads drawn digits
    Train(train::Train),
    /// Print the accuracy of the trained network on IDX files
    Evaluate(evaluate::Evaluate),
    /// Convert EfficientNet-Lite0's weights from PyTorch's file
    ConvertLite0(convert::ConvertLite0),
}

fn main() -> ExitCode {
    let done = match Task::parse() {
        Task::Train(train) => train.run(),
        Task::Evaluate(evaluate) => evaluate.run(),
        Task::ConvertLite0(convert) => convert.run(),
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
}
