//! What `torch.save` writes since PyTorch 1.6: a ZIP archive with a pickle, `data.pkl`, and a file for each storage, all in
//! one folder.

use std::borrow::Cow;
use std::collections::HashMap;

use super::pickle::{self, Storage};
use super::{NotTensors, TensorFile, TensorFileError, state_dict};
use crate::data::DataError;
use crate::data::zip::{Archive, Wanted};

pub(super) fn read(bytes: &[u8]) -> Result<TensorFile<'_>, TensorFileError> {
    let damaged = |error: DataError| TensorFileError::Archive { error: Box::new(error) };
    let archive = Archive::open("", bytes, None, |_| Some(Wanted::Weights)).map_err(damaged)?;
    let (mut files, mut folder) = (HashMap::new(), None);
    for entry in &archive.files {
        // PyTorch never deflates. What is deflated would have to be kept beside the file's own bytes.
        if let Cow::Borrowed(content) = archive.unpack(entry).map_err(damaged)? {
            files.insert(entry.path.as_str(), content);
        }
        folder = folder.or(entry.path.strip_suffix("data.pkl"));
    }
    let not_saved = || TensorFileError::Format { why: NotTensors::Archive };
    let folder = folder.ok_or_else(not_saved)?;
    let file = |name: &str| files.get(format!("{folder}{name}").as_str()).copied();
    if file("byteorder").is_some_and(|order| order.starts_with(b"big")) {
        return Err(TensorFileError::BigEndian);
    }
    let saved = pickle::read(file("data.pkl").ok_or_else(not_saved)?, 0)?;
    state_dict::read(&saved, &|storage: &Storage<'_>| file(&format!("data/{}", storage.key)))
}
