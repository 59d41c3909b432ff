use super::*;
use crate::app::figure::{Edit, Layout, OperandId, Spot};
use crate::app::lab::{Example, Lab, LabAction, Linked, Pointer};

fn example(id: &str) -> Functions {
    presets().iter().find(|preset| preset.id == id).unwrap().example()
}

/// Lecture 004: σ′ is at most a quarter, and what four layers make of it.
#[test]
fn four_sigmoids_keep_less_than_four_thousandths() {
    let sigmoid = example("sigmoid");
    let row = sigmoid.numbers().rows.swap_remove(0);
    assert_eq!(row, ["sigmoid", "0.5000", "0.2500", "0.25", "0.00390625"]);
    let figure = Lab::new(sigmoid).figure();
    assert_eq!(figure.formula.of, "sigmoid′(0)⁴");
    assert_eq!(figure.formula.text(), "0.25 · 0.25 · 0.25 · 0.25 = 0.00390625");
    assert!(figure.remark.contains("0.25⁴ = 0.00390625"), "{}", figure.remark);
}

/// Every function against central differences of its own values.
#[test]
fn derivatives_are_slopes() {
    for (activation, id) in FUNCTIONS {
        for step in (5..236).step_by(7) {
            let (x, h) = (curve_x(step) + 0.013, 1e-2f32);
            let difference = (activation.value(x + h) - activation.value(x - h)) / (2.0 * h);
            let slope = curves::slope(activation, x);
            assert!((difference - slope).abs() < 2e-3, "{id} at {x}: {difference}, {slope}");
        }
        assert!(largest_slope(activation) >= 0.25, "{id}");
    }
}

#[test]
fn two_linear_layers_are_one_and_a_function_between_makes_them_two() {
    let linear = example("linear");
    let all = collapsed(&linear);
    assert_eq!(all.two_layers, all.one_layer);
    let between = collapsed(&example("between"));
    assert_eq!(between.two_layers, between.one_layer);
    assert_ne!(between.with_function, between.one_layer);
    // Numbers can be changed, and taken back.
    let mut lab = Lab::new(linear);
    let spot = Spot { operand: OperandId::Matrix(1), grid: 0, row: 1, column: 0 };
    lab.update(LabAction::Edit(spot, Edit::Set { cells: vec![[1, 0]], value: -3.0, goes_on: false }), 0.0);
    assert_eq!(lab.example().first, [1.0, 2.0, -3.0, 1.0]);
    lab.update(LabAction::Edit(spot, Edit::Paste { at: [0, 0], text: "5 6\n8 9".into() }), 0.0);
    assert_eq!(lab.example().first, [5.0, 6.0, 8.0, 9.0]);
    lab.update(LabAction::Undo, 0.0);
    lab.update(LabAction::Undo, 0.0);
    assert_eq!(**lab.example(), example("linear"));
}

#[test]
fn a_relu_empties_what_is_below_zero_on_maps() {
    let relu = example("maps");
    for row in relu.numbers().rows {
        assert!(row[1].starts_with('−') && row[3] == "0" && row[4] == row[2], "{row:?}");
    }
    let sigmoid = Functions { topic: Topic::Maps, ..example("sigmoid") }.with_step(0).numbers();
    assert!(sigmoid.rows.iter().all(|row| row[5] == "0 %"));
}

#[test]
fn links_are_read_as_they_are_printed() {
    for preset in presets() {
        let moved = preset.example().with_step(3);
        assert_eq!(Functions::from_rest(&moved.to_rest()), (moved, vec![]), "{}", preset.id);
    }
    assert_eq!(example("tanh").to_rest(), "v=2&view=functions&preset=tanh");
    let own = Functions { first: [0.5, 0.0, 0.0, 1.0], ..example("linear") };
    assert_eq!(own.to_rest(), "v=2&view=functions&preset=linear&w1=0.5,0,0,1");
    let (read, said) = Functions::from_rest("view=functions&f=sine&n=99&w1=1,2&at=9999");
    assert_eq!((read.function, read.layers, read.at, said.len()), (0, 4, 240, 4), "{said:?}");
}

/// The pointer moves the point: every place of the plot is the x that is drawn there.
#[test]
fn the_point_is_moved_by_hand() {
    let size = [900.0, 300.0];
    let functions = example("gelu");
    let figure = functions.figure(&Pointer::at_step(120));
    let Layout::Drawing(drawing) = figure.layout else { panic!("it is a drawing") };
    let step = |x: f32| functions.step_of(drawing.draw().spot_at(size, [x, 100.0])?);
    assert_eq!([34.0, 463.0, 892.0].map(step), [Some(0), Some(120), Some(240)]);
    let mut lab = Lab::new(functions.clone());
    lab.update(LabAction::Pin(drawing.draw().spot_at(size, [34.0, 1.0]).unwrap()), 0.0);
    assert_eq!(curve_x(lab.example().at), -6.0);
}
