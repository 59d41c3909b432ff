//! The wire format of Protocol Buffers: fields, each a number and a value. Read where it lies, without copies, and only as
//! deep as somebody asks.

use super::{Counted, Missing, OnnxError};

/// Bytes of the file, and where they begin in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span<'a> {
    pub bytes: &'a [u8],
    pub at: usize,
}

/// The value of a field.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value<'a> {
    /// A whole number of up to 64 bits.
    Varint(u64),
    /// Eight bytes.
    Fixed64(Span<'a>),
    /// A text, a message, or numbers one after the other.
    Bytes(Span<'a>),
    /// Four bytes.
    Fixed32(Span<'a>),
}

impl<'a> Span<'a> {
    /// The next field of a message, which is taken off; `None` at its end.
    pub fn field(&mut self) -> Result<Option<(u64, Value<'a>)>, OnnxError> {
        if self.bytes.is_empty() {
            return Ok(None);
        }
        let at = self.at;
        let tag = self.varint()?;
        let value = match tag & 7 {
            0 => Value::Varint(self.varint()?),
            1 => Value::Fixed64(self.take(8)?),
            2 => {
                let len = self.varint()?;
                Value::Bytes(self.take(len)?)
            }
            5 => Value::Fixed32(self.take(4)?),
            _ => return Err(damaged(at, Missing::Field)),
        };
        Ok(Some((tag >> 3, value)))
    }

    /// The next whole number, which is taken off.
    pub fn varint(&mut self) -> Result<u64, OnnxError> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?.bytes[0];
            // The tenth byte has one bit of 64 left.
            if shift == 63 && byte > 1 {
                break;
            }
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(damaged(self.at, Missing::Varint))
    }

    fn take(&mut self, len: u64) -> Result<Self, OnnxError> {
        let split = usize::try_from(len).ok().and_then(|len| self.bytes.split_at_checked(len));
        let (taken, rest) = split.ok_or_else(|| damaged(self.at, Missing::Bytes))?;
        let span = Self { bytes: taken, at: self.at };
        (self.bytes, self.at) = (rest, self.at + taken.len());
        Ok(span)
    }
}

impl<'a> Value<'a> {
    /// As a message, bytes, or packed numbers.
    pub fn span(self) -> Result<Span<'a>, OnnxError> {
        match self {
            Self::Bytes(span) => Ok(span),
            Self::Varint(_) => Err(damaged(0, Missing::Message)),
            Self::Fixed64(span) | Self::Fixed32(span) => Err(damaged(span.at, Missing::Message)),
        }
    }

    /// As text.
    pub fn text(self) -> Result<&'a str, OnnxError> {
        let span = self.span()?;
        std::str::from_utf8(span.bytes).map_err(|_| damaged(span.at, Missing::Text))
    }

    /// As a whole number.
    pub fn int(self) -> Result<i64, OnnxError> {
        match self {
            Self::Varint(value) => Ok(value.cast_signed()),
            Self::Fixed64(span) | Self::Fixed32(span) | Self::Bytes(span) => {
                Err(damaged(span.at, Missing::Int))
            }
        }
    }

    /// As a number of 32 bits.
    pub fn float(self) -> Result<f32, OnnxError> {
        match self {
            Self::Fixed32(Span { bytes: &[a, b, c, d], .. }) => Ok(f32::from_le_bytes([a, b, c, d])),
            Self::Fixed32(span) | Self::Fixed64(span) | Self::Bytes(span) => {
                Err(damaged(span.at, Missing::Float))
            }
            Self::Varint(_) => Err(damaged(0, Missing::Float32)),
        }
    }

    /// Adds the whole numbers of a repeated field, which stand alone or packed, as far as there may be `most`.
    pub fn ints(self, into: &mut Vec<i64>, most: usize) -> Result<(), OnnxError> {
        match self {
            Self::Bytes(mut span) => {
                while !span.bytes.is_empty() {
                    into.push(span.varint()?.cast_signed());
                    OnnxError::at_most(Counted::NumbersOfField, into.len(), most)?;
                }
            }
            value => into.push(value.int()?),
        }
        OnnxError::at_most(Counted::NumbersOfField, into.len(), most)
    }
}

pub(super) fn damaged(at: usize, expected: Missing) -> OnnxError {
    OnnxError::Damaged { at, expected }
}
