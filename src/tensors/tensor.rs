//! [`Tensor`]: a name, dimensions, and where in a file its numbers lie.

use std::borrow::Cow;

use safetensors::tensor::Dtype;

use super::{TensorFileError, Unfit, values};

/// A tensor in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Tensor<'a> {
    /// Its name, as in a `state_dict`: "conv1.weight".
    pub name: String,
    /// Its dimensions; none for a single number.
    pub dims: Vec<usize>,
    /// The type of its numbers.
    pub dtype: Dtype,
    /// Bytes of its storage, from its first number on.
    bytes: &'a [u8],
    /// How many numbers lie between neighbours along each dimension; empty where they lie row by row without gaps.
    strides: Vec<usize>,
}

/// A part of a storage: PyTorch's tensors are views.
#[derive(Clone, Debug)]
pub(super) struct View {
    pub offset: u64,
    pub dims: Vec<u64>,
    pub strides: Vec<u64>,
}

impl<'a> Tensor<'a> {
    /// A tensor whose numbers lie row by row.
    pub fn dense(name: String, dims: Vec<usize>, dtype: Dtype, bytes: &'a [u8]) -> Self {
        Self { name, dims, dtype, bytes, strides: Vec::new() }
    }

    /// A view of a storage, which must hold all of it. Views that repeat numbers, as `expand` makes them, are refused, since
    /// few bytes could be any number of them.
    pub(super) fn view(
        name: String,
        dtype: Dtype,
        storage: &'a [u8],
        view: &View,
    ) -> Result<Self, TensorFileError> {
        let held = (storage.len() * 8 / dtype.bitsize()) as u64;
        let refuse = |needed| Err(TensorFileError::Storage { name: super::short(&name), needed, held });
        let count = view.dims.iter().fold(1u64, |product, &dim| product.saturating_mul(dim));
        if count > held || view.dims.len() != view.strides.len() {
            return refuse(count);
        }
        let last = view.dims.iter().zip(&view.strides).fold(view.offset, |at, (&dim, &stride)| {
            at.saturating_add(dim.saturating_sub(1).saturating_mul(stride))
        });
        if count > 0 && last >= held {
            return refuse(last.saturating_add(1));
        }
        let from = if count > 0 { view.offset as usize * (dtype.bitsize() / 8) } else { 0 };
        let small = |values: &[u64]| values.iter().map(|&value| value as usize).collect::<Vec<_>>();
        let (dims, strides) = (small(&view.dims), small(&view.strides));
        let strides = if count == 0 || are_dense(&dims, &strides) { Vec::new() } else { strides };
        Ok(Self { name, dims, dtype, bytes: &storage[from..], strides })
    }

    /// Reads its numbers row by row, of whatever type they are, straight from the file.
    pub fn read(&self, values: &mut [f32]) -> Result<(), Unfit> {
        values::read(self.dtype, &self.data(), values)
    }

    /// Its numbers row by row, as little-endian bytes; a copy only where they lie in another order.
    pub fn data(&self) -> Cow<'a, [u8]> {
        let size = self.dtype.bitsize() / 8;
        let count: usize = self.dims.iter().product();
        if self.strides.is_empty() {
            // Types of less than a byte are nobody's weights, but their bytes are counted right.
            return Cow::Borrowed(&self.bytes[..(count * self.dtype.bitsize()).div_ceil(8)]);
        }
        let mut data = Vec::with_capacity(count * size);
        let mut index = vec![0; self.dims.len()];
        for _ in 0..count {
            let at: usize = index.iter().zip(&self.strides).map(|(i, stride)| i * stride).sum();
            data.extend_from_slice(&self.bytes[at * size..][..size]);
            for axis in (0..index.len()).rev() {
                index[axis] += 1;
                if index[axis] < self.dims[axis] {
                    break;
                }
                index[axis] = 0;
            }
        }
        Cow::Owned(data)
    }
}

/// Whether numbers lie row by row. The stride of a dimension of one means nothing.
fn are_dense(dims: &[usize], strides: &[usize]) -> bool {
    let mut expected = 1;
    dims.iter().zip(strides).rev().all(|(&dim, &stride)| {
        let fits = dim == 1 || stride == expected;
        expected *= dim;
        fits
    })
}
