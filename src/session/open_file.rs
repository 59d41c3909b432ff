//! [`FileOpener`]: networks out of somebody's files.

use serde::{Deserialize, Serialize};

use super::{Command, CommandError, Event, ExplainSession, FileError, RunId, Service};
use crate::network::{Network, Plan, SlotKind, Weights, class_names, network_in};
use crate::onnx;
use crate::shape::Shape;
use crate::tensors::{self, TensorFile};
use crate::zoo::{Architecture, Template, Version, digits};

/// Weights of at most so many bytes are handed over, so that they can be stored; of larger ones those of the first layer.
const HANDED_OVER: u64 = 100_000_000;
/// A network in JSON has random weights, always the same.
const SEED: u64 = 1;
/// The heads of GoogLeNet that only training needs.
const AUXILIARY: [&str; 2] = ["aux1.", "aux2."];

/// A network that was opened from a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenedFile {
    /// The file's name.
    pub name: String,
    /// The network.
    pub network: Network,
    /// Its weights; of large networks the parameters of the first layers alone.
    pub weights: Weights,
    /// Whether these are all.
    pub complete: bool,
    /// What kind of file it was.
    pub kind: FileKind,
    /// What its classes are called; empty if the file does not say.
    pub classes: Vec<String>,
    /// How many of its weights are not finite numbers.
    pub not_finite: usize,
}

/// What kind of file a network came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileKind {
    /// A network of ONNX.
    Onnx {
        /// Whether it ends in a softmax, which was left out.
        softmax: bool,
    },
    /// Weights of a network of the literature.
    Known(Architecture, Version),
    /// Weights of a small network of this page, or a file of it that says which network it is.
    Own,
    /// A network without weights.
    WithoutWeights,
}

/// The worker of the place Networks: it infers and explains, and reads files.
#[derive(Default)]
pub struct FileOpener {
    session: ExplainSession,
    file: Option<Vec<u8>>,
}

impl Service for FileOpener {
    type Command = Command;
    type Event = Event;

    async fn apply(&mut self, command: Command, clock: &dyn Fn() -> f64) -> Event {
        match command {
            Command::OpenFile { run, name, input } => {
                let opened = self.open(run, name, input);
                opened.unwrap_or_else(|error| Event::Error { run, error: CommandError::File(error) })
            }
            command => self.session.apply(command, clock).await,
        }
    }

    fn take_file(&mut self, file: Option<Vec<u8>>) {
        // What was open before makes room.
        self.session.close();
        self.file = file;
    }

    fn is_training(&self) -> bool {
        self.session.is_training()
    }

    async fn slice(&mut self, budget: f64, clock: &dyn Fn() -> f64) -> Vec<Event> {
        self.session.slice(budget, clock).await
    }
}

impl FileOpener {
    fn open(&mut self, run: RunId, name: String, input: Option<Shape>) -> Result<Event, FileError> {
        let file = self.file.take().ok_or(FileError::Unread)?;
        let Read { network, weights, kind, classes } = read(&file, input)?;
        drop(file);
        let plan = Plan::new(network).map_err(|error| FileError::Onnx(error.into()))?;
        let complete = plan.weights_bytes().0 <= HANDED_OVER;
        let handed = match plan.slots().iter().find(|slot| matches!(slot.kind, SlotKind::Param { .. })) {
            Some(first) if !complete => {
                Weights { params: weights.params[..first.range.end].to_vec(), running: Vec::new() }
            }
            _ => weights.clone(),
        };
        let not_finite = weights.count_not_finite();
        let network = plan.network().clone();
        self.session.adopt(run, plan, weights);
        let file = OpenedFile { name, network, weights: handed, complete, kind, classes, not_finite };
        Ok(Event::FileOpened { run, file: Box::new(file) })
    }
}

struct Read {
    network: Network,
    weights: Weights,
    kind: FileKind,
    classes: Vec<String>,
}

/// Reads a file by what it begins with: a ZIP archive or a pickle of PyTorch, safetensors, JSON, or else ONNX.
fn read(bytes: &[u8], input: Option<Shape>) -> Result<Read, FileError> {
    let is_safetensors = bytes.split_first_chunk::<8>().is_some_and(|(len, rest)| {
        u64::from_le_bytes(*len) < bytes.len() as u64 && rest.first() == Some(&b'{')
    });
    match bytes {
        [b'P', b'K', 3, 4, ..] | [0x80, 2..=5, ..] => of_tensors(bytes),
        _ if is_safetensors => of_tensors(bytes),
        [b'{', ..] | [0xef, 0xbb, 0xbf, b'{', ..] => {
            let network = Network::from_json(&String::from_utf8_lossy(bytes)).map_err(FileError::Json)?;
            let plan = Plan::new(network).map_err(|error| FileError::Onnx(error.into()))?;
            let (weights, kind) = (Weights::he(&plan, SEED), FileKind::WithoutWeights);
            Ok(Read { network: plan.network().clone(), weights, kind, classes: Vec::new() })
        }
        _ => {
            let read = onnx::read(bytes, input).map_err(FileError::Onnx)?;
            let kind = FileKind::Onnx { softmax: read.softmax };
            Ok(Read { network: read.network, weights: read.weights, kind, classes: Vec::new() })
        }
    }
}

/// Weights of a network that the file names, or of one that is known here.
fn of_tensors(bytes: &[u8]) -> Result<Read, FileError> {
    let mut file = tensors::read(bytes).map_err(FileError::Tensors)?;
    let classes = class_names(bytes);
    let own = network_in(bytes).into_iter().map(|network| (network, FileKind::Own));
    let known = own.chain(known());
    file.tensors.retain(|tensor| !AUXILIARY.iter().any(|head| tensor.name.contains(head)));
    let mut closest = None;
    for (network, kind) in known {
        let Ok(plan) = Plan::new(network) else { continue };
        if !is_as_large(&plan, &file) {
            continue;
        }
        match Weights::of_tensors(&plan, &file) {
            Ok(loaded) => {
                return Ok(Read { network: plan.network().clone(), weights: loaded.weights, kind, classes });
            }
            Err(error) => closest = closest.or(Some(error)),
        }
    }
    Err(closest.map_or_else(
        || FileError::Unknown {
            tensors: file.tensors.len(),
            first: file.tensors.first().map_or_else(String::new, |tensor| tensors::short(&tensor.name)),
        },
        FileError::Weights,
    ))
}

/// The networks that weights are known of by their names and sizes.
fn known() -> impl Iterator<Item = (Network, FileKind)> {
    let versions = Architecture::ALL.into_iter().flat_map(|architecture| {
        let versions: &[Version] = if architecture.has_versions() {
            &[Version::Torchvision, Version::Paper]
        } else {
            &[Version::Torchvision]
        };
        versions.iter().map(move |version| (architecture, *version))
    });
    let known = versions.map(|(architecture, version)| {
        (architecture.network(version), FileKind::Known(architecture, version))
    });
    let small = Template::ALL.into_iter().map(|template| template.network(Shape::new(1, 28, 28), 10));
    known.chain([digits()].into_iter().chain(small).map(|network| (network, FileKind::Own)))
}

/// Whether a file holds as many numbers as a network needs, its counters aside.
fn is_as_large(plan: &Plan, file: &TensorFile<'_>) -> bool {
    let numbers = file.tensors.iter().filter(|tensor| !tensor.dims.is_empty());
    let count: u64 = numbers.map(|tensor| tensor.dims.iter().map(|dim| *dim as u64).product::<u64>()).sum();
    count == (plan.params_len() + plan.running_len()) as u64
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::zoo;

    fn opened(bytes: &[u8]) -> Result<OpenedFile, FileError> {
        let mut opener = FileOpener::default();
        opener.take_file(Some(bytes.to_vec()));
        match opener.open(RunId(1), "file".into(), None)? {
            Event::FileOpened { file, .. } => Ok(*file),
            event => panic!("{event:?}"),
        }
    }

    #[test]
    fn weights_of_known_networks_are_recognised() {
        let plan = Plan::new(Architecture::EfficientNetLite0.network(Version::Torchvision)).unwrap();
        let weights = Weights::he(&plan, 3);
        let file = opened(&weights.to_safetensors(&plan, HashMap::new())).unwrap();
        assert_eq!(file.kind, FileKind::Known(Architecture::EfficientNetLite0, Version::Torchvision));
        assert!(file.complete && file.weights == weights);
        let digits = Plan::new(zoo::digits()).unwrap();
        let weights = Weights::he(&digits, 3);
        let classes = HashMap::from([("classes".to_owned(), r#"["zero", "one"]"#.to_owned())]);
        let file = opened(&weights.to_safetensors(&digits, classes)).unwrap();
        assert_eq!((file.kind, file.classes), (FileKind::Own, vec!["zero".to_owned(), "one".to_owned()]));
    }

    #[test]
    fn files_that_say_their_network_need_no_known_one() {
        let mut network = Network::new(Shape::new(2, 5, 5));
        network.chain([crate::layers::conv::Conv::new(3, 2).into()]);
        let plan = Plan::new(network.clone()).unwrap();
        let weights = Weights::he(&plan, 1);
        let metadata = HashMap::from([(crate::network::NETWORK.to_owned(), network.to_json())]);
        let file = opened(&weights.to_safetensors(&plan, metadata)).unwrap();
        assert_eq!(
            (file.kind, file.network, file.weights),
            (FileKind::Own, network.clone(), weights.clone())
        );
        let unknown = opened(&weights.to_safetensors(&plan, HashMap::new())).unwrap_err().to_string();
        assert_eq!(unknown, "its 2 tensors, as conv1.bias, are those of no network that is known here");
        let file = opened(network.to_json().as_bytes()).unwrap();
        assert_eq!((file.kind, file.network), (FileKind::WithoutWeights, network));
        let file = opened(&onnx::write(&plan, &weights).unwrap()).unwrap();
        assert_eq!((file.kind, file.weights), (FileKind::Onnx { softmax: false }, weights));
    }

    #[test]
    fn what_is_no_network_is_said() {
        for bytes in [&b""[..], b"PK\x03\x04", b"\x80\x02", b"{", b"hello", b"\x02\0\0\0\0\0\0\0{}"] {
            let error = opened(bytes).unwrap_err().to_string();
            assert!(error.len() < 300, "{error}");
        }
        let mut opener = FileOpener::default();
        assert_eq!(opener.open(RunId(1), String::new(), None), Err(FileError::Unread));
    }
}
