//! Python's pickles (PEP 307, PEP 3154; `pickletools` in Python's library), as far as `torch.save` writes them: a small
//! stack machine whose instructions build lists, dictionaries and, here, tensors. What they would call in Python is only
//! compared with a few known names.

mod build;
mod machine;
mod opcode;

use safetensors::tensor::Dtype;

use super::tensor::View;
use super::{Kind, TensorFileError};
pub(super) use machine::read;

/// Which object of a pickle: objects refer to each other by it, so that what is shared is there once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Id(usize);

/// What a pickle builds.
#[derive(Debug)]
pub(super) enum Object<'a> {
    None,
    Bool(bool),
    Int(i128),
    Float,
    Text(&'a str),
    Bytes,
    Tuple(Vec<Id>),
    List(Vec<Id>),
    Dict(Vec<(Id, Id)>),
    /// A class or a function, by its module and its name.
    Global(&'a str, &'a str),
    /// Numbers that lie elsewhere.
    Storage(Storage<'a>),
    /// A view of a storage.
    Tensor {
        storage: Id,
        dtype: Option<Dtype>,
        view: View,
    },
    /// What a class or function makes that is not known here, and the state it is given.
    Instance {
        class: (&'a str, &'a str),
        state: Option<Id>,
    },
}

/// Numbers outside of the pickle.
#[derive(Clone, Copy, Debug)]
pub(super) struct Storage<'a> {
    /// Their type; `None` for bytes without one.
    pub dtype: Option<Dtype>,
    /// Their name in the file.
    pub key: &'a str,
}

/// What a pickle came to.
#[derive(Debug)]
pub(super) struct Pickle<'a> {
    objects: Vec<Object<'a>>,
    /// What it is.
    pub root: Id,
    /// The byte behind it.
    pub end: usize,
}

impl<'a> Pickle<'a> {
    /// An object.
    pub fn get(&self, id: Id) -> &Object<'a> {
        &self.objects[id.0]
    }

    /// All storages that it names.
    pub fn storages(&self) -> impl Iterator<Item = Storage<'a>> {
        self.objects.iter().filter_map(|object| match object {
            Object::Storage(storage) => Some(*storage),
            _ => None,
        })
    }

    /// Text, if that is what it is.
    pub fn text(&self, id: Id) -> Option<&'a str> {
        match self.get(id) {
            Object::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Object<'_> {
    /// What it is, for sentences.
    pub fn kind(&self) -> Kind {
        match self {
            Self::None => Kind::None,
            Self::Bool(_) => Kind::Bool,
            Self::Int(_) | Self::Float => Kind::Number,
            Self::Text(_) | Self::Bytes => Kind::Text,
            Self::Tuple(_) | Self::List(_) => Kind::List,
            Self::Dict(_) => Kind::Dict,
            Self::Global(module, name) | Self::Instance { class: (module, name), .. } => {
                Kind::Instance(super::short(&format!("{module}.{name}")))
            }
            Self::Storage(_) => Kind::Storage,
            Self::Tensor { .. } => Kind::Tensor,
        }
    }
}

/// The type of a tensor's numbers by its name in PyTorch, as "float32" or as "FloatStorage".
pub(super) fn dtype(name: &str) -> Option<Dtype> {
    Some(match name {
        "float32" | "FloatStorage" => Dtype::F32,
        "float64" | "DoubleStorage" => Dtype::F64,
        "float16" | "HalfStorage" => Dtype::F16,
        "bfloat16" | "BFloat16Storage" => Dtype::BF16,
        "uint8" | "ByteStorage" => Dtype::U8,
        "int8" | "CharStorage" => Dtype::I8,
        "int16" | "ShortStorage" => Dtype::I16,
        "int32" | "IntStorage" => Dtype::I32,
        "int64" | "LongStorage" => Dtype::I64,
        "uint16" => Dtype::U16,
        "uint32" => Dtype::U32,
        "uint64" => Dtype::U64,
        "bool" | "BoolStorage" => Dtype::BOOL,
        _ => return None,
    })
}
