//! Sentences that are learnt on a GPU.

use super::*;
use convoscope::data::scenes::{SceneGenerator, SceneTask};
use convoscope::session::describe::{DECODER, decoder_network};
use convoscope::session::{Data, RunCommand, RunEvent, Settings, StartFrom, StopAt, TrainingRun};
use convoscope::zoo::SceneNetwork;

#[test]
fn sentences_are_learnt_on_the_device_as_on_the_cpu() {
    let path = format!("{}/{}", env!("CARGO_MANIFEST_DIR"), SceneNetwork::Find.weights_path());
    let weights = std::fs::read(path).unwrap();
    let plan = Plan::new(decoder_network()).unwrap();
    let learn = |device: Option<Rc<Device>>| {
        let (detector, weights) = (SceneNetwork::Find.network(), weights.clone());
        let generator = SceneGenerator { seed: 1 };
        // Six steps, every third of them of fewer scenes.
        let data = Data::Sentences { detector, weights, generator, training: 80, validation: 0 };
        let settings = Settings { seed: 1, ..SceneTask::Describe.settings(2, 80) };
        let begun = TrainingRun::begin(decoder_network(), data, settings, StartFrom::Fresh);
        let (mut run, _) = begun.unwrap();
        let on_gpu = device.is_some();
        pollster::block_on(run.choose(device.map(Ok), 0));
        run.apply(RunCommand::Start { until: StopAt { epochs: Some(2), accuracy: None } }).unwrap();
        while run.is_running() {
            pollster::block_on(run.advance(&|| 0.0, false));
        }
        pollster::block_on(run.end_slice(&|| 0.0));
        let Some(RunEvent::Report(report)) = run.next_report() else { panic!("it has learnt") };
        assert_eq!((report.on_gpu, report.gpu_error), (on_gpu, None));
        let RunEvent::Exported { weights, .. } = run.apply(RunCommand::Export).unwrap() else {
            panic!("weights")
        };
        let losses: Vec<f32> = report.points.iter().map(|point| point.loss).collect();
        (losses, Weights::load(&plan, &weights).unwrap().weights.params)
    };
    let [(theirs, cpu), (ours, gpu)] = [None, Some(device())].map(learn);
    assert_eq!((theirs.len(), ours.len()), (6, 6));
    assert!(theirs[5] < theirs[0], "{theirs:?}");
    let furthest = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    assert!(furthest(&theirs, &ours) < 1e-4, "{theirs:?} and {ours:?}");
    for (name, _, range) in DECODER.slots() {
        // What is added to all keys changes no softmax: its gradient is a rounding error, which Adam enlarges.
        let most = if name == "keys.bias" { 0.05 } else { 1e-3 };
        let off = furthest(&cpu[range.clone()], &gpu[range]);
        assert!(off < most, "{name}: {off}");
    }
}
