use std::fmt;

use super::Network;

/// Why a text is not a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1.
    pub column: usize,
    /// What is wrong there.
    pub why: String,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, why } = self;
        write!(f, "this is not a network in JSON: line {line}, column {column}: {why}")
    }
}

impl std::error::Error for JsonError {}

impl Network {
    /// The network as text. [`Plan::new`](super::Plan::new) says whether what was read can be run.
    ///
    /// ```
    /// use convoscope::layers::dense::Dense;
    /// use convoscope::network::Network;
    /// use convoscope::shape::Shape;
    /// let mut network = Network::new(Shape::flat(2));
    /// network.chain([Dense::new(3).into()]);
    /// let text = network.to_json();
    /// assert_eq!(Network::from_json(&text), Ok(network));
    /// let error = Network::from_json(&text.replace("units", "unit")).unwrap_err().to_string();
    /// assert!(error.starts_with("this is not a network in JSON: line 13, column 9: missing field `units`"), "{error}");
    /// ```
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a network is plain data")
    }

    /// Reads what [`to_json`](Self::to_json) wrote.
    pub fn from_json(text: &str) -> Result<Self, JsonError> {
        serde_json::from_str(text).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            let why = error.to_string();
            let place = format!(" at line {line} column {column}");
            JsonError { line, column, why: why.trim_end_matches(&place).to_owned() }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Network;
    use crate::layers::conv::Conv;
    use crate::layers::global_avg_pool::GlobalAvgPool;
    use crate::layers::pad::Pad;
    use crate::layers::pool::Pool;
    use crate::shape::Shape;

    #[test]
    fn json_with_earlier_names_is_read() {
        let mut network = Network::new(Shape::new(1, 8, 8));
        let pad = Pad { rows: (1, 1), columns: (0, 0), padding_mode: Default::default() };
        network.chain([pad.into(), Conv::new(2, 3).into(), Pool::max(2).into(), GlobalAvgPool.into()]);
        let earlier = [
            ("padding_mode", "fill"),
            ("connection_table", "table"),
            ("ceil_mode", "ceil"),
            ("GlobalAvgPool", "GlobalAverage"),
        ];
        let text = earlier.iter().fold(network.to_json(), |text, (now, then)| {
            assert!(text.contains(now), "{text}");
            text.replace(now, then)
        });
        assert_eq!(Network::from_json(&text), Ok(network));
    }
}
