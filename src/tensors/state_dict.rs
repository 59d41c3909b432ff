//! Where in what `torch.save` wrote the weights are.

use super::pickle::{Id, Object, Pickle, Storage};
use super::{Counted, Tensor, TensorFile, TensorFileError, short};

/// The entries that checkpoints hold weights in, the likeliest first.
const ENTRIES: [&str; 9] = [
    "state_dict",
    "model_state_dict",
    "model_state",
    "model",
    "net",
    "network",
    "weights",
    "params",
    "module",
];
/// How deep modules may stand in each other.
const DEEPEST: usize = 32;
/// Entries that are looked at; those of a module that stands in many places count as often.
const MOST_ENTRIES: usize = 1 << 22;
/// Tensors.
const MOST_TENSORS: usize = 1 << 16;
/// Bytes of a name.
const LONGEST_NAME: usize = 512;

/// The bytes of a storage, by its key; `None` where there is none.
pub(super) type Storages<'a, 's> = dyn Fn(&Storage<'_>) -> Option<&'a [u8]> + 's;

/// The tensors of a pickle: those of a dictionary, of an entry of it, or of a module.
pub(super) fn read<'a>(
    pickle: &Pickle<'_>,
    storages: &Storages<'a, '_>,
) -> Result<TensorFile<'a>, TensorFileError> {
    let mut reader = Reader { pickle, storages, tensors: Vec::new(), entries: 0 };
    let mut entry = String::new();
    if !reader.take(pickle.root)? {
        let inside = reader.entries_with_tensors()?;
        let usual = ENTRIES.iter().find_map(|name| inside.iter().find(|(found, _)| found == name));
        let (name, id) = match (&inside[..], usual) {
            (_, Some(found)) | ([found], None) => *found,
            ([], None) => return Err(TensorFileError::Nothing { found: pickle.get(pickle.root).kind() }),
            (several, None) => {
                let entries = several.iter().take(4).map(|(name, _)| short(name)).collect();
                return Err(TensorFileError::Several { entries });
            }
        };
        entry = short(name);
        reader.take(id)?;
    }
    Ok(TensorFile { tensors: reader.tensors, entry })
}

struct Reader<'a, 'p, 's> {
    pickle: &'p Pickle<'p>,
    storages: &'s Storages<'a, 's>,
    tensors: Vec<Tensor<'a>>,
    /// How many were looked at.
    entries: usize,
}

impl<'a, 'p> Reader<'a, 'p, '_> {
    /// Takes the tensors of a `state_dict`, a module or a single tensor; whether there are any.
    fn take(&mut self, id: Id) -> Result<bool, TensorFileError> {
        match self.pickle.get(id) {
            Object::Tensor { .. } => self.tensor("tensor".into(), id)?,
            Object::Instance { .. } => self.module("", id, 0)?,
            Object::Dict(entries) => {
                self.count(entries.len())?;
                for (key, value) in entries {
                    if let Some(name) = self.pickle.text(*key) {
                        self.tensor(name.to_owned(), *value)?;
                    }
                }
            }
            _ => {}
        }
        Ok(!self.tensors.is_empty())
    }

    /// The entries of the dictionary that hold tensors themselves.
    fn entries_with_tensors(&mut self) -> Result<Vec<(&'p str, Id)>, TensorFileError> {
        let Object::Dict(entries) = self.pickle.get(self.pickle.root) else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for (key, value) in entries {
            if let Some(name) = self.pickle.text(*key)
                && self.take(*value)?
            {
                found.push((name, *value));
            }
            self.tensors.clear();
        }
        Ok(found)
    }

    /// Takes the parameters and buffers of a `torch.nn.Module`, and those of the modules in it.
    fn module(&mut self, prefix: &str, id: Id, depth: usize) -> Result<(), TensorFileError> {
        let Object::Instance { class: (_, class), state: Some(state) } = self.pickle.get(id) else {
            return Ok(());
        };
        at_most(|| Counted::ModulesInside(short(class)), depth, DEEPEST)?;
        at_most(|| Counted::BytesOfName, prefix.len(), LONGEST_NAME)?;
        for part in ["_parameters", "_buffers", "_modules"] {
            for (key, value) in self.field(*state, part)? {
                let Some(name) = self.pickle.text(*key) else { continue };
                let name = format!("{prefix}{name}");
                match part {
                    "_modules" => self.module(&format!("{name}."), *value, depth + 1)?,
                    _ => self.tensor(name, *value)?,
                }
            }
        }
        Ok(())
    }

    /// The entries of a dictionary in a dictionary; none where there is no such.
    fn field(&mut self, dict: Id, name: &str) -> Result<&'p [(Id, Id)], TensorFileError> {
        let pickle = self.pickle;
        let Object::Dict(fields) = pickle.get(dict) else { return Ok(&[]) };
        let field = fields.iter().find(|(key, _)| pickle.text(*key) == Some(name));
        let entries = match field.map(|(_, value)| pickle.get(*value)) {
            Some(Object::Dict(entries)) => &entries[..],
            _ => &[],
        };
        self.count(fields.len() + entries.len())?;
        Ok(entries)
    }

    fn count(&mut self, entries: usize) -> Result<(), TensorFileError> {
        self.entries = self.entries.saturating_add(entries);
        at_most(|| Counted::Entries, self.entries, MOST_ENTRIES)
    }

    /// Takes a value if it is a tensor. Something that looks like one, as a quantised tensor, is named.
    fn tensor(&mut self, name: String, id: Id) -> Result<(), TensorFileError> {
        match self.pickle.get(id) {
            Object::Tensor { storage, dtype, view } => {
                let Object::Storage(storage) = self.pickle.get(*storage) else { return Ok(()) };
                let needed = view.dims.iter().fold(1, |product: u64, dim| product.saturating_mul(*dim));
                let Some(dtype) = *dtype else {
                    return Err(TensorFileError::UnknownType { name: short(&name) });
                };
                let Some(bytes) = (self.storages)(storage) else {
                    return Err(TensorFileError::Storage { name: short(&name), needed, held: 0 });
                };
                at_most(|| Counted::BytesOfName, name.len(), LONGEST_NAME)?;
                self.tensors.push(Tensor::view(name, dtype, bytes, view)?);
                at_most(|| Counted::Tensors, self.tensors.len(), MOST_TENSORS)
            }
            Object::Instance { class: (module @ ("torch._utils" | "torch"), class), .. } => {
                Err(TensorFileError::Foreign {
                    name: short(&name),
                    class: short(&format!("{module}.{class}")),
                })
            }
            _ => Ok(()),
        }
    }
}

fn at_most(what: impl FnOnce() -> Counted, found: usize, most: usize) -> Result<(), TensorFileError> {
    if found > most { Err(TensorFileError::TooMany { what: what(), most }) } else { Ok(()) }
}
