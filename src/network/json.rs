use serde::{Deserialize, Serialize};

use super::Network;
use super::limits::TOO_MANY;

/// Bytes of the longest text that is read as a network. A layer takes about 1 KB, an entry of a connection table 20 bytes: the
/// largest network that can be planned takes less.
pub const MAX_JSON: usize = 32 << 20;

/// Why a text is not a network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JsonError {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1.
    pub column: usize,
    /// What is wrong there.
    pub why: JsonReason,
}

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum JsonReason {
    /// It is longer than [`MAX_JSON`].
    Long,
    /// It has more layers than a network may have, or one of them has more inputs.
    Layers,
    /// A setting is too large a number to be written again.
    LargeNumber,
    /// What the reader of JSON says, in English.
    Reader(String),
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

    /// Reads what [`to_json`](Self::to_json) wrote, also behind the byte order mark that some editors put in front of a text.
    pub fn from_json(text: &str) -> Result<Self, JsonError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.len() > MAX_JSON {
            return Err(JsonError { line: 1, column: 1, why: JsonReason::Long });
        }
        let read = serde_json::from_str(text).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            let said = error.to_string();
            let place = format!(" at line {line} column {column}");
            let why = match said.trim_end_matches(&place) {
                TOO_MANY => JsonReason::Layers,
                said => JsonReason::Reader(said.to_owned()),
            };
            JsonError { line, column, why }
        });
        read.and_then(|network: Self| {
            let why = JsonReason::LargeNumber;
            if network.can_be_written() { Ok(network) } else { Err(JsonError { line: 1, column: 1, why }) }
        })
    }

    /// Whether all of its settings are finite numbers, as far as JSON can tell: what is read can be written and read again.
    pub(super) fn can_be_written(&self) -> bool {
        let json = serde_json::to_string(self).expect("a network is plain data");
        serde_json::from_str::<Self>(&json).is_ok_and(|read| read == *self)
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

    /// What is refused is refused at the first layer too many, before there are others.
    #[test]
    fn json_of_too_many_layers_is_refused() {
        let json = |layers: usize| {
            let layer = r#"{"layer":{"Flatten":null},"inputs":[0]}"#;
            let layers = vec![layer; layers].join(",\n");
            format!(r#"{{"input":{{"c":1,"h":1,"w":1}},"nodes":[{layers}]}}"#)
        };
        assert!(Network::from_json(&json(1000)).is_ok());
        for layers in [1001, 50_000, 500_000] {
            let error = Network::from_json(&json(layers)).unwrap_err();
            assert!(error.line <= 1002, "{error}");
            assert!(error.to_string().contains("a network has at most 1000 layers"), "{error}");
        }
        let error = Network::from_json(&" ".repeat(super::MAX_JSON + 1)).unwrap_err();
        assert!(error.to_string().ends_with(": it is longer than 32 MiB"), "{error}");
    }

    /// 1e300 is a number for JSON, but no f32.
    #[test]
    fn a_setting_that_cannot_be_written_is_not_read() {
        let mut network = Network::new(Shape::new(1, 8, 8));
        network.chain([crate::layers::layer_norm::LayerNorm { eps: 0.5 }.into()]);
        let text = network.to_json().replace("0.5", "1e300");
        assert!(Network::from_json(&text).unwrap_err().to_string().contains("too large a number"));
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        let mut network = Network::new(Shape::new(1, 8, 8));
        network.chain([Conv::new(2, 3).into()]);
        assert_eq!(Network::from_json(&format!("\u{feff}{}", network.to_json())), Ok(network));
    }

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
