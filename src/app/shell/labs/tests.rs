use super::*;
use crate::app::figure::{Edit, OperandId, Spot};
use crate::app::lab::Transport;

fn edit(value: f32) -> Edit {
    Edit::Set { cells: vec![[0, 0]], value, goes_on: false }
}

fn spot() -> Spot {
    Spot { operand: OperandId::Input, grid: 0, row: 0, column: 0 }
}

fn pool(labs: &mut Labs, action: LabAction<Pooling>) -> LabsAnswer {
    labs.update(LabsAction::Pool(action), 0.0)
}

fn first(labs: &Labs) -> f32 {
    match labs.shown() {
        Some(ShownLab::Convolve(lab)) => lab.example().x[0],
        Some(ShownLab::Pool(lab)) => lab.example().x[0],
        _ => f32::NAN,
    }
}

#[test]
fn what_can_be_taken_back_outlives_the_way_to_another_place() {
    let mut labs = Labs::default();
    labs.show("#/pool");
    let (start, before) = (labs.link().to_owned(), first(&labs));
    let answer = pool(&mut labs, LabAction::Edit(spot(), edit(7.5)));
    assert_eq!(answer, LabsAnswer { is_new: true, entry: Some(HistoryEntry::Replaced) });
    let edited = labs.link().to_owned();
    assert_ne!(edited, start);
    for elsewhere in ["", "#/convolve"] {
        labs.show(elsewhere);
        assert_eq!(pool(&mut labs, LabAction::Undo), LabsAnswer::default(), "it is not shown");
        labs.show(&edited);
        assert_eq!(first(&labs), 7.5);
        pool(&mut labs, LabAction::Undo);
        assert_eq!(first(&labs), before);
        pool(&mut labs, LabAction::Redo);
        assert_eq!((first(&labs), labs.link()), (7.5, edited.as_str()));
    }
    // Convolve has a past of its own.
    labs.show("#/convolve?at=3");
    let Some(ShownLab::Convolve(lab)) = labs.shown() else { panic!("Convolve is shown") };
    assert_eq!(lab.can_undo_redo(), [false; 2]);
    let convolve = |labs: &mut Labs, action| labs.update(LabsAction::Convolve(action), 0.0);
    convolve(&mut labs, LabAction::Edit(spot(), edit(-1.0)));
    let link = labs.link().to_owned();
    labs.show("");
    labs.show(&link);
    convolve(&mut labs, LabAction::Undo);
    assert_ne!(first(&labs), -1.0);
}

#[test]
fn a_place_that_is_left_pauses() {
    let mut labs = Labs::default();
    labs.show("#/pool");
    pool(&mut labs, LabAction::Transport(Transport::Play));
    pool(&mut labs, LabAction::Hover(Some(spot())));
    labs.show("");
    assert!(labs.shown().is_none());
    labs.show("#/pool");
    let Some(ShownLab::Pool(lab)) = labs.shown() else { panic!("Pool is shown") };
    assert!(!lab.clock().is_playing() && lab.pointer().spot.is_none());
}
