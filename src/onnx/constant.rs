//! [`Constant`]: a tensor of the file, or one that follows from others.

use std::borrow::Cow;

use safetensors::tensor::Dtype;

use super::wire::{Span, Value};
use super::{Counted, OnnxError, TensorProblem};
use crate::tensors::{Tensor, Unfit, short};

/// Dimensions of a tensor.
const DIMS: usize = 8;
/// Whole numbers of a tensor that are looked at: shapes and axes.
const INTS: usize = 64;
/// Numbers that a file lists one by one, and not as bytes.
const LISTED: usize = 1 << 16;

/// A tensor whose numbers do not depend on the input.
#[derive(Clone, Debug)]
pub(super) struct Constant<'a> {
    /// Its name in the file; empty if it has none.
    pub name: &'a str,
    pub dims: Vec<usize>,
    numbers: Numbers<'a>,
}

#[derive(Clone, Debug)]
enum Numbers<'a> {
    /// Little-endian, row by row.
    Bytes(Dtype, Cow<'a, [u8]>),
    /// All the same.
    Filled(f32),
}

impl<'a> Constant<'a> {
    /// A tensor of this many of one number.
    pub fn filled(dims: Vec<usize>, value: f32) -> Self {
        Self { name: "", dims, numbers: Numbers::Filled(value) }
    }

    /// Whole numbers.
    pub fn of_ints(dims: Vec<usize>, ints: &[i64]) -> Self {
        let bytes = ints.iter().flat_map(|int| int.to_le_bytes()).collect::<Vec<u8>>();
        Self { name: "", dims, numbers: Numbers::Bytes(Dtype::I64, bytes.into()) }
    }

    /// A list of numbers.
    pub fn of_floats(floats: &[f32]) -> Self {
        let bytes = floats.iter().flat_map(|float| float.to_le_bytes()).collect::<Vec<u8>>();
        Self { name: "", dims: vec![floats.len()], numbers: Numbers::Bytes(Dtype::F32, bytes.into()) }
    }

    /// A `TensorProto` and its name.
    pub fn read(mut span: Span<'a>) -> Result<(&'a str, Self), OnnxError> {
        let (mut name, mut dims, mut data_type, mut external) = ("", Vec::new(), 0, false);
        let (mut raw, mut listed, mut ints) = (None, Vec::new(), Vec::new());
        while let Some((number, value)) = span.field()? {
            match number {
                1 => value.ints(&mut dims, DIMS)?,
                2 => data_type = value.int()?,
                // The bytes of packed numbers are those of raw data.
                4 | 10 => match value {
                    Value::Bytes(span) if raw.is_none() && listed.is_empty() => raw = Some(span.bytes),
                    Value::Bytes(span) | Value::Fixed32(span) | Value::Fixed64(span) => {
                        listed.extend_from_slice(raw.take().unwrap_or_default());
                        listed.extend_from_slice(span.bytes);
                        OnnxError::at_most(Counted::NumbersOneByOne, listed.len(), LISTED)?;
                    }
                    Value::Varint(_) => {}
                },
                5 | 7 => value.ints(&mut ints, LISTED)?,
                8 => name = value.text()?,
                9 => raw = Some(value.span()?.bytes),
                14 => external = value.int()? == 1,
                _ => {}
            }
        }
        if external {
            return Err(OnnxError::External { tensor: short(name) });
        }
        let fail = |why| OnnxError::Tensor { tensor: short(name), why };
        let dtype = dtype(data_type).ok_or_else(|| fail(TensorProblem::Type))?;
        let dims: Option<Vec<usize>> = dims.into_iter().map(|dim| usize::try_from(dim).ok()).collect();
        let dims = dims.ok_or_else(|| fail(TensorProblem::NegativeDim))?;
        let size = dtype.bitsize() / 8;
        let bytes = match raw {
            Some(raw) => Cow::Borrowed(raw),
            None if ints.is_empty() => listed.into(),
            None => ints
                .iter()
                .flat_map(|int| int.to_le_bytes().into_iter().take(size))
                .collect::<Vec<u8>>()
                .into(),
        };
        let needed = dims.iter().try_fold(size, |product, dim| product.checked_mul(*dim));
        if needed != Some(bytes.len()) {
            return Err(fail(TensorProblem::Count));
        }
        Ok((name, Self { name, dims, numbers: Numbers::Bytes(dtype, bytes) }))
    }

    /// How many numbers it has.
    pub fn len(&self) -> usize {
        self.dims.iter().fold(1, |product, dim| product.saturating_mul(*dim))
    }

    /// The same numbers with other dimensions.
    pub fn with_dims(&self, dims: Vec<usize>) -> Self {
        Self { dims, ..self.clone() }
    }

    /// As many numbers as there are `values`: its own, or its only one again and again.
    pub fn values(&self, values: &mut [f32]) -> Result<(), OnnxError> {
        let unfit = |unfit: Unfit| OnnxError::unfit(self.name, unfit);
        match &self.numbers {
            Numbers::Filled(value) => values.fill(*value),
            Numbers::Bytes(dtype, bytes) if self.len() == 1 => {
                let mut one = [0.0];
                Tensor::dense(String::new(), vec![], *dtype, bytes).read(&mut one).map_err(unfit)?;
                values.fill(one[0]);
            }
            Numbers::Bytes(dtype, bytes) => {
                let tensor = Tensor::dense(String::new(), vec![self.len()], *dtype, bytes);
                tensor.read(values).map_err(unfit)?;
            }
        }
        Ok(())
    }

    /// Its only number.
    pub fn number(&self) -> Option<f32> {
        let mut one = [0.0];
        (self.len() == 1 && self.values(&mut one).is_ok()).then_some(one[0])
    }

    /// A few whole numbers: a shape or axes.
    pub fn ints(&self) -> Option<Vec<i64>> {
        match &self.numbers {
            Numbers::Bytes(Dtype::I64, bytes) if self.len() <= INTS => {
                Some(bytes.as_chunks().0.iter().map(|int| i64::from_le_bytes(*int)).collect())
            }
            Numbers::Bytes(Dtype::I32, bytes) if self.len() <= INTS => {
                Some(bytes.as_chunks().0.iter().map(|int| i32::from_le_bytes(*int).into()).collect())
            }
            Numbers::Filled(value) if self.len() <= INTS && libm::truncf(*value) == *value => {
                Some(vec![*value as i64; self.len()])
            }
            _ => None,
        }
    }
}

/// The type of numbers by its number in `TensorProto.DataType`.
fn dtype(number: i64) -> Option<Dtype> {
    Some(match number {
        1 => Dtype::F32,
        2 => Dtype::U8,
        3 => Dtype::I8,
        4 => Dtype::U16,
        5 => Dtype::I16,
        6 => Dtype::I32,
        7 => Dtype::I64,
        9 => Dtype::BOOL,
        10 => Dtype::F16,
        11 => Dtype::F64,
        12 => Dtype::U32,
        13 => Dtype::U64,
        16 => Dtype::BF16,
        _ => return None,
    })
}
