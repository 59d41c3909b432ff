//! What the few known classes and functions of PyTorch build.

use super::machine::Machine;
use super::{Id, Object, Storage, TensorFileError, View, dtype};
use crate::tensors::Missing;

/// Dimensions of a tensor.
const MOST_DIMS: usize = 16;

impl<'a> Machine<'a> {
    /// Adds to a list. What it adds to something unknown is nothing that is read.
    pub(super) fn append(&mut self, items: Vec<Id>) -> Result<(), TensorFileError> {
        let list = self.last()?;
        if let Object::List(list) = &mut self.objects[list.0] {
            list.extend(items);
        }
        Ok(())
    }

    /// Adds keys and values in turns to a dictionary.
    pub(super) fn set_items(&mut self, items: &[Id]) -> Result<(), TensorFileError> {
        let dict = self.last()?;
        if items.len() % 2 == 1 {
            return Err(self.expected(Missing::ValueOfKey));
        }
        if let Object::Dict(entries) = &mut self.objects[dict.0] {
            entries.extend(items.chunks_exact(2).map(|pair| (pair[0], pair[1])));
        }
        Ok(())
    }

    /// Numbers outside of the pickle: `("storage", torch.FloatStorage, key, device, length)`.
    pub(super) fn storage(&mut self, id: Id) -> Result<(), TensorFileError> {
        let fields = match &self.objects[id.0] {
            Object::Tuple(fields) => &fields[..],
            _ => &[],
        };
        let field = |i: usize| fields.get(i).map(|id| &self.objects[id.0]);
        let (Some(Object::Text("storage")), Some(&Object::Global(_, class)), Some(&Object::Text(key))) =
            (field(0), field(1), field(2))
        else {
            return Err(self.expected(Missing::Numbers));
        };
        // Old files have parts of storages, too.
        if matches!(field(5), Some(part) if !matches!(part, Object::None)) {
            return Err(self.expected(Missing::WholeStorage));
        }
        self.push(Object::Storage(Storage { dtype: dtype(class), key }))
    }

    /// What a class or function makes of its arguments.
    pub(super) fn reduce(&mut self, function: Id, arguments: Id) -> Result<(), TensorFileError> {
        let Object::Global(module, name) = self.objects[function.0] else {
            return Err(self.expected(Missing::Function));
        };
        let Object::Tuple(arguments) = &self.objects[arguments.0] else {
            return Err(self.expected(Missing::Arguments));
        };
        match (module, name) {
            ("collections", "OrderedDict" | "defaultdict") => self.push(Object::Dict(Vec::new())),
            ("torch._utils", "_rebuild_tensor" | "_rebuild_tensor_v2" | "_rebuild_tensor_v3") => {
                let arguments: Vec<Id> = arguments.iter().take(7).copied().collect();
                self.tensor(&arguments)
            }
            // A parameter is its tensor.
            ("torch._utils", "_rebuild_parameter" | "_rebuild_parameter_with_state") => {
                let tensor = arguments.first().copied();
                let tensor = tensor.ok_or_else(|| self.expected(Missing::ParameterTensor))?;
                self.push_id(tensor)
            }
            _ => self.push(Object::Instance { class: (module, name), state: None }),
        }
    }

    /// `_rebuild_tensor(storage, offset, size, stride, …)`; the third version names the type in its seventh argument.
    fn tensor(&mut self, arguments: &[Id]) -> Result<(), TensorFileError> {
        let object = |i: usize| arguments.get(i).map(|id| &self.objects[id.0]);
        let number = |object: &Object<'_>| match object {
            Object::Int(number) => u64::try_from(*number).ok(),
            _ => None,
        };
        let numbers = |i: usize| match object(i) {
            // A shape may be shared by many tensors, so it must be short.
            Some(Object::Tuple(items) | Object::List(items)) if items.len() <= MOST_DIMS => {
                items.iter().map(|id| number(&self.objects[id.0])).collect::<Option<Vec<u64>>>()
            }
            _ => None,
        };
        let found = (object(0), object(1).and_then(number), numbers(2), numbers(3));
        let (Some(Object::Storage(storage)), Some(offset), Some(dims), Some(strides)) = found else {
            return Err(self.expected(Missing::TensorArguments));
        };
        let named = match object(6) {
            Some(&Object::Global("torch", name)) => dtype(name),
            _ => None,
        };
        let dtype = storage.dtype.or(named);
        let view = View { offset, dims, strides };
        self.push(Object::Tensor { storage: arguments[0], dtype, view })
    }
}
