//! Messages of Protocol Buffers as they are written: in parts, so that weights are copied once, into the file.

/// A message, or the list of fields that it will be.
#[derive(Default)]
pub(super) struct Message<'a> {
    parts: Vec<Part<'a>>,
    len: usize,
}

enum Part<'a> {
    Bytes(Vec<u8>),
    Numbers(&'a [f32]),
}

impl<'a> Message<'a> {
    fn push(&mut self, bytes: &[u8]) {
        self.len += bytes.len();
        match self.parts.last_mut() {
            Some(Part::Bytes(last)) => last.extend_from_slice(bytes),
            _ => self.parts.push(Part::Bytes(bytes.to_vec())),
        }
    }

    fn varint(&mut self, mut value: u64) {
        let mut bytes = Vec::new();
        while value > 0x7f {
            bytes.push((value & 0x7f) as u8 | 0x80);
            value >>= 7;
        }
        bytes.push(value as u8);
        self.push(&bytes);
    }

    /// A field of a whole number.
    pub fn int(mut self, number: u64, value: i64) -> Self {
        self.varint(number << 3);
        self.varint(value.cast_unsigned());
        self
    }

    /// A field of a number of 32 bits.
    pub fn float(mut self, number: u64, value: f32) -> Self {
        self.varint(number << 3 | 5);
        self.push(&value.to_le_bytes());
        self
    }

    /// A field of text or other bytes.
    pub fn bytes(mut self, number: u64, value: impl AsRef<[u8]>) -> Self {
        self.varint(number << 3 | 2);
        self.varint(value.as_ref().len() as u64);
        self.push(value.as_ref());
        self
    }

    /// A field of the bytes of numbers, little-endian.
    pub fn numbers(mut self, number: u64, values: &'a [f32]) -> Self {
        let len = size_of_val(values);
        self.varint(number << 3 | 2);
        self.varint(len as u64);
        self.parts.push(Part::Numbers(values));
        self.len += len;
        self
    }

    /// A field of another message.
    pub fn message(mut self, number: u64, value: Self) -> Self {
        self.varint(number << 3 | 2);
        self.varint(value.len as u64);
        self.parts.extend(value.parts);
        self.len += value.len;
        self
    }

    /// All of its bytes.
    pub fn finish(self) -> Vec<u8> {
        let mut file = Vec::with_capacity(self.len);
        for part in self.parts {
            match part {
                Part::Bytes(bytes) => file.extend(bytes),
                Part::Numbers(values) => file.extend(values.iter().flat_map(|value| value.to_le_bytes())),
            }
        }
        file
    }
}
