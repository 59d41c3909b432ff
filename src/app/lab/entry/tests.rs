use super::*;

#[test]
fn keys_walk_and_stop_at_the_edges() {
    let at = |key, ctrl| walk(key, ctrl, [1, 1], [2, 3]);
    assert_eq!(at("ArrowLeft", false), Some([1, 0]));
    assert_eq!(at("ArrowDown", false), Some([1, 1]));
    assert_eq!(at("End", false), Some([1, 2]));
    assert_eq!(at("Home", true), Some([0, 0]));
    assert_eq!(at("a", false), None);
}

/// Rows as text: "1 2 / 3 _", with "|" between channels.
fn read(text: &str) -> Result<String, String> {
    let cell = |cell: &Option<f32>| cell.map_or("_".to_owned(), |value| value.to_string());
    let row = |row: &Vec<Option<f32>>| row.iter().map(cell).collect::<Vec<_>>().join(" ");
    let plane = |rows: &Rows| rows.iter().map(row).collect::<Vec<_>>().join(" / ");
    Ok(block(text)?.planes.iter().map(plane).collect::<Vec<_>>().join(" | "))
}

#[test]
fn tables_of_all_kinds_are_read() {
    for (text, expected) in [
        ("0,5", "0.5"),
        ("0,5\n1,5\n2,25", "0.5 / 1.5 / 2.25"),
        ("1\n0,5\n", "1 / 0.5"),
        ("0,5 1,5\n2 3", "0.5 1.5 / 2 3"),
        ("1\t\t3\n\t5\t6", "1 _ 3 / _ 5 6"),
        ("1\r\n\r\n3\r\n", "1 /  / 3"),
        ("1 2\n\n3 4", "1 2 / 3 4"),
        ("1 234,5\t−2\n", "1234.5 -2"),
        ("1\u{a0}234\u{a0}567", "1234567"),
        ("1,2\n3,4", "1 2 / 3 4"),
        ("1,2,3\n4,,6\n", "1 2 3 / 4 _ 6"),
        ("1, 2\n3, 4,", "1 2 / 3 4"),
        ("1.5,2\n-3,.5", "1.5 2 / -3 0.5"),
        ("1;2;\n3;4;", "1 2 / 3 4"),
        ("0,5;1,5", "0.5 1.5"),
        ("1 2; 3 4", "1 2 / 3 4"),
        ("\"1\",\"2\"\n\"3\",\"4,5\"", "1 2 / 3 4.5"),
        ("\"0,5\";1", "0.5 1"),
        ("1,234\t0,5", "1.234 0.5"),
        ("1 2\n3 4\n\n5 6\n7 8\n", "1 2 / 3 4 | 5 6 / 7 8"),
        ("1\t2\n3\t4\n\n\n5\t6\n7\t8", "1 2 / 3 4 | 5 6 / 7 8"),
        ("1\t2\n3\t4\n\n5\t6", "1 2 / 3 4 /  / 5 6"),
        ("1\n2\n\n4\n5", "1 / 2 /  / 4 / 5"),
        ("2.5e−3 1E2 +7", "0.0025 100 7"),
    ] {
        assert_eq!(read(text).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn brackets_of_all_kinds_are_read() {
    for (text, expected) in [
        ("[1 2; 3 4]", "1 2 / 3 4"),
        ("A = [1, 2;\n     3, 4];", "1 2 / 3 4"),
        ("[1 2\n 3 4\n]", "1 2 / 3 4"),
        ("[[1,2,3],[4,5,6]]", "1 2 3 / 4 5 6"),
        ("[[1 2]\n [3 4]]", "1 2 / 3 4"),
        ("[1. 2. 3.\n 4.]", "1 2 3 4"),
        ("[1, 2],\n[3, 4],", "1 2 / 3 4"),
        ("((1, 2), (3, 4))", "1 2 / 3 4"),
        ("{{1, 2}, {3, 4}}", "1 2 / 3 4"),
        ("array([[1., 2.],\n       [3., 4.]], dtype=float32)", "1 2 / 3 4"),
        ("Out[5]: array([[1, 2]])", "1 2"),
        ("tensor([[1., 2.],\n        [3., 4.]])", "1 2 / 3 4"),
        ("tensor([[ 1.0000e+00, -2.5000e-01]], device='cuda:0', grad_fn=<AddBackward0>)", "1 -0.25"),
        ("tensor([[[1., 2.]],\n\n        [[3., 4.]]], requires_grad=True)", "1 2 | 3 4"),
        ("[[[[1,2],[3,4]],[[5,6],[7,8]]]]", "1 2 / 3 4 | 5 6 / 7 8"),
        ("tensor(5.)", "5"),
        ("[[[1. 2.]\n  [3. 4.]]\n\n [[5. 6.]\n  [7. 8.]]]", "1 2 / 3 4 | 5 6 / 7 8"),
        ("[[1 2]\n [3 4]]\n\n[[5 6]\n [7 8]]", "1 2 / 3 4 | 5 6 / 7 8"),
        ("A = [1 2; 3 4]\nB = [5 6; 7 8]", "1 2 / 3 4 | 5 6 / 7 8"),
        ("[1 2; 3 4\n5 6]", "1 2 / 3 4 / 5 6"),
        ("Parameter containing:\ntensor([[[[ 1.,  2.]]]], device='cuda:0', requires_grad=True)", "1 2"),
        ("x = torch.tensor([[1, 2]], dtype=torch.float32)", "1 2"),
        ("print(np.array([[1, 2]]))", "1 2"),
        ("float k[2][2] = {{1, 2}, {3, 4}};", "1 2 / 3 4"),
        ("c(1, 2.5)", "1 2.5"),
        (">>> x\ntensor([1, 2])", "1 2"),
    ] {
        assert_eq!(read(text).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn printed_matrices_are_read() {
    for (text, expected) in [
        ("A =\n\n     1     2\n     3     4\n\n", "1 2 / 3 4"),
        ("A =\n\n   1.0e+03 *\n\n    1.2340   -0.0010\n", "1234 -1"),
        ("ans =\n\n  Columns 1 through 2\n\n  1  2\n  3  4\n\n  Column 3\n\n  5\n  6\n", "1 2 5 / 3 4 6"),
        (" Columns 1 through 2:\n\n  1  2\n\n Columns 3 and 4:\n\n  3  4\n", "1 2 3 4"),
        ("ans(:,:,1) =\n\n  1  2\n\nans(:,:,2) =\n\n  3  4\n", "1 2 | 3 4"),
        ("ans =\n\nans(:,:,1) =\n\n  1  2\n\nans(:,:,2) =\n\n  3  4\n", "1 2 | 3 4"),
        ("2×2 Matrix{Float64}:\n 1.0  2.0\n 3.0  4.0", "1 2 / 3 4"),
        ("1×2×2 Array{Int64, 3}:\n[:, :, 1] =\n 1  2\n\n[:, :, 2] =\n 3  4", "1 2 | 3 4"),
        ("3-element Vector{Int64}:\n 1\n 2\n 3", "1 / 2 / 3"),
        ("| a | b |\n|---|--:|\n| 1 | −2 |\n| 3 | |", "1 -2 / 3"),
        ("|1|2|\n|3|4|", "1 2 / 3 4"),
        ("1 | 2\n--|--\n3 | 4", "1 2 / 3 4"),
        ("K = \\begin{bmatrix}\n 1 & -2 \\\\\n 0.5 & 4 \\\\\n\\end{bmatrix}", "1 -2 / 0.5 4"),
        ("$$\\left[\\begin{array}{cc} 1 & 2 \\\\ \\hline 3 & 4 \\end{array}\\right]$$", "1 2 / 3 4"),
        ("\\begin{pmatrix}1&2\\end{pmatrix}, \\begin{pmatrix}3&4\\end{pmatrix}", "1 2 | 3 4"),
        ("1 & 2 \\\\ 3 & 4", "1 2 / 3 4"),
    ] {
        assert_eq!(read(text).as_deref(), Ok(expected), "{text}");
    }
    assert!(block("|1|2|\n|-|-|\n|3|4|").is_ok_and(|block| block.said.is_some()));
}

/// Filters and channels are told apart.
#[test]
fn axes_before_rows_and_columns_are_counted() {
    let outer = |text: &str| block(text).unwrap().outer;
    assert_eq!(outer("[[1, 2]]"), [0; 0]);
    assert_eq!(outer("[[[1]], [[2]]]"), [2]);
    assert_eq!(outer("[[[[1]], [[2]]]]"), [2]);
    assert_eq!(outer("[[[[1]]], [[[2]]], [[[3]]]]"), [3, 1]);
    assert_eq!(outer("[[[[[1]], [[2]]], [[[3]], [[4]]]]]"), [2, 2]);
}

#[test]
fn what_cannot_be_read_is_said_with_its_place() {
    for (text, part) in [
        (" \n", "no numbers"),
        ("\t\t\n", "no numbers"),
        ("[]", "no numbers"),
        ("1 2\n3 four", "Row 1, column 1: “four”"),
        ("1\t\t3\nx\t5", "Row 1, column 0: “x”"),
        ("a,b\n1,2", "Row 0, column 0: “a”"),
        ("[[1, 2], [nan, 4]]", "Row 1, column 0: “nan”"),
        ("1 inf", "“inf”"),
        ("1e99", "“1e99”"),
        ("[[1, 2, ..., 8]]", "…"),
        ("1 2 …", "…"),
        ("[[1, 2], [3", "brackets"),
        ("[1, 2]]", "brackets"),
        ("[[1, 2], 3]", "brackets"),
        ("[[1, 2], [3]]", "Row 1"),
        ("7 [1, 2]", "“7”"),
        ("1.234,5", "“1.234,5”"),
        ("1.234,5\t2", "“1.234,5”"),
        ("1,234.5", "“1,234.5”"),
        ("1,234\n5,678", "“1,234”"),
        ("1,5", "“1,5”"),
        ("1,0\n0,1", "“1,0”"),
        ("1,234\t5", "“1,234”"),
        ("1.234\t0,5", "“0,5”"),
        ("\"1,234\",5", "“1,234”"),
        ("0,5, 1,5", "“0,5”"),
        ("1.5 2,5", "“2,5”"),
        ("[0,5 1,5]", "“0,5”"),
        ("1 2 3\n4 5", "Row 1"),
        ("   0  1\n0  1.0  2.0\n1  3.0  4.0", "Row 1"),
        ("1 2\n3 4\n\n5 6 7\n7 8 9", "Table 1 is 2×3"),
        ("[[[1, 2]], [[3]]]", "Table 1 is 1×1, the first one 1×2"),
        ("[[[[[1]]], [[[2]]]], [[[[1]]], [[[2]]]]]", "2×2×1×1×1"),
        ("2*[1 2; 3 4]", "“2*”"),
        ("-[1 2]", "“-”"),
        ("[1 2; 3 4]'", "“'”"),
        ("[1 2; 3 4]/9", "“/9”"),
        ("np.array([[1, 2]]) / 9", "“/”"),
        ("np.array([[1, 2]]).T", "“).T”"),
        ("np.flip(np.array([[1, 2]]))", "“np.flip(np.array(”"),
        ("sqrt(5)", "“sqrt”"),
        ("(5)\t(6)", "−5"),
        ("[True False]", "“True”"),
        ("[1 - 2]", "“-”"),
        ("50% 25%", "“50%”"),
        ("½ 1", "“½”"),
        ("1/9 2/9", "“1/9”"),
        ("1'234", "“1'234”"),
        ("1_000 2", "“1_000”"),
        ("[1+2j 3]", "“1+2j”"),
        ("     [,1] [,2]\n[1,]    1    3\n[2,]    2    4", "nothing was pasted"),
        ("A =\n\n  1  NaN\n", "“NaN”"),
        ("A =\n\n  1.0e+03 *\n\n  1  Inf\n", "“Inf”"),
        ("Columns 1 through 2\n 1 2\nColumns 4 through 5\n 3 4", "from column 4"),
        ("\\frac{1}{9}\\begin{bmatrix}1&2\\end{bmatrix}", "“\\frac{1}{9}”"),
        ("\\begin{bmatrix}1&2\\end{bmatrix}^T", "“^T”"),
        ("\\begin{bmatrix}1&2\\\\3\\end{bmatrix}", "Row 1"),
        ("\\begin{bmatrix}1&\\cdots&3\\end{bmatrix}", "…"),
        ("| a | 1 |\n|---|---|\n| 3 | 4 |", "“a”"),
        (&"1 ".repeat(600_000), "bytes"),
        (&"[".repeat(100_000), "brackets"),
    ] {
        let said = read(text).unwrap_err();
        assert!(said.contains(part), "{text}: {said}");
    }
    assert!(block("1,2\n3,4").is_ok_and(|block| block.said.is_some()));
    for text in [",,,", "[,;]", "]", "[[", "\"", "\"\"\"1", ";", "((((", "{", "-", "[1;2", ",5"] {
        let _ = block(text);
    }
}
