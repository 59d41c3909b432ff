//! What happens where the user's classes are taught.

use super::symbols::symbols;
use super::{Action, EPOCHS, Examples, FEWEST_CLASSES, Loading, Own, OwnConfig, Source, SourceNetwork};
use crate::app::places::scenes::Effect as SceneEffect;
use crate::app::text::scenes as scene_text;
use crate::app::text::scenes_teach_own as text;
use crate::session::{Event, RunCommand, RunEvent};

impl Own {
    /// Takes an action in; `seed` is that of fresh weights and of what is held out.
    pub(in crate::app::places::scenes::teach) fn update(
        &mut self,
        config: &mut OwnConfig,
        action: Action,
        seed: u64,
    ) -> Vec<SceneEffect> {
        match action {
            Action::Configure(to) => {
                // Each network begins at the cut that is usual.
                let cut = if to.source == config.source { to.cut } else { OwnConfig::default().cut };
                let to = OwnConfig { cut, ..to }.offered();
                if to == *config {
                    return Vec::new();
                }
                *config = to;
                self.failed = None;
                let mut effects = self.leave();
                effects.extend(self.enter(config));
                effects.push(SceneEffect::UpdateUrl);
                return effects;
            }
            Action::Choose(class) => self.chosen = class.min(self.examples.classes.len() - 1),
            Action::AddClass => {
                self.chosen = self.examples.add_class().unwrap_or(self.chosen);
                self.changed();
            }
            Action::RemoveClass(class) => {
                self.examples.remove_class(class);
                self.chosen = self.chosen.min(self.examples.classes.len().max(FEWEST_CLASSES) - 1);
                self.changed();
            }
            Action::Rename(class, name) => self.examples.rename(class, &name),
            Action::Add(class, content) => {
                let is_tried = self.tried.as_ref() == Some(&content);
                let features = self.tried_features.clone().filter(|_| is_tried);
                self.said = self.examples.add(class, content, features).err();
                self.changed();
                return self.compute_features(config);
            }
            Action::AddNamed(name, content) => match self.examples.class_named(&name) {
                Some(class) => return self.update(config, Action::Add(class, content), seed),
                None => self.said = Some(text::no_class_left(&name)),
            },
            Action::Remove(id) => {
                self.examples.remove(id);
                self.changed();
            }
            Action::FillWithSymbols => {
                let Some(examples) = symbols(seed).filter(|_| self.examples.is_empty()) else {
                    return Vec::new();
                };
                (self.examples, self.chosen) = (examples, 0);
                self.changed();
                let to = OwnConfig { source: SourceNetwork::Lite0, ..*config };
                let effects = self.update(config, Action::Configure(to), seed);
                return if effects.is_empty() { self.compute_features(config) } else { effects };
            }
            Action::Empty => {
                (self.examples, self.chosen, self.said) = (Examples::default(), 0, None);
                return self.leave();
            }
            Action::Say(said) => self.said = Some(said),
            Action::Try(content) => {
                self.tried_changed = self.job == Some(super::features::Job::Tried);
                (self.tried, self.tried_features) = (content, None);
                if self.tried.is_none() {
                    self.forget_answers();
                }
                let mut effects = self.watch();
                effects.extend(self.compute_features(config));
                return effects;
            }
            Action::Play => {
                let goes_on = self.taught.iter().flat_map(|it| &it.runs).any(|course| course.goes_on(EPOCHS));
                return if goes_on { self.start() } else { self.begin(config, seed) };
            }
            Action::Pause => {
                self.wanted = false;
                return self.ask_all(&RunCommand::Pause);
            }
            Action::Reset => {
                (self.failed, self.said) = (None, None);
                return self.leave();
            }
            Action::Received(source, bytes) => {
                if let Loading::Fetching(received) = &mut self.loading[source as usize] {
                    *received = bytes;
                }
            }
            Action::Fetched(source, file) => return self.fetched(config, source, file, seed),
            Action::LastRun(stored) => {
                let source = Source::last_run(stored.as_deref());
                return self.loaded(config, SourceNetwork::LastRun, source, seed);
            }
            Action::TryAgain => {
                self.loading[config.source as usize] = Loading::No;
                return self.enter(config);
            }
            Action::Computed(event) => return self.computed(config, event, seed),
            Action::FeaturesDied => self.features_died(),
            Action::Export(format) => return self.export(format),
        }
        Vec::new()
    }

    fn fetched(
        &mut self,
        config: &OwnConfig,
        source: SourceNetwork,
        file: Result<Vec<u8>, String>,
        seed: u64,
    ) -> Vec<SceneEffect> {
        match file {
            Ok(file) if source == SourceNetwork::Lite0 => self.open_lite0(file),
            file => self.loaded(config, source, file.and_then(Source::digits), seed),
        }
    }

    /// A network can be taken over, or why not.
    fn loaded(
        &mut self,
        config: &OwnConfig,
        network: SourceNetwork,
        source: Result<Source, String>,
        seed: u64,
    ) -> Vec<SceneEffect> {
        match source {
            Ok(source) => {
                self.sources[network as usize] = Some(source);
                self.loading[network as usize] = Loading::Ready;
                if self.wanted && config.source == network { self.begin(config, seed) } else { Vec::new() }
            }
            Err(why) => {
                self.loading[network as usize] = Loading::Failed(why);
                self.wanted = false;
                Vec::new()
            }
        }
    }

    /// Examples or classes are others than those that were learnt from.
    fn changed(&mut self) {
        if let Some(taught) = &mut self.taught {
            taught.outdated = true;
        }
    }

    fn forget_answers(&mut self) {
        for course in self.taught.iter_mut().flat_map(|taught| &mut taught.runs) {
            course.run.progress.guess = None;
        }
    }

    /// The worker that trains has ended.
    pub(in crate::app::places::scenes::teach) fn died(&mut self) {
        if self.taught.is_some() {
            self.leave();
            self.failed = Some(scene_text::NETWORK_ENDED.to_string());
        }
    }

    /// Takes in what the worker that trains answered about one of these runs.
    pub(in crate::app::places::scenes::teach) fn trained(&mut self, event: Event) -> Vec<SceneEffect> {
        match event {
            Event::Run { run, event: RunEvent::Report(report) } => {
                let looks = self.tried.is_some();
                let runs = self.taught.iter_mut().flat_map(|taught| &mut taught.runs);
                if let Some(course) = runs.into_iter().find(|course| course.run.run() == run) {
                    course.report(*report);
                    if !looks {
                        course.run.progress.guess = None;
                    }
                }
                Vec::new()
            }
            Event::Run { event: RunEvent::Exported { weights, .. }, .. } => self.exported(&weights),
            Event::Error { error, .. } => {
                let effects = self.leave();
                self.failed = Some(scene_text::cannot_train(&error.to_string()));
                effects
            }
            _ => Vec::new(),
        }
    }
}
