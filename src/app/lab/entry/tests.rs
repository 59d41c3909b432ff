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
    ] {
        assert_eq!(read(text).as_deref(), Ok(expected), "{text}");
    }
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
    ] {
        let said = read(text).unwrap_err();
        assert!(said.contains(part), "{text}: {said}");
    }
    assert!(block("1,2\n3,4").is_ok_and(|block| block.said.is_some()));
    for text in [",,,", "[,;]", "]", "[[", "\"", "\"\"\"1", ";", "((((", "{", "-", "[1;2", ",5"] {
        let _ = block(text);
    }
}
