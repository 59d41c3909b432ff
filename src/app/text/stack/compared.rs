//! Two stacks in a sentence.

use std::cmp::Ordering;

use crate::app::text::{Text, tr};

/// Two stacks by what their last units see, which has fewer weights, and how many fewer. Of one whose kernels are all of a size it
/// is known how many there are, and that size.
pub fn compared(
    [one, other]: [u64; 2],
    kernels: [Option<(usize, usize)>; 2],
    weights: Ordering,
    fewer: &str,
) -> String {
    match (one == other, kernels) {
        (true, [Some((n, k)), Some((m, l))]) => alike([n, k], [m, l], weights, fewer),
        (true, _) => match weights {
            Ordering::Less => tr!("Both see {one}×{one} pixels, the first with {fewer} fewer weights."),
            Ordering::Equal => tr!("Both see {one}×{one} pixels, the first with as many weights."),
            Ordering::Greater => {
                tr!("Both see {one}×{one} pixels, the first but the other has {fewer} fewer weights.")
            }
        },
        (false, _) => match weights {
            Ordering::Less => tr!(
                "The first sees {one}×{one} pixels, the second {other}×{other}; the first with {fewer} fewer weights."
            ),
            Ordering::Equal => tr!(
                "The first sees {one}×{one} pixels, the second {other}×{other}; the first with as many weights."
            ),
            Ordering::Greater => tr!(
                "The first sees {one}×{one} pixels, the second {other}×{other}; the first but the other has {fewer} fewer weights."
            ),
        },
    }
}

/// Two that see as much, each of so many kernels of a size. The numbers are there in words, and for the plurals.
fn alike([n, k]: [usize; 2], [m, l]: [usize; 2], weights: Ordering, fewer: &str) -> String {
    let (first, second) = (capitalized(number(n)), number(m));
    match weights {
        Ordering::Less => tr!(
            "{n, plural, one {{first} {k}×{k} sees} other {{first} {k}×{k} see}} what {m, plural, one {{second} {l}×{l} sees} other {{second} {l}×{l} see}}, with {fewer} fewer weights."
        ),
        Ordering::Equal => tr!(
            "{n, plural, one {{first} {k}×{k} sees} other {{first} {k}×{k} see}} what {m, plural, one {{second} {l}×{l} sees} other {{second} {l}×{l} see}}, with as many weights."
        ),
        Ordering::Greater => tr!(
            "{n, plural, one {{first} {k}×{k} sees} other {{first} {k}×{k} see}} what {m, plural, one {{second} {l}×{l} sees} other {{second} {l}×{l} see}}, but the other has {fewer} fewer weights."
        ),
    }
}

/// Numbers from 0 on in words, as those of convolutions.
const NUMBERS: [Text; 7] =
    [Text("no"), Text("one"), Text("two"), Text("three"), Text("four"), Text("five"), Text("six")];

fn number(n: usize) -> String {
    NUMBERS.get(n).map_or_else(|| n.to_string(), Text::to_string)
}

fn capitalized(text: String) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
