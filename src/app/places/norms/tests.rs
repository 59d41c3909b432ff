use super::*;
use crate::app::figure::{Edit, OperandId, Spot};
use crate::app::lab::setting::Settings;
use crate::app::lab::{Example, Lab, LabAction, Linked};

fn example(id: &str) -> Norms {
    presets().iter().find(|preset| preset.id == id).unwrap().example()
}

fn near(a: f32, b: f32) -> bool {
    (a - b).abs() < 1e-4 * (1.0 + b.abs())
}

/// Mean and variance of every feature, and what the running statistics become, as the definition says.
#[test]
fn batch_norm_takes_the_statistics_of_columns() {
    let batch = example("batch");
    let computed = batch.compute();
    assert_eq!(computed.means, [4.0, 3.0, 5.0]);
    assert!(computed.variances.iter().all(|variance| near(*variance, 5.0)), "{:?}", computed.variances);
    let expected = [0.4, 0.3, 0.5, 0.9 + 2.0 / 3.0, 0.9 + 2.0 / 3.0, 0.9 + 2.0 / 3.0];
    assert!(computed.running.iter().zip(expected).all(|(a, b)| near(*a, b)), "{:?}", computed.running);
    assert!(near(computed.y[0], -3.0 / 5f32.sqrt()));
    let rows = batch.arithmetic(0).rows;
    assert_eq!(rows[0][1..], ["(1 + 3 + 5 + 7) / 4", "4"]);
    assert_eq!(rows[1][1..], ["((1 − 4)² + (3 − 4)² + (5 − 4)² + (7 − 4)²) / 4", "5"]);
    assert_eq!(rows[2][1..], ["20 / 3", "6.67"]);
    assert_eq!(rows[3][1..], ["0.9 · 0 + 0.1 · 4", "0.4"]);
    assert_eq!(rows[4][1..], ["0.9 · 1 + 0.1 · 6.67", "1.57"]);
    assert_eq!(batch.after_step().running, computed.running);
}

#[test]
fn inference_uses_what_training_kept_and_layer_norm_does_not_care() {
    let inference = example("inference");
    let y = inference.compute().y;
    let expected = |i: usize| {
        let [_, feature] = inference.cell(i);
        (inference.x[i] - inference.running[feature])
            / (inference.running[3 + feature] + inference.eps).sqrt()
    };
    assert!((0..12).all(|i| near(y[i], expected(i))));
    assert_eq!(inference.compute().running, inference.running);
    let layer = example("layer");
    assert_eq!(layer.compute().y, Norms { infers: true, ..layer.clone() }.compute().y);
    let computed = layer.compute();
    for (sample, row) in computed.y.chunks(3).enumerate() {
        assert!(
            row.iter().sum::<f32>().abs() < 1e-4
                && near(computed.means[sample], layer.x[3 * sample..][..3].iter().sum::<f32>() / 3.0)
        );
    }
}

/// A batch of one becomes β.
#[test]
fn one_sample_has_no_variance() {
    let one = example("one");
    assert_eq!(one.compute().y, [0.0; 3]);
    assert!(!one.can_step() && example("two").can_step());
    assert!(Lab::new(one).figure().remark.starts_with("A batch of one"));
}

#[test]
fn a_strong_channel_dims_its_neighbours() {
    let local = example("inhibition");
    let y = local.compute().y;
    // 1 beside a 4 is less than 1 beside a 1.
    assert!(y[1] < y[6] && near(y[6], 1.0 / 2f32.powf(0.75)));
    assert_eq!(local.arithmetic(1).rows[0][1..], ["1² + 1² + 4²", "18"]);
    assert_eq!(local.arithmetic(1).rows[1][1..], ["1 + 1 / 3 · 18", "7"]);
    assert_eq!(local.arithmetic(0).rows[0][1..], ["1² + 1²", "2"]);
}

#[test]
fn links_are_read_as_they_are_printed() {
    for preset in presets() {
        let moved = preset.example().with_step(2);
        assert_eq!(Norms::from_rest(&moved.to_rest()), (moved, vec![]), "{}", preset.id);
    }
    assert_eq!(Norms::default().to_rest(), "v=2&view=norms");
    assert_eq!(example("layer").to_rest(), "v=2&view=norms&preset=layer");
    let wider = example("batch").with(Field::Features, 4).unwrap().with_parameter(Parameter::Eps, 0.5);
    assert_eq!(Norms::from_rest(&wider.to_rest()), (wider, vec![]));
    let (read, said) = Norms::from_rest("view=norms&x=1,2&n=9.9&eps=7&var=-1,2,3&kind=group");
    assert_eq!((read.x, said.len()), (Norms::default().x, 4), "{said:?}");
    assert_eq!(read.running[3], 0.0);
}

#[test]
fn the_batch_can_be_edited_and_grows() {
    let mut lab = Lab::new(example("batch"));
    let spot = |operand| Spot { operand, grid: 0, row: 0, column: 0 };
    let set = |value| Edit::Set { cells: vec![[0, 0]], value, goes_on: false };
    lab.update(LabAction::Edit(spot(OperandId::Input), set(9.0)), 0.0);
    lab.update(LabAction::Edit(spot(OperandId::ScaleShift), set(2.0)), 0.0);
    assert_eq!((lab.example().x[0], lab.example().scale_shift[0]), (9.0, 2.0));
    assert_eq!(lab.example().compute().means[0], 6.0);
    let larger = lab.example().with(Field::Samples, 8).unwrap();
    assert_eq!((larger.x.len(), larger.x[..12].to_vec()), (24, lab.example().x.clone()));
    lab.update(LabAction::Undo, 0.0);
    lab.update(LabAction::Undo, 0.0);
    assert_eq!(**lab.example(), example("batch"));
}

/// What is predicted is not shown, neither in its cell nor in the formula.
#[test]
fn predictions_stay_hidden() {
    let mut lab = Lab::new(example("batch"));
    lab.update(LabAction::Predict, 0.0);
    let figure = lab.figure();
    let output = figure.operands.last().unwrap();
    assert_eq!(output.grids[0].cells[0].value, None);
    assert!(!figure.formula.text().contains('='));
}
