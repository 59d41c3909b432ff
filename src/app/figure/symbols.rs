//! [`Symbol`]: formulas in letters, as MathML for the page and as plain text for drawings.

use crate::app::text::Text;

/// A part of a formula in letters. Indices are written as they are read: "c, 2i+u−1, v".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Symbol {
    /// An operator, as "=".
    Operator(&'static str),
    /// A letter with its index.
    Indexed(&'static str, String),
    /// The sum over these letters.
    Sum(&'static str),
    /// The maximum over these letters.
    Max(&'static str),
    /// One part of so many: "1 / 4".
    Part(String),
    /// ∂L by a letter with its index.
    Gradient(&'static str, String),
    /// A letter or an index on its own, as in a condition.
    Index(String),
    /// Words in between.
    Words(Text),
}

impl Symbol {
    /// A formula as MathML, which keys can scroll where it is wider than its room.
    ///
    /// ```
    /// use convoscope::app::figure::Symbol;
    /// let formula = [Symbol::Indexed("y", "2i".into()), Symbol::Operator("=")];
    /// assert_eq!(
    ///     Symbol::mathml(&formula),
    ///     "<math tabindex=\"0\"><msub><mi>y</mi><mrow><mn>2</mn><mi>i</mi></mrow></msub><mo>=</mo></math>"
    /// );
    /// assert_eq!(Symbol::text(&formula), "y(2i) =");
    /// ```
    pub fn mathml(symbols: &[Self]) -> String {
        let at = |letter: &str, index: &str| {
            format!("<msub><mi>{letter}</mi><mrow>{}</mrow></msub>", tokens(index))
        };
        let one = |symbol: &Self| match symbol {
            Self::Operator(sign) => format!("<mo>{sign}</mo>"),
            Self::Indexed(letter, index) => at(letter, index),
            Self::Sum(letters) => format!("<munder><mo>∑</mo><mrow>{}</mrow></munder>", tokens(letters)),
            Self::Max(letters) => format!("<munder><mi>max</mi><mrow>{}</mrow></munder>", tokens(letters)),
            Self::Part(all) => format!("<mfrac><mn>1</mn><mrow>{}</mrow></mfrac>", tokens(all)),
            Self::Gradient(letter, index) => format!(
                "<mfrac><mrow><mo>∂</mo><mi>L</mi></mrow><mrow><mo>∂</mo>{}</mrow></mfrac>",
                at(letter, index)
            ),
            Self::Index(index) => format!("<mrow>{}</mrow>", tokens(index)),
            Self::Words(words) => format!("<mtext>&nbsp;{words}&nbsp;</mtext>"),
        };
        format!("<math tabindex=\"0\">{}</math>", symbols.iter().map(one).collect::<String>())
    }

    /// A formula as plain text.
    pub fn text(symbols: &[Self]) -> String {
        let one = |symbol: &Self| match symbol {
            Self::Operator(sign) => (*sign).to_owned(),
            Self::Indexed(letter, index) => format!("{letter}({index})"),
            Self::Sum(letters) => format!("∑({letters})"),
            Self::Max(letters) => format!("max({letters})"),
            Self::Part(all) => format!("1/({all})"),
            Self::Gradient(letter, index) => format!("∂L/∂{letter}({index})"),
            Self::Index(index) => index.clone(),
            Self::Words(words) => (*words).to_string(),
        };
        symbols.iter().map(one).collect::<Vec<_>>().join(" ").replace(" · ", "·")
    }

    /// The same on lines: a condition has one of its own.
    pub fn lines(symbols: &[Self]) -> Vec<String> {
        let at = symbols.iter().position(|symbol| matches!(symbol, Self::Words(_))).unwrap_or(symbols.len());
        let (formula, condition) = symbols.split_at(at);
        let condition = (!condition.is_empty()).then(|| format!(" {}", Self::text(condition)));
        [Self::text(formula)].into_iter().chain(condition).collect()
    }
}

/// An index as MathML: numbers, letters, and the signs between them.
fn tokens(index: &str) -> String {
    let mut out = String::new();
    let mut rest = index;
    while let Some(first) = rest.chars().next() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (token, tag) = match first {
            _ if digits > 0 => (&rest[..digits], "mn"),
            _ if first.is_alphabetic() => (&rest[..first.len_utf8()], "mi"),
            _ => (&rest[..first.len_utf8()], "mo"),
        };
        if !first.is_whitespace() {
            out += &format!("<{tag}>{token}</{tag}>");
        }
        rest = &rest[token.len()..];
    }
    out
}
