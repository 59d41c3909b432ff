//! A network as the text of a link: its JSON, compressed, in the link-safe alphabet of base64. Nothing depends on the order of
//! kinds, variants or fields, only on their names.

use std::io::{Read, Write};

use base64ct::{Base64UrlUnpadded, Encoding};
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use super::{MAX_JSON, Network};

mod version1;

impl Network {
    /// A text of letters, digits, `-` and `_`, of any length: a link's own bound is up to whoever makes links of it.
    ///
    /// ```
    /// use convoscope::layers::dense::Dense;
    /// use convoscope::network::Network;
    /// use convoscope::shape::Shape;
    /// let mut network = Network::new(Shape::flat(2));
    /// network.chain([Dense::new(30).into(), Dense::new(2).into()]);
    /// assert_eq!(Network::from_link(&network.to_link(), 2), Some(network));
    /// ```
    pub fn to_link(&self) -> String {
        let json = serde_json::to_vec(self).expect("a network is plain data");
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        let written = encoder.write_all(&json).and_then(|()| encoder.finish());
        Base64UrlUnpadded::encode_string(&written.expect("memory can be written to"))
    }

    /// Reads the text of a link of this version; `None` if it is no network, or too large a one.
    pub fn from_link(text: &str, version: u32) -> Option<Self> {
        let bytes = Base64UrlUnpadded::decode_vec(text).ok()?;
        if version == 1 {
            return version1::read(&bytes).filter(Self::can_be_written);
        }
        let mut json = Vec::new();
        DeflateDecoder::new(&bytes[..]).take(MAX_JSON as u64 + 1).read_to_end(&mut json).ok()?;
        let network = (json.len() <= MAX_JSON).then(|| serde_json::from_slice(&json).ok())??;
        Some(network).filter(Self::can_be_written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::samples::samples;
    use crate::network::NodeId;
    use crate::random::Random;
    use crate::shape::Shape;

    #[test]
    fn every_layer_is_read_back_from_a_link() {
        for sample in samples() {
            let mut network = Network::new(sample.shapes[0]);
            network.add(sample.layer, &vec![NodeId::INPUT; sample.shapes.len()]);
            assert_eq!(Network::from_link(&network.to_link(), 2), Some(network));
        }
    }

    /// Whoever swaps fields, variants or kinds changes no link.
    #[test]
    fn the_order_of_fields_does_not_matter() {
        let json = r#"{"nodes":[{"inputs":[0],"layer":{"Dense":{"bias":false,"units":3}}}],"input":{"w":1,"h":1,"c":2}}"#;
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(json.as_bytes()).unwrap();
        let text = Base64UrlUnpadded::encode_string(&encoder.finish().unwrap());
        assert_eq!(Network::from_link(&text, 2), Some(Network::from_json(json).unwrap()));
    }

    #[test]
    fn what_is_too_large_is_refused_before_it_is_built() {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        (0..MAX_JSON >> 13).for_each(|_| encoder.write_all(&[b'['; 1 << 14]).unwrap());
        let bomb = Base64UrlUnpadded::encode_string(&encoder.finish().unwrap());
        assert_eq!(Network::from_link(&bomb, 2), None);
        let mut deep = DeflateEncoder::new(Vec::new(), Compression::best());
        deep.write_all(format!("{{\"nodes\":{}", "[".repeat(100_000)).as_bytes()).unwrap();
        assert_eq!(Network::from_link(&Base64UrlUnpadded::encode_string(&deep.finish().unwrap()), 2), None);
    }

    #[test]
    fn no_text_makes_either_version_fail() {
        let mut random = Random::new(9);
        let mut network = Network::new(Shape::new(1, 8, 8));
        for sample in samples() {
            network.add(sample.layer, &[NodeId::INPUT]);
        }
        let whole = network.to_link();
        for _ in 0..2000 {
            let bytes: Vec<u8> = (0..random.below(60)).map(|_| random.below(256) as u8).collect();
            let noise = Base64UrlUnpadded::encode_string(&bytes);
            let mut damaged = whole.clone().into_bytes();
            damaged[random.below(whole.len())] = b'a' + random.below(26) as u8;
            for text in [noise.as_str(), std::str::from_utf8(&damaged).unwrap(), "é", ""] {
                let _ = (Network::from_link(text, 1), Network::from_link(text, 2));
            }
        }
    }
}
