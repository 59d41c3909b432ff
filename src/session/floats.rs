//! Many values at once in a message: as bytes, which are copied, instead of number by number. Both sides of a message are on one
//! machine, and see bytes in the same order.

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{SerializeSeq, Serializer};
use serde_bytes::Bytes;

pub fn serialize<S: Serializer>(lists: &[impl AsRef<[f32]>], serializer: S) -> Result<S::Ok, S::Error> {
    let mut written = serializer.serialize_seq(Some(lists.len()))?;
    for values in lists {
        written.serialize_element(Bytes::new(bytemuck::cast_slice(values.as_ref())))?;
    }
    written.end()
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Vec<f32>>, D::Error> {
    let lists: Vec<&Bytes> = Deserialize::deserialize(deserializer)?;
    let values = |bytes: &Bytes| match bytes.as_chunks() {
        (words, []) => Ok(words.iter().map(|word| f32::from_ne_bytes(*word)).collect()),
        _ => Err(D::Error::custom("not whole numbers")),
    };
    lists.into_iter().map(values).collect()
}

/// All weights of a network in a message.
pub mod weights {
    use serde::de::{Deserializer, Error};
    use serde::ser::Serializer;

    use crate::network::Weights;

    pub fn serialize<S: Serializer>(weights: &Weights, serializer: S) -> Result<S::Ok, S::Error> {
        super::serialize(&[&weights.params, &weights.running], serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Weights, D::Error> {
        let [params, running] = <[Vec<f32>; 2]>::try_from(super::deserialize(deserializer)?)
            .map_err(|lists| D::Error::custom(format_args!("{} lists of weights", lists.len())))?;
        Ok(Weights { params, running })
    }
}

#[cfg(test)]
mod tests {
    use crate::network::Weights;
    use crate::session::{Event, RunId};

    #[test]
    fn floats_roundtrip() {
        let weights = Weights { params: vec![0.5, -3.0], running: vec![2.0] };
        let opened = Event::Opened { run: RunId(3), weights, ranges: vec![1.0] };
        let bytes = postcard::to_allocvec(&opened).unwrap();
        assert_eq!(postcard::from_bytes::<Event>(&bytes).unwrap(), opened);
        let activations = vec![vec![1.5, -0.0, f32::MIN_POSITIVE], vec![], vec![7.0]];
        let event = Event::Activations { run: RunId(3), nodes: vec![], activations, milliseconds: vec![0.5] };
        let bytes = postcard::to_allocvec(&event).unwrap();
        assert_eq!(postcard::from_bytes::<Event>(&bytes).unwrap(), event);
        for len in 0..bytes.len() {
            assert!(postcard::from_bytes::<Event>(&bytes[..len]).is_err(), "cut to {len} bytes");
        }
    }
}
