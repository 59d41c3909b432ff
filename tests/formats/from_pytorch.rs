//! Files of weights that PyTorch wrote.

use convoscope::network::{LoadNotes, Network, Plan, Weights};

fn plan() -> Plan {
    Plan::new(Network::from_json(include_str!("pytorch/back-from-pytorch.json")).unwrap()).unwrap()
}

#[test]
fn a_state_dict_loads_with_its_counters_and_in_half_precision() {
    let plan = plan();
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

/// What `torch.save` wrote of the same network, before PyTorch 1.6 and since.
#[test]
fn what_torch_save_writes_loads() {
    let plan = plan();
    let exact =
        Weights::load(&plan, include_bytes!("pytorch/back-from-pytorch.safetensors")).unwrap().weights;
    let counted = || LoadNotes { counters: vec!["num_batches_tracked"], ..LoadNotes::default() };
    let files: [(&[u8], LoadNotes); 5] = [
        (include_bytes!("pytorch/state-dict.pt"), counted()),
        (include_bytes!("pytorch/state-dict-legacy.pt"), counted()),
        (include_bytes!("pytorch/views-legacy.pt"), LoadNotes::default()),
        (include_bytes!("pytorch/module.pt"), counted()),
        (
            include_bytes!("pytorch/checkpoint.pt"),
            LoadNotes { prefix: "module.".into(), entry: "state_dict".into(), ..counted() },
        ),
    ];
    for (bytes, notes) in files {
        let loaded = Weights::load(&plan, bytes).unwrap();
        assert_eq!((&loaded.weights, &loaded.notes), (&exact, &notes));
    }
    let halves: [(&[u8], &str, f32); 2] = [
        (include_bytes!("pytorch/state-dict-bf16.pt"), "BF16", 256.0),
        (include_bytes!("pytorch/state-dict-f16-legacy.pt"), "F16", 2048.0),
    ];
    for (bytes, dtype, precision) in halves {
        let loaded = Weights::load(&plan, bytes).unwrap();
        assert_eq!(loaded.notes, LoadNotes { converted: vec![dtype.into()], ..counted() });
        for (rounded, exact) in loaded.weights.params.iter().zip(&exact.params) {
            assert!((rounded - exact).abs() <= exact.abs() / precision, "{rounded} for {exact}");
        }
    }
}
