//! A network from somebody's file: how it is read, what is asked about it, and how it is shown like any other.

mod network;

use std::rc::Rc;

pub use network::{FileNetwork, PixelValues};

use super::run::{Loading, Opened, Run, RunAction};
use super::{Effect, Networks, NetworksConfig, View};
use crate::app::heartbeat::WorkerState;
use crate::app::text::networks::file as text;
use crate::network::{Bytes, TAB};
use crate::onnx::OnnxError;
use crate::session::{CommandError, Event, FileError, RunId};
use crate::shape::Shape;

/// The largest file: what is read from it has to be there beside it.
pub const LARGEST: u64 = TAB.0 / 2;
/// Rows and columns of an input whose size a file does not say, to begin with.
const USUAL_SIDE: usize = 224;

/// How far a file is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Opening {
    /// None is read.
    #[default]
    No,
    /// The worker reads it.
    Reading(String),
    /// It does not say how large its input is: what is proposed.
    AsksSize(String, Shape),
}

/// What somebody does with files.
#[derive(Clone, Debug, PartialEq)]
pub enum FileAction {
    /// Open a file of this name and so many bytes.
    Open(String, u64),
    /// Open it with inputs of this size.
    WithSize(Shape),
    /// Do not open it.
    Cancel,
    /// Show the network that is open.
    Show,
    /// Its inputs are such values.
    Values(PixelValues),
    /// Its classes have these names, a line each.
    Classes(String),
    /// What the browser's store had; `None` if there was nothing.
    Restored(Option<Vec<u8>>),
}

impl Networks {
    /// The network from a file, if that is shown.
    pub fn shown_file(&self) -> Option<&Rc<FileNetwork>> {
        self.file.as_ref().filter(|_| self.config.file)
    }

    /// Does what somebody wants with files.
    pub(super) fn file_action(&mut self, action: FileAction) -> Vec<Effect> {
        match action {
            FileAction::Open(name, bytes) if bytes > LARGEST => {
                vec![Effect::Notice(text::too_large(&name, Bytes(bytes), Bytes(LARGEST)))]
            }
            FileAction::Open(name, _) => self.read_file(name, None),
            FileAction::WithSize(input) => match std::mem::take(&mut self.opening) {
                Opening::AsksSize(name, _) => self.read_file(name, Some(input)),
                other => {
                    self.opening = other;
                    Vec::new()
                }
            },
            FileAction::Cancel => {
                self.opening = Opening::No;
                self.begin()
            }
            FileAction::Show => self.show(NetworksConfig { file: true, ..NetworksConfig::default() }),
            FileAction::Values(values) => self.change_file(|file| FileNetwork { values, ..file }),
            FileAction::Classes(lines) => self.change_file(|file| {
                let names =
                    lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
                let opened = Rc::new(Opened { names, weights: file.opened.weights.clone() });
                FileNetwork { opened, ..file }
            }),
            FileAction::Restored(bytes) => match bytes.as_deref().and_then(FileNetwork::restored) {
                Some(file) => {
                    self.file = Some(Rc::new(file));
                    self.file_action(FileAction::Show)
                }
                None => {
                    self.config.file = false;
                    vec![Effect::Notice(text::OPEN_AGAIN.to_string()), Effect::UpdateUrl]
                }
            },
        }
    }

    /// Has the worker read the file that was chosen last. What it had opened before makes room.
    fn read_file(&mut self, name: String, input: Option<Shape>) -> Vec<Effect> {
        let stop = matches!(self.run.loading, Loading::Fetching(_)).then_some(Effect::StopFetching);
        let run = RunId(self.run.id().0 + 1);
        self.run = self.fresh_run(run);
        self.opening = Opening::Reading(name.clone());
        stop.into_iter().chain([Effect::OpenFile { run, name, input }]).collect()
    }

    /// Reads what the worker makes of a file; `None` for answers about anything else.
    pub(super) fn file_answered(&mut self, action: &RunAction) -> Option<Vec<Effect>> {
        let Opening::Reading(name) = &self.opening else { return None };
        let (name, this) = (name.clone(), self.run.id());
        match action {
            RunAction::Answered(Event::FileOpened { run, file }, _) if *run == this => {
                self.opening = Opening::No;
                Some(match FileNetwork::of((**file).clone()) {
                    Ok(file) => self.show_opened(file),
                    Err(why) => vec![Effect::Notice(why)],
                })
            }
            RunAction::Answered(Event::Error { run, error }, _) if *run == this => {
                if let CommandError::File(FileError::Onnx(OnnxError::InputSize { dims })) = error {
                    let [c, h, w] =
                        [dims[0].unwrap_or(3), dims[1].unwrap_or(USUAL_SIDE), dims[2].unwrap_or(USUAL_SIDE)];
                    self.opening = Opening::AsksSize(name, Shape::new(c, h, w));
                    return Some(Vec::new());
                }
                self.opening = Opening::No;
                Some([Effect::Notice(error.to_string())].into_iter().chain(self.begin()).collect())
            }
            RunAction::Worker(WorkerState::Dead(_)) => {
                self.opening = Opening::No;
                Some(vec![Effect::Notice(text::no_room(&name))])
            }
            _ => None,
        }
    }

    /// Shows what the worker has just opened.
    fn show_opened(&mut self, file: FileNetwork) -> Vec<Effect> {
        let id = self.run.id();
        let NetworksConfig { compared, view, picture, .. } = self.config;
        self.config = NetworksConfig { file: true, compared, view, picture, ..NetworksConfig::default() };
        (self.subject, self.file) = (file.subject.clone(), Some(Rc::new(file)));
        self.run = self.fresh_run(id);
        let Some(file) = &self.file else { return Vec::new() };
        self.run.loading = Loading::Ready(file.opened.clone());
        let keep = file.stored().map(Effect::Keep);
        self.begin().into_iter().chain(keep).chain([Effect::UpdateUrl]).collect()
    }

    /// Says something else about the file, and runs its network anew.
    fn change_file(&mut self, change: impl FnOnce(FileNetwork) -> FileNetwork) -> Vec<Effect> {
        let Some(file) = self.file.clone().filter(|_| self.config.file) else { return Vec::new() };
        let file = Rc::new(change((*file).clone()));
        self.run.becomes(&file);
        self.file = Some(file.clone());
        self.begin().into_iter().chain(file.stored().map(Effect::Keep)).collect()
    }

    /// The network that is shown, of which nothing is loaded.
    pub(super) fn fresh_run(&self, id: RunId) -> Run {
        let mut run = Run::new(self.subject.clone(), &self.config, id);
        if let Some(file) = self.shown_file() {
            run.becomes(file);
        }
        run
    }

    /// Has the worker open the file's network again, if that is shown, is not open and was not changed.
    pub(super) fn open_again(&mut self) -> Vec<Effect> {
        let is_needed = self.config.view != View::Diagram
            && self.run.loading == Loading::No
            && self.config.changes.is_empty()
            && self.opening == Opening::No
            && self.run.refuses().is_none();
        let Some(file) = self.shown_file().filter(|_| is_needed).cloned() else { return Vec::new() };
        match file.complete {
            true => self.run.open(file.to_safetensors()),
            false => self.read_file(file.name.clone(), Some(file.subject.plan.network().input)),
        }
    }
}

#[cfg(test)]
mod tests;
