//! Numbers read from text.

use lexical_core::FromLexical;

/// The floating-point number nearest to what a text says in decimals, as [`str::parse`] reads it; `None` where it is none. The
/// standard library's reader has a table of ten kilobytes, which this one does without.
///
/// ```
/// use convoscope::decimal;
/// assert_eq!(["2.5", "-.5e1", "1,5", ""].map(decimal::parse::<f32>), [Some(2.5), Some(-5.0), None, None]);
/// ```
pub fn parse<F: FromLexical>(text: &str) -> Option<F> {
    lexical_core::parse(text.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    /// Whatever the standard library reads, this reads to the same bit; and nothing else.
    #[test]
    fn it_is_what_the_standard_library_reads() {
        let mut random = Random::new(5);
        let alphabet: Vec<char> = "0123456789999..--+eE".chars().collect();
        let typed = (0..20_000).map(|_| {
            (0..random.below(14)).map(|_| alphabet[random.below(alphabet.len())]).collect::<String>()
        });
        let typed: Vec<String> = typed.collect();
        let printed = (0..20_000).map(|_| f32::from_bits(random.next_u64() as u32).to_string());
        // Halfway between two numbers, just above and just below it, and at the ends of what there is.
        let hard = [
            "1.00000005960464477539062500000001",
            "1.000000059604644775390625",
            "1.00000005960464477539062499999999",
            "9007199254740993",
            "3.4028235677973366e38",
            "1e-45",
            "7.006492321624085e-46",
            "2.2250738585072011e-308",
            "1e400",
            "-0",
            "NaN",
            "inf",
            "-inf",
            "infinity",
            " 1",
            "1 ",
            "1_000",
            "0x10",
            "1f",
            "١",
        ];
        let all = typed.into_iter().chain(printed.collect::<Vec<_>>()).chain(hard.map(str::to_owned));
        for text in all {
            let (ours, theirs) = (parse::<f32>(&text), text.parse::<f32>().ok());
            assert_eq!(ours.map(bits32), theirs.map(bits32), "{text}");
            let (ours, theirs) = (parse::<f64>(&text), text.parse::<f64>().ok());
            assert_eq!(ours.map(bits64), theirs.map(bits64), "{text}");
        }
    }

    fn bits32(value: f32) -> u32 {
        if value.is_nan() { 0 } else { value.to_bits() }
    }

    fn bits64(value: f64) -> u64 {
        if value.is_nan() { 0 } else { value.to_bits() }
    }
}
