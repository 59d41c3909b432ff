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
fn several_tables_make_as_many_channels() {
    let mut convolve = lab("edges");
    let old = convolve.example().clone();
    let tensor = "tensor([[[1., 2.]], [[3., 4.]], [[5., 6.]]])";
    let said = paste(&mut convolve, spot(OperandId::Input, 0, 0), tensor);
    assert_eq!(said, "The input has 3 channels now.");
    let now = convolve.example().clone();
    assert_eq!([now.input.c, now.x.len(), now.weight.len()], [3, 108, 27]);
    assert_eq!([now.x[0], now.x[36], now.x[73]], [1.0, 3.0, 6.0]);
    assert_eq!((&now.x[2..36], &now.weight[..9]), (&old.x[2..], &old.weight[..]));
    convolve.update(LabAction::Undo, 0.0);
    assert_eq!(convolve.example(), &old);
    // More than there can be, and fewer than there are.
    let five = format!("[{}]", ["[[7]]"; 5].join(", "));
    let said = paste(&mut convolve, spot(OperandId::Input, 0, 0), &five);
    assert_eq!(
        said,
        "The input has 4 channels now. There is no room for 1 of the 5 tables of what was pasted: left out."
    );
    let said = paste(&mut convolve, spot(OperandId::Input, 0, 0), "1 2\n3 4\n\n5 6\n7 8");
    assert_eq!((said.as_str(), convolve.example().x[36]), ("The input has 2 channels now.", 5.0));
    // Of several samples, the first.
    let said =
        paste(&mut convolve, spot(OperandId::Input, 0, 0), "[[[[8]], [[9]], [[1]]], [[[2]], [[3]], [[4]]]]");
    assert!(said.contains("3 channels now") && said.contains("3 of the 6 tables"), "{said}");
    assert_eq!([0, 36, 72].map(|i| convolve.example().x[i]), [8.0, 9.0, 1.0]);
    let mut pool = Lab::new(Pooling::default());
    assert!(paste(&mut pool, spot(OperandId::Input, 0, 0), &five).contains("3 channels now"));
    let said = paste(&mut pool, spot(OperandId::Upstream, 0, 0), "[[[1]], [[2]]]");
    assert!(said.contains("2 channels, and here are 3 channels"), "{said}");
}

/// A weight as PyTorch prints it: filters, channels, rows, columns.
#[test]
fn whole_weights_make_filters_and_channels() {
    let weight = |outer: [usize; 2]| {
        let kernel = |i: usize| format!("[[{i}, {i}], [{i}, -{i}]]");
        let filter =
            |o: usize| (0..outer[1]).map(|c| kernel(o * outer[1] + c)).collect::<Vec<_>>().join(",\n ");
        let filters = (0..outer[0]).map(|o| format!("[{}]", filter(o))).collect::<Vec<_>>().join(",\n\n");
        format!("Parameter containing:\ntensor([{filters}], requires_grad=True)")
    };
    let first = |lab: &Lab<Convolve>| {
        let taps = lab.example().conv.taps_per_kernel();
        lab.example().weight.iter().step_by(taps).copied().collect::<Vec<_>>()
    };
    let mut lab_of = lab("edges");
    let said = paste(&mut lab_of, spot(OperandId::Kernel, 0, 0), &weight([3, 2]));
    assert_eq!(said, "The input has 2 channels now. There are 3 filters now.");
    assert_eq!(first(&lab_of), [0., 1., 2., 3., 4., 5.]);
    // A column of filters, and more of them than there can be.
    let said = paste(&mut lab_of, spot(OperandId::Kernel, 0, 0), &weight([10, 1]));
    assert!(
        said.contains("1 channel now. There are 8 filters now.") && said.contains("2 of the 10 tables"),
        "{said}"
    );
    assert_eq!(first(&lab_of), [0., 1., 2., 3., 4., 5., 6., 7.]);
    // The channels of one filter.
    let mut lab_of = lab("edges");
    let said = paste(&mut lab_of, spot(OperandId::Kernel, 0, 0), "[[[7]], [[8]]]");
    assert_eq!((said.as_str(), first(&lab_of)), ("The input has 2 channels now.", vec![7.0, 8.0]));
    // In a transposed convolution, input channels come first.
    let mut lab_of = lab("transposed");
    let said = paste(&mut lab_of, spot(OperandId::Kernel, 0, 0), &weight([2, 3]));
    assert!(
        said.contains("2 channels") && said.contains("3 filters") && said.contains("first axis"),
        "{said}"
    );
    assert_eq!(first(&lab_of), [0., 3., 1., 4., 2., 5.]);
    let depthwise = lab("depthwise");
    let mut lab_of = depthwise.clone();
    let said = paste(&mut lab_of, spot(OperandId::Kernel, 0, 0), &weight([3, 1]));
    assert_eq!((said.as_str(), first(&lab_of)), ("", vec![0., 1., 2.]));
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
