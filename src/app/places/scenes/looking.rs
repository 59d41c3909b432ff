//! The network looks at the scene, in the worker that infers.

use std::rc::Rc;

use super::{Effect, Inside, Loading, Scenes, Task, regions};
use crate::session::{Command, Event};

impl Scenes {
    pub(super) fn inferred(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Opened { run, .. } if run == self.run => {
                self.loading = Loading::Ready;
                self.look()
            }
            Event::Activations { run, activations, .. } if run == self.run => {
                self.looks = false;
                if self.learning.is_none() || self.has_two_stages() {
                    let mut values = activations.into_iter().map(Rc::from);
                    self.output = values.next();
                    self.maps = values.collect();
                }
                let mut effects = self.look_at_regions();
                if std::mem::take(&mut self.changed) {
                    effects.extend(self.look());
                }
                effects
            }
            Event::Error { run, error } if run == self.run => {
                self.loading = Loading::Failed(error.to_string());
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// Shows the scene to the network. While it looks at one only the newest waits.
    pub(super) fn look(&mut self) -> Vec<Effect> {
        if self.config.task == Task::Describe {
            let watched = if self.inside == Inside::Maps { self.watch() } else { Vec::new() };
            return [self.ask_describe(), watched].concat();
        }
        if self.learning.is_some() && !self.has_two_stages() {
            return self.watch();
        }
        if self.config.task == Task::Similar {
            return self.look_for_similar();
        }
        if self.loading != Loading::Ready {
            return Vec::new();
        }
        if std::mem::replace(&mut self.looks, true) {
            self.changed = true;
            return Vec::new();
        }
        let last = self.config.network().network().last();
        let features = regions::features(self.config.network());
        let maps = self.scales.iter().map(|maps| maps.node);
        let nodes = [last].into_iter().chain(maps).chain(features).collect();
        let pixels = self.config.sample();
        vec![Effect::Infer(Command::Infer { run: self.run, pixels, nodes })]
    }
}
