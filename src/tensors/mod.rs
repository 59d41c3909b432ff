//! Named tensors in files of other programs: safetensors, and what `torch.save` writes.

mod archive;
mod error;
mod legacy;
mod pickle;
mod state_dict;
mod tensor;
mod values;

pub use error::{Counted, Kind, Missing, NotSafetensors, NotTensors, TensorFileError, short};
pub use tensor::Tensor;
pub use values::Unfit;

use safetensors::SafeTensors;

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TensorFile<'a> {
    /// Its tensors.
    pub tensors: Vec<Tensor<'a>>,
    /// The entry of a checkpoint that they stand in, as "state_dict"; what stands beside it is not read. Empty if there is none.
    pub entry: String,
}

/// Reads the tensors of a file: safetensors, or a `state_dict`, a checkpoint with one inside, or a whole module that
/// `torch.save` wrote (`.pt`, `.pth`, in the ZIP format or the one before PyTorch 1.6). Nothing of the file is run: of a
/// pickle only tensors are built, and whatever else it asks for stays a name. Tensors borrow the file's bytes.
///
/// ```
/// let header = br#"{"a.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}"#;
/// let numbers = [1.0f32, 2.0].map(f32::to_le_bytes).concat();
/// let bytes = [&(header.len() as u64).to_le_bytes()[..], header, &numbers].concat();
/// let file = convoscope::tensors::read(&bytes)?;
/// assert_eq!((&*file.tensors[0].name, &file.tensors[0].dims[..]), ("a.weight", &[1, 2][..]));
/// assert_eq!(file.tensors[0].data(), numbers);
/// # Ok::<(), convoscope::tensors::TensorFileError>(())
/// ```
pub fn read(bytes: &[u8]) -> Result<TensorFile<'_>, TensorFileError> {
    match bytes {
        [b'P', b'K', 3, 4, ..] => archive::read(bytes),
        // The first of the pickles is a whole number, whose third byte tells it from the length that a safetensors file
        // begins with.
        [0x80, 2..=5, third, ..] if *third > 0 => legacy::read(bytes),
        _ => read_safetensors(bytes)
            .map_err(|NotSafetensors(why)| TensorFileError::Format { why: NotTensors::Reader(why) }),
    }
}

/// Reads the tensors of a safetensors file.
pub fn read_safetensors(bytes: &[u8]) -> Result<TensorFile<'_>, NotSafetensors> {
    let file = SafeTensors::deserialize(bytes).map_err(|error| NotSafetensors(short(&error.to_string())))?;
    let mut tensors: Vec<Tensor<'_>> = file
        .iter()
        .map(|(name, view)| Tensor::dense(name.to_owned(), view.shape().to_vec(), view.dtype(), view.data()))
        .collect();
    // The reader has them in no order, but an error names the first.
    tensors.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(TensorFile { tensors, entry: String::new() })
}

#[cfg(test)]
mod tests;
