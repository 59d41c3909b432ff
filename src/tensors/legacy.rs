//! What `torch.save` wrote before PyTorch 1.6: a mark, a version and facts about the machine, each a pickle; the pickle of
//! what was saved; one of the storages' keys; then, for each of these, a count of eight bytes and the numbers.

use std::collections::HashMap;

use super::pickle::{self, Object, Pickle, Storage};
use super::{Missing, NotTensors, TensorFile, TensorFileError, state_dict};

/// What the file begins with (`torch.serialization.MAGIC_NUMBER`).
const MAGIC: i128 = 0x1950_a86a_20f9_469c_fc6c;
const VERSION: u32 = 1001;

pub(super) fn read(bytes: &[u8]) -> Result<TensorFile<'_>, TensorFileError> {
    let magic = pickle::read(bytes, 0)?;
    if !matches!(magic.get(magic.root), Object::Int(MAGIC)) {
        return Err(TensorFileError::Format { why: NotTensors::Pickle });
    }
    let version = pickle::read(bytes, magic.end)?;
    if !matches!(version.get(version.root), Object::Int(found) if *found == i128::from(VERSION)) {
        let expected = Missing::Version(VERSION);
        return Err(TensorFileError::Expected { at: magic.end, expected });
    }
    let machine = pickle::read(bytes, version.end)?;
    if is_big_endian(&machine) {
        return Err(TensorFileError::BigEndian);
    }
    let saved = pickle::read(bytes, machine.end)?;
    let keys = pickle::read(bytes, saved.end)?;
    let Object::List(list) = keys.get(keys.root) else {
        return Err(TensorFileError::Expected { at: saved.end, expected: Missing::Keys });
    };
    let types = storage_types(&saved);
    let (mut storages, mut at) = (HashMap::new(), keys.end);
    for key in list.iter().filter_map(|&id| keys.text(id)) {
        let expected = |expected| TensorFileError::Expected { at, expected };
        let (count, rest) = bytes[at..].split_first_chunk::<8>().ok_or_else(|| expected(Missing::Length))?;
        let size = types.get(key).copied().ok_or_else(|| expected(Missing::NeededStorage))? as u64;
        let len = u64::from_le_bytes(*count).saturating_mul(size);
        let numbers = usize::try_from(len).ok().and_then(|len| rest.get(..len));
        let numbers = numbers.ok_or_else(|| expected(Missing::BytesOfStorage(len)))?;
        storages.insert(key, numbers);
        at += 8 + numbers.len();
    }
    state_dict::read(&saved, &|storage: &Storage<'_>| storages.get(storage.key).copied())
}

fn is_big_endian(machine: &Pickle<'_>) -> bool {
    let Object::Dict(facts) = machine.get(machine.root) else { return false };
    facts.iter().any(|(key, value)| {
        machine.text(*key) == Some("little_endian") && matches!(machine.get(*value), Object::Bool(false))
    })
}

/// How many bytes a number of each storage has.
fn storage_types<'p>(pickle: &Pickle<'p>) -> HashMap<&'p str, usize> {
    pickle.storages().filter_map(|storage| Some((storage.key, storage.dtype?.bitsize() / 8))).collect()
}
