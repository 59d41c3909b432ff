use super::*;
use crate::app::lab::Lab;
use crate::app::lab::setting::Settings;
use crate::app::places::convolve::{self, Convolve, Field, Mode};
use crate::app::show::Show;
use crate::layers::conv::Conv;
use crate::shape::Shape;

const PROJECTOR: (f32, f32) = (1280.0, 720.0);

fn board(example: Convolve, show: Show) -> (Board, Room) {
    let figure = Lab::new(example).figure();
    let room = Room::of(PROJECTOR, show, figure.lines);
    (Board::of(&figure, &room, Theme::LIGHT), room)
}

/// All examples, in every mode, fit on a projector with numbers in their cells.
#[test]
fn examples_fit_a_projector_in_numbers() {
    for preset in convolve::presets() {
        for (mode, name, _) in Mode::ALL {
            let Some(example) = preset.example().in_mode(mode) else { continue };
            for show in [Show::Alone, Show::Presented] {
                let (board, room) = board(example.clone(), show);
                let side = board.grids[0].side;
                // An output of 21 × 21 is scrolled.
                if example.fitting_output().h > 20 {
                    continue;
                }
                // A formula among the grids needs no room below them.
                let room_height = room.height + if board.corner.is_some() { room.formula } else { 0.0 };
                assert!(
                    board.width <= room.width && board.height <= room_height && side >= MIN_NUMBER_SIDE,
                    "{} {name} {show:?}: {}×{} in {room:?}, cells of {side}",
                    preset.id,
                    board.width,
                    board.height
                );
            }
        }
    }
}

/// The slide with two filters: every kernel is there, with badges in the window and the products beside the kernels.
#[test]
fn two_filters_stand_under_their_channels() {
    let example = convolve::presets().iter().find(|preset| preset.id == "channels").unwrap().example();
    let figure = Lab::new(example.clone()).figure();
    let (board, _) = board(example, Show::Alone);
    let of = |id| figure.operands.iter().position(|operand| operand.id == id).unwrap();
    let places = |id| board.grids.iter().filter(move |placed| placed.operand == of(id)).collect::<Vec<_>>();
    use crate::app::figure::OperandId::{Bias, Input, Kernel, Output, Products};
    assert_eq!([Input, Kernel, Products, Bias, Output].map(|id| places(id).len()), [3, 6, 6, 2, 2]);
    for kernel in 0..6 {
        assert_eq!(places(Kernel)[kernel].x, places(Input)[kernel % 3].x);
    }
    // From each window to its kernel, the line that gathers the sums, the way to the output, and the rule of the table.
    assert!(board.guides.len() >= 5, "{:?}", board.guides);
}

/// Six filters are numbers; eight are there too, if only as colours.
#[test]
fn six_filters_are_numbers() {
    for filters in [6, 8] {
        let conv = Conv::new(filters, 3).stride(2).padding(1);
        let example = Convolve::new(Shape::new(3, 5, 5), conv, 1).unwrap();
        assert_eq!(example.bounds(Field::ChannelsOut).1, 8);
        let (board, room) = board(example, Show::Alone);
        assert!(
            board.width <= room.width && board.height <= room.height,
            "{filters}: {}×{} in {room:?}",
            board.width,
            board.height
        );
        assert!(filters == 8 || board.grids[0].side >= MIN_NUMBER_SIDE);
    }
}

/// Nothing lies on anything else, whatever the settings are.
#[test]
fn grids_do_not_overlap() {
    let settings = (1..=8usize).flat_map(|filters| (1..=4).map(move |channels| (filters, channels)));
    for (filters, channels) in settings {
        let conv = Conv::new(filters, 1 + filters % 3).stride(1 + channels % 2).padding(channels % 2);
        let example = Convolve::new(Shape::new(channels, 5, 4), conv, 1).unwrap();
        let example = example.in_mode(Mode::ALL[(filters + channels) % 4].0).unwrap_or(example);
        let figure = Lab::new(example.clone()).figure();
        let (board, _) = board(example, Show::Alone);
        let rects: Vec<[f32; 4]> = board
            .grids
            .iter()
            .map(|placed| {
                let [w, h] = figure.operands[placed.operand].grids[placed.grid].extent(placed.side);
                [placed.x, placed.y, placed.x + w, placed.y + h]
            })
            .collect();
        for (i, a) in rects.iter().enumerate() {
            assert!(a[2] <= board.width && a[3] <= board.height);
            for b in &rects[..i] {
                assert!(a[0] >= b[2] || b[0] >= a[2] || a[1] >= b[3] || b[1] >= a[3], "{a:?} {b:?}");
            }
        }
    }
}
