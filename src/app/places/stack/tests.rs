use super::paths::paths;
use super::*;
use crate::app::figure::{Layout, OperandId, Pyramid, Spot};
use crate::app::lab::{Example, Lab, LabAction, Linked, Transport};

fn stack(text: &str) -> Stack {
    Stack::new(Source::parse(text).unwrap(), None, 4).unwrap()
}

fn example(id: &str) -> Stack {
    presets().iter().find(|preset| preset.id == id).unwrap().example()
}

fn pyramids(stack: &Stack) -> Vec<Pyramid> {
    match Lab::new(stack.clone()).figure().layout {
        Layout::Pyramids(pyramids) => pyramids,
        _ => panic!("stacks are shown from the side"),
    }
}

/// What a row of a stack sees along the columns: size, jump, start.
fn field(stack: &Stack, name: &str) -> (u64, u64, i64) {
    let row = stack.tower().rows.iter().find(|row| row.name == name).unwrap();
    let [_, field] = row.field.unwrap();
    (field.size, field.stride, field.start)
}

/// Araujo, Norris and Sim, 2019, whose padding is −start; VGG-16 is theirs and torchvision's.
#[test]
fn published_tables_are_met() {
    assert_eq!(field(&example("alexnet.paper"), "pool5"), (195, 32, -64));
    assert_eq!(field(&example("alexnet"), "features.12"), (195, 32, -66));
    let vgg16 = example("vgg16");
    assert_eq!(field(&vgg16, "features.28").0, 196);
    assert_eq!(field(&vgg16, "features.30"), (212, 32, -90));
    assert_eq!((vgg16.row().name.as_str(), vgg16.row().label.as_str()), ("features.30", "pool5"));
    let labels = |stack: &Stack, row: usize| stack.tower().rows[row].label.clone();
    assert_eq!(
        (labels(&vgg16, 17), labels(&example("alexnet"), 3)),
        ("conv5_3".to_owned(), "conv2".to_owned())
    );
}

/// Both of the lecture's figures see 4; it prints 5 for the second.
#[test]
fn the_distributed_scan_is_computed() {
    let scan = example("scan");
    let ends = scan.towers().iter().map(|tower| {
        let row = &tower.rows[tower.last()];
        let [_, field] = row.field.unwrap();
        (field.size, field.stride, row.output.h)
    });
    assert_eq!(ends.collect::<Vec<_>>(), [(4, 1, 4), (4, 2, 2)]);
    assert!(verdict(&scan).contains("The deck prints 5"));
}

#[test]
fn three_small_kernels_weigh_less_than_a_large_one() {
    let three = example("three");
    let [small, large] = [0, 1].map(|tower| Weighed::of(&three.towers()[tower]));
    assert_eq!([small.weights, large.weights], [27 * 64 * 64, 49 * 64 * 64]);
    assert_eq!((small.relus, large.relus), (3, 1));
    assert_eq!(small.in_letters.as_deref(), Some("3·3·3·C² = 27C²"));
    assert!(verdict(&three).contains("Three 3×3 see what one 7×7 sees, with 45 % fewer weights."));
    let wider = three.edited(Edit::Channels(100)).unwrap();
    assert_eq!(Weighed::of(wider.tower()).weights, 270_000);
}

/// 27 paths lead through three layers of three taps, as 1, 3, 6, 7, 6, 3, 1.
#[test]
fn paths_are_counted() {
    let three = example("three");
    let pyramid = &pyramids(&three)[0];
    let counts =
        |level: usize| pyramid.levels[level].cells.iter().filter_map(|cell| cell.value).collect::<Vec<_>>();
    assert_eq!(counts(0), [1., 3., 6., 7., 6., 3., 1.]);
    assert_eq!((counts(1), counts(3)), (vec![1., 2., 3., 2., 1.], vec![1.]));
    assert_eq!(pyramid.caption, "7 pixels, 27 paths");
    assert_eq!((pyramid.sees[0].from, pyramid.sees[0].to), (3, 10));
    // Every connection is there: three for each unit.
    assert_eq!(pyramid.levels[1].edges.len(), 3 * 11);
}

/// Of each network and each example, all pixels that paths lead to lie within the field, and its first and last are among them
/// where they are on the input and no dilation leaves holes.
#[test]
fn paths_lead_to_the_field() {
    for preset in presets() {
        let stack = preset.example();
        let rows = &stack.tower().rows;
        for row in [stack.layer(), rows.len() / 2, 1] {
            let Some([_, field]) = rows[row].field else { continue };
            for unit in [0, rows[row].width() / 2, rows[row].width() - 1] {
                let seen = paths(rows, row, unit, 0).swap_remove(0);
                let from = field.start + (unit as u64 * field.stride) as i64;
                let to = from + field.size as i64;
                let ends = [*seen.keys().next().unwrap(), *seen.keys().next_back().unwrap() + 1];
                let inside = |cell: i64| cell.clamp(0, rows[0].width() as i64) as usize;
                assert_eq!(ends, [inside(from), inside(to)], "{}, row {row}, unit {unit}", preset.id);
            }
        }
    }
}

#[test]
fn branches_that_are_not_aligned_are_said_and_drawn() {
    let unaligned = example("unaligned");
    assert!(verdict(&unaligned).contains("residual1 joins paths that are not aligned"));
    let sees = &pyramids(&unaligned)[0].sees;
    assert_eq!(sees.iter().map(|sight| sight.to - sight.from).collect::<Vec<_>>(), [9, 3]);
    assert!(!verdict(&example("residual")).contains("aligned"));
}

#[test]
fn links_hold_the_whole_state() {
    let own = stack("20:conv5s2p2f8,avg3s1,residual3d2,inception,max2").edited(Edit::Channels(7)).unwrap();
    let walked = own.on_layer(2).with_step(5).showing(Shown::Untrained);
    let examples = presets().iter().map(super::super::super::lab::Preset::example);
    for stack in examples.chain([own, walked.on_picture(InputPicture::Photograph("coffee")), walked]) {
        let rest = stack.to_rest();
        assert_eq!(Stack::from_rest(&rest), (stack, vec![]), "{rest}");
    }
    let deeper = example("deeper");
    assert_eq!(deeper.to_rest(), "v=2&view=stack&preset=deeper");
    let wide = deeper.edited(Edit::Channels(64)).unwrap();
    assert_eq!(Stack::from_rest(&wide.to_rest()), (wide, vec![]));
    assert_eq!(Stack::default().to_rest(), "v=2&view=stack");
    for (index, preset) in presets().iter().enumerate() {
        assert_eq!(preset.example().preset(), Some(index));
    }
    assert_eq!(example("vgg16").to_rest(), "v=2&view=stack&preset=vgg16");
}

/// Each network of the place Networks has its stack here.
#[test]
fn networks_lead_here() {
    use crate::app::places::networks::{Chosen, Networks, NetworksConfig};
    use crate::zoo::{Architecture, Version};
    for architecture in Architecture::ALL {
        for version in [Version::Torchvision, Version::Paper] {
            let shown = Chosen { architecture, version };
            let (networks, _) = Networks::new(NetworksConfig { shown, ..NetworksConfig::default() }, None);
            let link = networks.field_link().unwrap();
            let (stack, problems) = Stack::from_rest(link.split_once('?').unwrap().1);
            let version = if architecture.has_versions() { version } else { Version::Torchvision };
            let known = Source::Network(Known::Literature(architecture, version));
            assert_eq!((&stack.tower().source, problems), (&known, vec![]), "{link}");
        }
    }
}

#[test]
fn what_cannot_be_read_is_said() {
    let said = |rest: &str| Stack::from_rest(rest).1.len();
    for rest in [
        "view=stack&stack=13:conv99",
        "view=stack&stack=3:conv5",
        "view=stack&layer=9",
        "view=stack&at=-1",
        "view=stack&c=0",
        "view=stack&odd=1",
        "view=stack&preset=none",
        "view=stack&map=x",
    ] {
        assert_eq!(said(rest), 1, "{rest}");
    }
}

#[test]
fn blocks_are_added_changed_moved_and_removed() {
    let three = example("three");
    let text = |stack: &Stack| stack.tower().source.to_string();
    let added = three.edited(Edit::Add(BlockKind::MaxPool)).unwrap();
    assert_eq!((text(&added).as_str(), added.row().name.as_str()), ("13:conv3,conv3,conv3,max2", "max1"));
    let wider = added.edited(Edit::Set(0, Setting::Kernel, 5)).unwrap();
    assert_eq!((text(&wider).as_str(), wider.row().name.as_str()), ("13:conv5,conv3,conv3,max2", "conv1"));
    let moved = wider.edited(Edit::Move(0, 1)).unwrap();
    assert_eq!((text(&moved).as_str(), moved.block()), ("13:conv3,conv5,conv3,max2", Some(1)));
    let removed = moved.edited(Edit::Remove(1)).unwrap();
    assert_eq!(text(&removed), "13:conv3,conv3,max2");
    assert_eq!(removed.edited(Edit::Alone).unwrap().towers().len(), 1);
    assert!(removed.edited(Edit::Side(2)).unwrap_err().starts_with("Not possible"));
    assert!(example("vgg16").edited(Edit::Side(9)).is_err());
}

#[test]
fn keys_walk_units_and_layers_and_edits_are_taken_back() {
    let mut lab = Lab::new(example("three"));
    let mut step = |transport| {
        lab.update(LabAction::Transport(transport), 0.0);
        (lab.example().row().name.clone(), lab.example().unit())
    };
    assert_eq!(step(Transport::Step(1)), ("conv3".into(), [3, 4]));
    // Down to the unit in the middle of what it sees, and up again.
    assert_eq!(step(Transport::Row(1)), ("conv2".into(), [4, 5]));
    assert_eq!(step(Transport::Row(-1)), ("conv3".into(), [3, 4]));
    assert_eq!(step(Transport::Row(-1)), ("conv3".into(), [3, 4]));
    let spot = Spot { operand: OperandId::Unit, grid: 0, row: 1, column: 0 };
    lab.update(LabAction::Pin(spot), 0.0);
    assert_eq!((lab.example().layer(), lab.example().unit()[1]), (1, 0));
    assert_eq!(lab.can_undo_redo(), [false; 2]);
    let elsewhere = lab.example().on_picture(InputPicture::Photograph("rocket")).on_layer(2);
    lab.update(LabAction::Go(elsewhere), 0.0);
    assert_eq!(lab.can_undo_redo(), [false; 2], "to look elsewhere changes nothing");
    let edited = lab.example().edited(Edit::Set(0, Setting::Kernel, 5)).unwrap();
    lab.update(LabAction::Set(edited), 0.0);
    lab.update(LabAction::Undo, 0.0);
    assert_eq!(lab.example().tower().source.to_string(), "13:conv3,conv3,conv3");
}

#[test]
fn a_pixel_finds_the_unit_over_it() {
    let three = example("three");
    assert_eq!(three.over([6, 6]).unit(), [3, 3]);
    assert_eq!(three.over([0, 12]).unit(), [0, 6]);
    assert_eq!(three.sees(), Some([3..10, 3..10]));
}

#[test]
fn pointing_finds_the_unit_that_is_drawn_there() {
    let size = [480.0, 300.0];
    for id in ["three", "residual", "vgg16"] {
        let pyramid = &pyramids(&example(id))[0];
        let squares =
            pyramid.items(size, crate::app::color::Theme::LIGHT).into_iter().filter_map(|item| match item {
                crate::app::figure::Item::Square { x, y, side, .. } => Some([x + side / 2.0, y + side / 2.0]),
                _ => None,
            });
        let found = squares.map(|at| pyramid.unit_at(size, at).unwrap());
        let drawn =
            pyramid.levels.iter().flat_map(|level| (0..level.cells.len()).map(move |unit| (level.row, unit)));
        let found: Vec<_> = found.collect();
        assert!(
            !found.is_empty() && drawn.collect::<Vec<_>>().windows(found.len()).any(|all| all == found)
                || id == "vgg16"
        );
    }
}

/// Levels of a deep network: whole modules are one step.
#[test]
fn modules_are_steps() {
    let levels = |id: &str| pyramids(&example(id))[0].levels.len();
    // The input, conv1, the pool, the blocks and the average at the end.
    assert_eq!((levels("resnet18"), levels("resnet50")), (4 + 8, 4 + 16));
    assert_eq!((levels("vgg16"), levels("googlenet")), (1 + 13 + 5, 4 + 1 + 9 + 3));
}

#[test]
fn what_is_asked_of_the_worker_ends_at_the_layer() {
    let digits = example("digits").showing(Shown::Trained);
    let input = FieldInput::digits(28);
    assert!(digits.field_request(&input, None).is_none());
    let plan = &digits.tower().plan;
    let weights = crate::network::Weights::he(plan, 1);
    let request = digits.field_request(&input, Some(&weights)).unwrap();
    assert_eq!((request.network.nodes.len(), request.inputs.len()), (10, 16));
    let own = stack("9:conv3,conv3").showing(Shown::Untrained);
    let request = own.field_request(&FieldInput::digits(9), None).unwrap();
    assert_eq!((request.cell, request.channels, request.network.input.c), ([2, 2], 8, 1));
    assert!(
        example("three").field_request(&FieldInput::digits(13), None).is_none(),
        "the box needs no worker"
    );
}

#[test]
fn half_of_a_map_lies_in_a_square() {
    let mut map = vec![0.0; 25];
    map[12] = 1.0;
    assert_eq!((half_of(&map, 5), half_of(&[0.0; 4], 2)), (Some(1), None));
    assert_eq!(half_of(&[1.0; 25], 5), Some(4));
}
