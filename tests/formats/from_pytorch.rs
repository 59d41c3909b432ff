//! Files of weights that PyTorch wrote.

use convoscope::network::{LoadNotes, Network, Plan, Weights};

#[test]
fn a_state_dict_loads_with_its_counters_and_in_half_precision() {
    let network = Network::from_json(include_str!("pytorch/back-from-pytorch.json")).unwrap();
    let plan = Plan::new(network).unwrap();
    let whole = Weights::load(&plan, include_bytes!("pytorch/back-from-pytorch.safetensors")).unwrap();
    let counters = vec!["num_batches_tracked"];
    assert_eq!(whole.notes, LoadNotes { counters, ..LoadNotes::default() });
    let half = Weights::load(&plan, include_bytes!("pytorch/back-from-pytorch-bf16.safetensors")).unwrap();
    assert_eq!(half.notes, LoadNotes { converted: vec!["BF16".into()], ..LoadNotes::default() });
    assert!(half.weights.params.iter().all(|value| value.to_bits() & 0xffff == 0));
    // 8 binary digits are kept.
    let values = |weights: &Weights| [&weights.params[..], &weights.running[..]].concat();
    for (rounded, exact) in values(&half.weights).iter().zip(values(&whole.weights)) {
        assert!((rounded - exact).abs() <= exact.abs() / 256.0, "{rounded} for {exact}");
    }
}
