//! Why a file's tensors cannot be read.

use std::fmt;

use crate::app::text::{Text, tr};
use crate::data::DataError;
use crate::session::tensors::{Counted, Kind, Missing, NotTensors, TensorFileError, short};

impl fmt::Display for TensorFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Format { why: NotTensors::Reader(why) } => not_tensors(why),
            Self::Format { why: NotTensors::Archive } => {
                not_tensors(&Text("it is a ZIP archive without data.pkl"))
            }
            Self::Format { why: NotTensors::Pickle } => {
                not_tensors(&Text("it is a pickle, but none of PyTorch's"))
            }
            Self::Instruction { name, at } => tr!(
                "byte {at}: the pickle instruction {name} is not read; torch.save(model.state_dict(), …) needs none"
            ),
            Self::Expected { at, expected } => tr!("byte {at}: expected {expected}"),
            Self::TooMany { what, most } => tr!("{what}: more than {most} are not read"),
            Self::Storage { name, needed, held } => {
                tr!("the tensor {name} needs {needed} numbers, but its storage holds {held}")
            }
            Self::Archive { error } => {
                short(&DataError { file: Text("the file").into(), ..(**error).clone() }.to_string())
            }
            Self::BigEndian => Text("the numbers were written highest byte first, which is not read").into(),
            Self::Foreign { name, class } => tr!(
                "{name} is of {class}, which only Python can build; save the weights there with torch.save(model.state_dict(), \"weights.pt\")"
            ),
            Self::UnknownType { name } => tr!(
                "{name} is of an unknown type, which only Python can build; save the weights there with torch.save(model.state_dict(), \"weights.pt\")"
            ),
            Self::Nothing { found } => tr!("there are no tensors in it, only {found}"),
            Self::Several { entries } => tr!(
                "there are weights in several of its entries ({}), and which are meant is not said",
                entries.join(", ")
            ),
        })
    }
}

/// It is neither of both kinds of files, as a reader says.
pub(super) fn not_tensors(why: &str) -> String {
    tr!("this is not a safetensors file, and torch.save did not write it ({why})")
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Version(version) => tr!("version {version} of the format"),
            Self::Keys => Text("the keys of the storages").into(),
            Self::Length => Text("the length of a storage").into(),
            Self::NeededStorage => Text("a storage that a tensor needs").into(),
            Self::BytesOfStorage(bytes) => tr!("{bytes} bytes of a storage and the end is before"),
            Self::BytesOfPickle(bytes) => tr!("{bytes} more bytes of a pickle"),
            Self::ClassNames => Text("the names of a class").into(),
            Self::ClassName => Text("the name of a class").into(),
            Self::StackValue => Text("a value on the pickle's stack").into(),
            Self::StackValues => Text("more values on the pickle's stack").into(),
            Self::Mark => Text("a mark on the pickle's stack").into(),
            Self::Remembered => Text("a value that was remembered before").into(),
            Self::ValueOfKey => Text("a value for each key").into(),
            Self::Numbers => Text("where a tensor's numbers lie").into(),
            Self::WholeStorage => Text("a whole storage, not a part of one").into(),
            Self::Function => Text("the name of a class or function").into(),
            Self::Arguments => Text("the arguments of a class or function").into(),
            Self::ParameterTensor => Text("a parameter's tensor").into(),
            Self::TensorArguments => Text("a tensor's storage, offset, sizes and strides").into(),
        })
    }
}

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::ModulesInside(class) => tr!("modules inside {class}"),
            Self::BytesOfName => Text("bytes of a name").into(),
            Self::Entries => Text("entries").into(),
            Self::Tensors => Text("tensors").into(),
            Self::Objects => Text("objects of a pickle").into(),
            Self::StackValues => Text("values on a pickle's stack").into(),
            Self::RememberedValues => Text("remembered values of a pickle").into(),
        })
    }
}

/// What Python calls it.
const NONE: &str = "None";

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => NONE,
            Self::Bool => Text("a truth value").into(),
            Self::Number => Text("a number").into(),
            Self::Text => Text("text").into(),
            Self::List => Text("a list").into(),
            Self::Dict => Text("a dictionary").into(),
            Self::Instance(class) => class,
            Self::Storage => Text("a storage").into(),
            Self::Tensor => Text("a tensor").into(),
        })
    }
}
