//! Many values at once in a message: as bytes, which are copied, instead of number by number.

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::Serializer;

pub fn serialize<S: Serializer>(values: &[Vec<f32>], serializer: S) -> Result<S::Ok, S::Error> {
    let lens = values.iter().map(|values| values.len() as u32);
    let head: Vec<u32> = std::iter::once(values.len() as u32).chain(lens).collect();
    let len = head.len() + values.iter().map(Vec::len).sum::<usize>();
    let mut words = vec![[0; 4]; len];
    let (places, mut rest) = words.split_at_mut(head.len());
    places.iter_mut().zip(head).for_each(|(place, number)| *place = number.to_le_bytes());
    for values in values {
        // Lists of equal length, so that they are copied at once.
        let (places, behind) = rest.split_at_mut(values.len());
        places.iter_mut().zip(values).for_each(|(place, value)| *place = value.to_le_bytes());
        rest = behind;
    }
    serializer.serialize_bytes(words.as_flattened())
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Vec<f32>>, D::Error> {
    let bytes: &[u8] = Deserialize::deserialize(deserializer)?;
    let (words, []) = bytes.as_chunks::<4>() else { return Err(D::Error::custom("not whole numbers")) };
    let cut = || D::Error::custom("a list that ends too soon");
    let (count, rest) = words.split_first().ok_or_else(cut)?;
    let (lens, mut rest) = rest.split_at_checked(u32::from_le_bytes(*count) as usize).ok_or_else(cut)?;
    lens.iter()
        .map(|len| {
            let (values, behind) =
                rest.split_at_checked(u32::from_le_bytes(*len) as usize).ok_or_else(cut)?;
            rest = behind;
            Ok(values.iter().map(|value| f32::from_le_bytes(*value)).collect())
        })
        .collect()
}

/// All weights of a network in a message.
pub mod weights {
    use serde::de::{Deserializer, Error};
    use serde::ser::Serializer;

    use crate::network::Weights;

    pub fn serialize<S: Serializer>(weights: &Weights, serializer: S) -> Result<S::Ok, S::Error> {
        super::serialize(&[weights.params.clone(), weights.running.clone()], serializer)
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
