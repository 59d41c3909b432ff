mod paste;

use super::*;
use crate::app::figure::OperandId;
use crate::app::places::convolve::{Convolve, Mode, presets};
use crate::app::places::pool::Pooling;

fn lab(id: &str) -> Lab<Convolve> {
    let preset = presets().iter().find(|preset| preset.id == id).unwrap();
    Lab::new(preset.example())
}

fn spot(operand: OperandId, row: isize, column: isize) -> Spot {
    Spot { operand, grid: 0, row, column }
}

fn step<T: Example>(lab: &mut Lab<T>, transport: Transport) -> usize {
    lab.update(LabAction::Transport(transport), 0.0);
    lab.example().at()
}

#[test]
fn transport_walks_and_stops_at_the_ends() {
    let mut lab = lab("edges");
    let walk = [
        (Transport::Step(1), 1),
        (Transport::Row(1), 7),
        (Transport::Step(-9), 0),
        (Transport::Seek(usize::MAX), 35),
        (Transport::Row(1), 35),
    ];
    for (transport, at) in walk {
        assert_eq!(step(&mut lab, transport), at, "{transport:?}");
    }
}

#[test]
fn play_begins_again_at_the_end_and_pause_stays() {
    let mut lab = lab("edges");
    step(&mut lab, Transport::Seek(35));
    assert_eq!(step(&mut lab, Transport::Play), 0);
    assert!(lab.clock().is_playing() && !lab.update(LabAction::Frame, 599.0));
    assert!(lab.update(LabAction::Frame, 600.0) && lab.example().at() == 1);
    lab.update(LabAction::Transport(Transport::Pause), 700.0);
    assert!(!lab.update(LabAction::Frame, 5000.0) && lab.example().at() == 1);
}

#[test]
fn hover_takes_over_and_goes_again() {
    let mut lab = lab("edges");
    let cell = spot(OperandId::Output, 2, 3);
    assert!(lab.update(LabAction::Hover(Some(cell)), 0.0));
    assert!(!lab.update(LabAction::Hover(Some(cell)), 0.0), "nothing new");
    assert_eq!((lab.pointer().at, lab.example().at()), (15, 0));
    assert_eq!(lab.figure().formula.of, "y(2, 3)");
    lab.update(LabAction::Hover(None), 0.0);
    assert_eq!(lab.figure().formula.of, "y(0, 0)");
}

#[test]
fn click_goes_to_the_step_or_holds_the_value() {
    let mut lab = lab("edges");
    lab.update(LabAction::Pin(spot(OperandId::Output, 1, 0)), 0.0);
    assert_eq!(lab.example().at(), 6);
    let mut pool = Lab::new(Pooling::default().in_mode(crate::app::places::pool::Mode::Gradient));
    let cell = spot(OperandId::InputGradient, 2, 2);
    pool.update(LabAction::Pin(cell), 0.0);
    assert_eq!(pool.figure().formula.of, "∂L/∂x(2, 2)");
    pool.update(LabAction::Pin(cell), 0.0);
    assert_ne!(pool.figure().formula.of, "∂L/∂x(2, 2)", "a second click lets go");
}

#[test]
fn predict_first_hides_until_the_next_press() {
    let mut lab = lab("edges");
    lab.update(LabAction::Predict, 0.0);
    assert_eq!(lab.figure().formula.text(), "?");
    assert_eq!(step(&mut lab, Transport::Step(1)), 0, "the first press shows");
    assert_ne!(lab.figure().formula.text(), "?");
    assert_eq!(step(&mut lab, Transport::Step(1)), 1);
    assert_eq!(lab.figure().formula.text(), "?");
}

#[test]
fn changes_are_undone_and_redone() {
    let mut lab = lab("edges");
    let first = lab.example().clone();
    lab.update(
        LabAction::Edit(
            spot(OperandId::Input, 0, 0),
            Edit::Set { cells: vec![[0, 0]], value: 42.0, goes_on: false },
        ),
        0.0,
    );
    let edited = lab.example().clone();
    assert_eq!((edited.x[0], lab.can_undo_redo()), (42.0, [true, false]));
    lab.update(LabAction::Set(edited.in_mode(Mode::InputGradient).unwrap()), 0.0);
    lab.update(LabAction::Undo, 0.0);
    assert_eq!(*lab.example(), edited);
    lab.update(LabAction::Undo, 0.0);
    assert_eq!((lab.example().clone(), lab.can_undo_redo()), (first, [false, true]));
    lab.update(LabAction::Redo, 0.0);
    assert_eq!(*lab.example(), edited);
    // Steps are no changes.
    step(&mut lab, Transport::Step(3));
    assert_eq!(lab.can_undo_redo(), [true, true]);
}

/// A drag tells of one cell after the other; a press of the button takes all of them back.
#[test]
fn drag_is_undone_at_once() {
    let mut lab = lab("edges");
    let first = lab.example().clone();
    let paint = |lab: &mut Lab<Convolve>, column, goes_on| {
        let edit = Edit::Set { cells: vec![[0, column]], value: 42.0, goes_on };
        lab.update(LabAction::Edit(spot(OperandId::Input, 0, 0), edit), 0.0);
    };
    (0..4).for_each(|column| paint(&mut lab, column, column > 0));
    let dragged = lab.example().clone();
    paint(&mut lab, 5, false);
    lab.update(LabAction::Undo, 0.0);
    assert_eq!(*lab.example(), dragged);
    lab.update(LabAction::Undo, 0.0);
    assert_eq!((lab.example().clone(), lab.can_undo_redo()), (first.clone(), [false, true]));
    // Taken back in the middle of a drag, what comes of its rest is a step of its own.
    paint(&mut lab, 1, true);
    lab.update(LabAction::Undo, 0.0);
    assert_eq!(*lab.example(), first);
}

#[test]
fn link_of_another_example_can_be_taken_back_and_steps_are_followed() {
    let mut lab = lab("edges");
    let other = presets()[1].example();
    lab.follow(&other);
    assert_eq!((**lab.example()).clone(), other);
    lab.follow(&other.clone().with_step(2));
    assert_eq!((lab.example().at(), lab.can_undo_redo()), (2, [true, false]));
    lab.update(LabAction::Undo, 0.0);
    assert_eq!(**lab.example(), presets()[0].example());
}

#[test]
fn export_is_what_is_seen() {
    let mut lab = lab("edges");
    step(&mut lab, Transport::Seek(9));
    lab.update(LabAction::Predict, 0.0);
    let export = lab.export(Rc::new(lab.figure()));
    assert_eq!(*export.figure, lab.figure());
    assert_eq!(((export.at)(9).step, export.steps), ([10, 36], 36));
}
