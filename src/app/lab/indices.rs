//! Indices of formulas.

use crate::window::Window;

/// The cell that a position reads through a tap: "2i+u−1". Flipped, the tap is counted from the other end.
pub fn read_place(position: &str, letter: &str, window: Window, flip: bool) -> String {
    let times = |factor: usize| if factor == 1 { String::new() } else { factor.to_string() };
    let (sign, end) = if flip { ("−", window.span() - 1) } else { ("+", 0) };
    let rest = match end as isize - window.before as isize {
        0 => String::new(),
        rest if rest > 0 => format!("+{rest}"),
        rest => format!("−{}", -rest),
    };
    format!("{}{position}{sign}{}{letter}{rest}", times(window.stride), times(window.dilation))
}
