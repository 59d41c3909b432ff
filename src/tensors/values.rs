//! Numbers of a file as `f32`.

use half::{bf16, f16};
use safetensors::tensor::Dtype;

/// Why numbers cannot be `f32`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Unfit {
    /// They are of a type that is not read.
    Type,
    /// They are whole numbers that no `f32` is.
    Inexact,
    /// One is finite, but not as `f32`.
    TooLarge,
}

/// Reads as many numbers of the type `dtype` as there are `values`. Fractions are rounded, whole numbers are not; ∞ and NaN stay
/// what they are.
pub(super) fn read(dtype: Dtype, bytes: &[u8], values: &mut [f32]) -> Result<(), Unfit> {
    let mut too_large = false;
    let exact = match dtype {
        Dtype::F32 => each(bytes, values, |b| Some(f32::from_le_bytes(b))),
        Dtype::F16 => each(bytes, values, |b| Some(f16::from_le_bytes(b).to_f32())),
        Dtype::BF16 => each(bytes, values, |b| Some(bf16::from_le_bytes(b).to_f32())),
        Dtype::F64 => each(bytes, values, |b| {
            let (wide, value) = (f64::from_le_bytes(b), f64::from_le_bytes(b) as f32);
            too_large |= wide.is_finite() && !value.is_finite();
            Some(value)
        }),
        Dtype::U8 => each(bytes, values, |b| whole(u8::from_le_bytes(b))),
        Dtype::I8 => each(bytes, values, |b| whole(i8::from_le_bytes(b))),
        Dtype::U16 => each(bytes, values, |b| whole(u16::from_le_bytes(b))),
        Dtype::I16 => each(bytes, values, |b| whole(i16::from_le_bytes(b))),
        Dtype::U32 => each(bytes, values, |b| whole(u32::from_le_bytes(b))),
        Dtype::I32 => each(bytes, values, |b| whole(i32::from_le_bytes(b))),
        Dtype::U64 => each(bytes, values, |b| whole(u64::from_le_bytes(b))),
        Dtype::I64 => each(bytes, values, |b| whole(i64::from_le_bytes(b))),
        _ => return Err(Unfit::Type),
    };
    if !exact {
        Err(Unfit::Inexact)
    } else if too_large {
        Err(Unfit::TooLarge)
    } else {
        Ok(())
    }
}

/// Writes the number of every N bytes; whether each was one.
fn each<const N: usize>(
    bytes: &[u8],
    values: &mut [f32],
    mut number: impl FnMut([u8; N]) -> Option<f32>,
) -> bool {
    let (chunks, _) = bytes.as_chunks::<N>();
    values.iter_mut().zip(chunks).all(|(value, &chunk)| number(chunk).map(|found| *value = found).is_some())
}

/// A whole number as the `f32` that equals it, if one does.
fn whole(number: impl Into<i128>) -> Option<f32> {
    let number = number.into();
    let value = number as f32;
    (value as i128 == number).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_becomes_the_nearest_f32_or_says_why_not() {
        let one = |dtype: Dtype, bytes: &[u8]| {
            let mut value = [0.0];
            read(dtype, bytes, &mut value).map(|()| value[0])
        };
        // BF16 is the upper half of an F32.
        assert_eq!(one(Dtype::BF16, &0x4049u16.to_le_bytes()), Ok(f32::from_bits(0x4049_0000)));
        assert_eq!(one(Dtype::F16, &0x3c00u16.to_le_bytes()), Ok(1.0));
        assert_eq!(one(Dtype::F64, &0.1f64.to_le_bytes()), Ok(0.1));
        assert_eq!(one(Dtype::F64, &1e300f64.to_le_bytes()), Err(Unfit::TooLarge));
        assert_eq!(one(Dtype::F64, &f64::NEG_INFINITY.to_le_bytes()), Ok(f32::NEG_INFINITY));
        assert!(one(Dtype::F32, &f32::NAN.to_le_bytes()).is_ok_and(f32::is_nan));
        assert_eq!(one(Dtype::I8, &[0x80]), Ok(-128.0));
        assert_eq!(one(Dtype::I64, &(1i64 << 40).to_le_bytes()), Ok((1i64 << 40) as f32));
        assert_eq!(one(Dtype::U32, &16_777_217u32.to_le_bytes()), Err(Unfit::Inexact));
        assert_eq!(one(Dtype::U64, &u64::MAX.to_le_bytes()), Err(Unfit::Inexact));
        assert_eq!(one(Dtype::I64, &i64::MIN.to_le_bytes()), Ok(-(2f32.powi(63))));
        assert_eq!(one(Dtype::BOOL, &[1]), Err(Unfit::Type));
    }
}
