//! A run as the page's, from its beginning to its end, with a line for each epoch.

use std::fmt::Write as _;
use std::time::Instant;

use anyhow::{Result, bail};
use convoscope::network::{Plan, Weights};
use convoscope::session::{Evaluation, RunCommand, RunEvent, StopAt, TrainingRun};

/// Takes all steps of so many epochs, and answers the weights and the log. Losses are written with so many decimals, scores by
/// `words`.
pub fn finish(
    run: &mut TrainingRun,
    plan: &Plan,
    epochs: usize,
    decimals: usize,
    words: impl Fn(&Evaluation) -> Result<String>,
) -> Result<(Weights, String)> {
    run.apply(RunCommand::Start { until: StopAt { epochs: Some(epochs as u32), accuracy: None } })?;
    let (begin, mut log, mut losses) = (Instant::now(), String::new(), Vec::new());
    let clock = || 1000.0 * begin.elapsed().as_secs_f64();
    while run.is_running() || run.is_scoring() {
        pollster::block_on(run.advance(&clock, false));
        let Some(RunEvent::Report(report)) = run.next_report() else { continue };
        run.apply(RunCommand::Ack)?;
        losses.extend(report.points.iter().map(|point| point.loss));
        let Some(evaluation) = report.evaluation else { continue };
        let loss = losses.iter().sum::<f32>() / losses.len() as f32;
        losses.clear();
        let (epoch, scores) = (report.step / report.steps_per_epoch, words(&evaluation)?);
        let line = format!("epoch {epoch:2}: training loss {loss:.decimals$} · validation {scores}");
        println!("{line}, {:.0} s", begin.elapsed().as_secs_f32());
        writeln!(log, "{line}")?;
    }
    let RunEvent::Exported { weights, .. } = run.apply(RunCommand::Export)? else {
        bail!("a run exports its weights")
    };
    Ok((Weights::load(plan, &weights)?.weights, log))
}
