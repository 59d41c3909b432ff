use super::*;
use crate::app::text::Text;
use crate::app::text::link::{short, together};

struct Two {
    a: f32,
    b: usize,
}

const KEYS: &[Key<Two>] = &[
    key!("a", Text::of("height"), a, ToString::to_string, non_negative, text::link::NUMBER_FROM_0),
    key!(
        "b",
        Text::of("width"),
        b,
        ToString::to_string,
        |text| Bounds([1], [9]).count(text),
        Bounds([1], [9]).expected()
    ),
];

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_taken() {
    let mut two = Two { a: 1.0, b: 2 };
    let problems = read(KEYS, &[("a", "-1"), ("b", "3")], &mut two);
    assert_eq!((two.a, two.b), (1.0, 3));
    assert_eq!(problems, ["“a=-1” in this link: for the height, a number from 0 up was expected."]);
    let problems = read(KEYS, &[("b", "10")], &mut two);
    assert_eq!(problems, ["“b=10” in this link: for the width, a whole number from 1 to 9 was expected."]);
}

#[test]
fn keys_that_nobody_knows_and_keys_that_come_twice() {
    let told = unknown_keys(&[("a", "1"), ("c", "2"), ("a", "3"), ("a", "4"), ("v", "2")], names(KEYS));
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("“c=2”") && told[1].contains("“a=3”"), "{told:?}");
}

#[test]
fn numbers_are_counted() {
    let said = |value| miscounted(&[("x", value)], "x", "input", true, 3);
    for value in ["1.1.3", "1.1.3:1,2,3", "1.1.3:1, 2,-3e-2"] {
        assert_eq!(said(value), None, "{value}");
    }
    for (value, expected) in [
        ("1.1.3:", "3 numbers were expected, 0 are there."),
        ("1.1.3:1", "3 numbers were expected, 1 is there."),
        ("1.1.3:1,2,", "3 numbers were expected, 2 are there."),
        ("1.1.3:1,2,3,4", "3 numbers were expected, 4 are there."),
        ("1.1.3:1,2,3,", "3 numbers were expected, 3 are there."),
        ("1.1.3:1,NaN,3", "3 numbers were expected, 2 are there, and “NaN” is not a number."),
    ] {
        let said = said(value).unwrap();
        assert!(said.ends_with(expected) && said.contains(value), "{said}");
    }
}

#[test]
fn nearest_whole_numbers() {
    assert_eq!(nearest("7", 0, 9), Some((7, true)));
    assert_eq!(nearest("-3", 0, 9), Some((0, false)));
    assert_eq!(nearest(&"9".repeat(99), 0, 9), Some((9, false)));
    assert_eq!(["", "-", "1.5", "x", "+1"].map(|text| nearest(text, 0, 9)), [None; 5]);
}

#[test]
fn sentences_stay_short() {
    let long = "é".repeat(1_000_000);
    assert!(short(&long).ends_with('…') && short(&long).chars().count() < 50);
    let problems = vec![text::link::no_pair(&long); 1000];
    let all = together(problems).unwrap();
    assert!(all.chars().count() < 400 && all.ends_with("… and 997 more."), "{all}");
    assert_eq!(together(vec![]), None);
}
