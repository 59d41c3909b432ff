/// Rows of a bitmap.
const ROWS: usize = 12;
/// Its columns.
const COLUMNS: usize = 7;

/// The ten digits, one beside the other.
const BITMAPS: [&str; ROWS] = [
    "..###.. ...##.. .#####. .#####. ....##. ####### ..####. ####### .#####. .#####.",
    ".##.##. ..###.. ##...## ##...## ...###. ##..... .##.... .....## ##...## ##...##",
    "##...## .####.. ##...## .....## ..####. ##..... ##..... .....## ##...## ##...##",
    "##...## ...##.. .....## .....## .##.##. ##..... ##..... ....##. ##...## ##...##",
    "##...## ...##.. .....## .....## ##..##. ######. ######. ....##. .##.##. ##...##",
    "##...## ...##.. ....##. ..####. ##..##. ##...## ##...## ...##.. ..###.. ##...##",
    "##...## ...##.. ...##.. ..####. ####### .....## ##...## ...##.. .##.##. .######",
    "##...## ...##.. ..##... .....## ####### .....## ##...## ..##... ##...## .....##",
    "##...## ...##.. .##.... .....## ....##. .....## ##...## ..##... ##...## .....##",
    "##...## ...##.. ##..... .....## ....##. .....## ##...## .##.... ##...## .....##",
    ".##.##. .###### ####### ##...## ....##. ##...## ##...## .##.... ##...## ....##.",
    "..###.. .###### ####### .#####. ....##. .#####. .#####. .##.... .#####. .####..",
];

/// The code of each digit that LeNet-5's output layer compares F6 with: a picture of it with 7 × 12 pixels, row by row.
/// Digits that look alike have codes that are alike, so that a confusion costs less (LeCun, Bottou, Bengio and Haffner,
/// 1998, figure 3; these bitmaps are ours).
pub fn digit_codes() -> Vec<Vec<bool>> {
    let code = |digit: usize| {
        let rows = BITMAPS.iter().map(|row| &row.as_bytes()[(COLUMNS + 1) * digit..][..COLUMNS]);
        rows.flatten().map(|&pixel| pixel == b'#').collect()
    };
    (0..10).map(code).collect()
}

#[cfg(test)]
mod tests {
    use super::digit_codes;

    /// How many pixels two digits differ in.
    fn distance(a: usize, b: usize) -> usize {
        let codes = digit_codes();
        codes[a].iter().zip(&codes[b]).filter(|(a, b)| a != b).count()
    }

    #[test]
    fn alike_digits_have_alike_codes() {
        assert!(digit_codes().iter().all(|code| code.len() == 84));
        for a in 0..10 {
            assert!((0..a).all(|b| distance(a, b) >= 6), "{a}");
        }
        assert!(distance(3, 5) < distance(3, 4) && distance(5, 6) < distance(1, 6));
    }
}
