//! Sentences that are learnt on a GPU.

use super::*;
use convoscope::session::describe::{DECODER, DescribeCourse, DescribeLearner};
use convoscope::zoo::SceneNetwork;

#[test]
fn sentences_are_learnt_on_the_device_as_on_the_cpu() {
    let plan = Arc::new(Plan::new(SceneNetwork::Find.network()).unwrap());
    let path = format!("{}/{}", env!("CARGO_MANIFEST_DIR"), SceneNetwork::Find.weights_path());
    let weights = Weights::from_safetensors(&plan, &std::fs::read(path).unwrap()).unwrap();
    // Six steps, every third of them of fewer scenes.
    let course = DescribeCourse { training: 80, epochs: 2, seed: 1 };
    let learn = |device: Option<Rc<Device>>| {
        let mut learner = DescribeLearner::new(plan.clone(), weights.clone(), course);
        let on_gpu = device.is_some();
        if let Some(device) = device {
            pollster::block_on(learner.trainer().use_gpu(Ok(device)));
        }
        while pollster::block_on(learner.advance()) {}
        assert_eq!(learner.trainer().is_on_gpu(), on_gpu, "{:?}", learner.trainer().error());
        pollster::block_on(learner.trainer().sync());
        (learner.losses().to_vec(), learner.params().to_vec())
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
