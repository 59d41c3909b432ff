//! Pasting into grids: what it changes, what is said, and that one press takes it back.

use super::*;

fn paste<T: Example>(lab: &mut Lab<T>, spot: Spot, text: &str) -> String {
    let edit = Edit::Paste { at: [spot.row, spot.column], text: text.to_owned() };
    lab.update(LabAction::Edit(spot, edit), 0.0);
    lab.status().unwrap_or_default().to_owned()
}

#[test]
fn empty_cells_keep_their_value_and_one_undo_takes_all_back() {
    let mut lab = lab("edges");
    let before = lab.example().clone();
    assert_eq!(paste(&mut lab, spot(OperandId::Input, 1, 1), "70\t\t72\n\t81\t"), "");
    let (now, width) = (lab.example().clone(), before.input.w);
    assert_eq!([now.x[width + 1], now.x[width + 3], now.x[2 * width + 2]], [70.0, 72.0, 81.0]);
    assert_eq!(now.x[width + 2], before.x[width + 2]);
    lab.update(LabAction::Undo, 0.0);
    assert_eq!(lab.example(), &before);
}

#[test]
fn what_cannot_be_read_changes_nothing_and_is_said() {
    let mut lab = lab("edges");
    let before = lab.example().clone();
    for (text, part) in [
        ("1 2\n3 x", "Row 1, column 1: “x”"),
        ("[[1, 2], [3, ...]]", "leaves numbers out"),
        ("[[[1, 2]], [[3, 4]]]", "2 channels, and here is 1 channel"),
        ("", "no numbers"),
    ] {
        let said = paste(&mut lab, spot(OperandId::Input, 0, 0), text);
        assert!(said.contains(part), "{text}: {said}");
        assert_eq!((lab.example(), lab.can_undo_redo()[0]), (&before, false), "{text}");
    }
}

#[test]
fn larger_tables_make_the_grid_larger() {
    let mut lab = lab("edges");
    let old = lab.example().clone();
    let table = |rows: usize, columns: usize| vec![vec!["7"; columns].join("\t"); rows].join("\n");
    let said = paste(&mut lab, spot(OperandId::Input, 5, 4), &table(3, 4));
    assert_eq!(said, "The grid is 8×8 now.");
    let input = lab.example().input;
    assert_eq!([input.h, input.w, lab.example().x.len()], [8, 8, 64]);
    assert_eq!(lab.example().x[63], 7.0);
    assert_eq!(lab.example().x[0], old.x[0]);
    lab.update(LabAction::Undo, 0.0);
    assert_eq!(lab.example(), &old);
    let said = paste(&mut lab, spot(OperandId::Input, 0, 0), &table(70, 2));
    assert!(said.contains("64×6") && said.contains("the last 6 rows"), "{said}");
    // A kernel grows, too, as far as it fits into the input.
    let said = paste(&mut lab, spot(OperandId::Kernel, 0, 0), &table(4, 5));
    assert_eq!((said.as_str(), lab.example().conv.window[1].size), ("The grid is 4×5 now.", 5));
    let said = paste(&mut lab, spot(OperandId::Kernel, 0, 0), &table(20, 1));
    assert!(said.contains("11×5") && said.contains("the last 9 rows"), "{said}");
}

#[test]
fn upstream_gradients_stay_as_large_as_the_output() {
    let mut lab = lab("backward");
    let shape = lab.example().upstream_shape();
    let said = paste(&mut lab, spot(OperandId::Upstream, 0, 0), "1 2 3 4 5 6 7 8 9");
    assert!(said.contains("left out") && said.contains("columns"), "{said}");
    assert_eq!(lab.example().upstream_shape(), shape);
}

#[test]
fn a_table_for_each_channel_fills_them_in_order() {
    let mut lab = lab("channels");
    let (input, groups) = (lab.example().input, lab.example().conv.groups);
    let plane = |value: usize| format!("[[{value}, {value}], [{value}, {value}]]");
    let planes: Vec<String> = (0..input.c).map(plane).collect();
    let said = paste(&mut lab, spot(OperandId::Input, 0, 0), &format!("tensor([[{}]])", planes.join(",\n")));
    assert_eq!(said, "");
    for channel in 0..input.c {
        assert_eq!(lab.example().x[channel * input.area() + input.w + 1], channel as f32);
    }
    let seen = input.c / groups;
    let kernels: Vec<String> = (0..seen).map(plane).collect();
    assert_eq!(paste(&mut lab, spot(OperandId::Kernel, 0, 0), &format!("[{}]", kernels.join(","))), "");
    let taps = lab.example().conv.taps_per_kernel();
    assert_eq!(lab.example().weight[(seen - 1) * taps], (seen - 1) as f32);
}

#[test]
fn pools_grow_as_far_as_their_settings_do() {
    let mut lab = Lab::new(Pooling::default());
    let said = paste(&mut lab, spot(OperandId::Input, 0, 0), &vec!["1 2 3 4 5"; 20].join("\n"));
    assert!(said.contains("16×5") && said.contains("the last 4 rows"), "{said}");
}

/// Under a picture, too, the kernel is seen as it is typed, also where it is applied flipped.
#[test]
fn a_flipped_kernel_is_pasted_as_it_is_seen() {
    let mut convolve = Convolve { flip: true, ..presets()[0].example() };
    let text = "1 2 3\n4 5 6\n7 8 9".to_owned();
    assert_eq!(convolve.edit_first_kernel(&Edit::Paste { at: [0, 0], text }), None);
    assert_eq!(convolve.weight, [1., 2., 3., 4., 5., 6., 7., 8., 9.]);
}
