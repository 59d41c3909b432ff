//! Who takes the steps of what learns here: the CPU, the GPU, or whichever is faster.

use super::watched_run::WatchedRun;
use super::{Effect, Scenes, ScenesConfig, Task};
use crate::app::text::train::on_cpu;
use crate::session::{Command, EngineKind, Event, RunCommand, RunEvent, StartFrom};

impl Scenes {
    /// Lets the engine that is asked for take the steps of the runs that begin to learn. Of one that begins with weights only answers
    /// are wanted.
    pub(super) fn with_engine(&self, effects: Vec<Effect>) -> Vec<Effect> {
        let engine = self.config.engine;
        let with_its_engine = |effect: Effect| {
            let run = match &effect {
                Effect::Train(Command::Train { run, command }) => match &**command {
                    RunCommand::Begin { start: StartFrom::Weights(_), .. } => None,
                    RunCommand::Begin { .. } => Some(*run),
                    _ => None,
                },
                _ => None,
            };
            let command = Box::new(RunCommand::Engine { engine, from: 0 });
            let engine = run.filter(|_| engine != EngineKind::Cpu);
            [Some(effect), engine.map(|run| Effect::Train(Command::Train { run, command }))]
        };
        effects.into_iter().flat_map(with_its_engine).flatten().collect()
    }

    /// Lets another engine take the steps from now on.
    pub(super) fn change_engine(&mut self, engine: EngineKind) -> Vec<Effect> {
        (self.config.engine, self.computed) = (engine, None);
        self.ask_engine().chain([Effect::UpdateUrl]).collect()
    }

    /// Asks all that learns to take its further steps on the engine that is chosen.
    pub(super) fn ask_engine(&self) -> impl Iterator<Item = Effect> {
        let engine = self.config.engine;
        let runs = self.watched_runs().into_iter().chain(self.source_run());
        runs.map(move |run| run.ask(RunCommand::Engine { engine, from: run.step() }))
    }

    /// The run whose features are to be taken over, while it learns.
    fn source_run(&self) -> Option<&WatchedRun> {
        let source = self.teach.source.as_ref().filter(|_| self.config.task == Task::Teach);
        source.map(|course| &course.run)
    }

    /// What follows the place's name in its link. Where the faster engine was asked for and is found, it is that.
    pub fn to_rest(&self) -> String {
        let engine = self.computed.filter(|_| self.config.engine == EngineKind::Auto);
        let engine = engine.unwrap_or(self.config.engine);
        ScenesConfig { engine, ..self.config.clone() }.to_rest()
    }

    /// Takes in who takes the steps.
    pub(super) fn engine_answered(&mut self, event: &Event) -> Vec<Effect> {
        match event {
            Event::Run { event: RunEvent::Engine { on_gpu, note, decided }, .. } => {
                let said = note.iter().map(|note| Effect::Notice(note.to_string()));
                let mut effects: Vec<Effect> = said.collect();
                if decided.is_some() && self.computed.is_none() {
                    self.computed = Some(if *on_gpu { EngineKind::WebGpu } else { EngineKind::Cpu });
                    effects.push(Effect::UpdateUrl);
                }
                effects
            }
            Event::Run { event: RunEvent::Report(report), .. } => {
                let lost = report.gpu_error.iter();
                lost.map(|error| Effect::Notice(on_cpu(&error.to_string()))).collect()
            }
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::places::scenes::Action;
    use crate::session::{EngineNote, RunId};

    fn engines(effects: &[Effect]) -> Vec<EngineKind> {
        let engine = |effect: &Effect| match effect {
            Effect::Train(Command::Train { command, .. }) => match &**command {
                RunCommand::Engine { engine, .. } => Some(*engine),
                _ => None,
            },
            _ => None,
        };
        effects.iter().filter_map(engine).collect()
    }

    #[test]
    fn what_begins_to_learn_is_computed_by_the_engine_of_the_link() {
        for (link, expected) in
            [("task=segment", vec![]), ("task=segment&engine=webgpu", vec![EngineKind::WebGpu])]
        {
            let (mut scenes, _) = Scenes::open(link);
            assert_eq!(engines(&scenes.update(Action::Play, 0.0)), expected, "{link}");
            assert_eq!(scenes.to_rest().contains("engine="), link.contains("engine="), "{link}");
            let changed = scenes.update(Action::Engine(EngineKind::Auto), 0.0);
            assert_eq!(engines(&changed), [EngineKind::Auto], "{link}");
        }
        let (mut scenes, _) = Scenes::open("task=generate&engine=webgpu");
        let opened = scenes.update(
            Action::Generate(crate::app::places::scenes::generate::Action::Weights(Ok(Vec::new()))),
            0.0,
        );
        assert_eq!(engines(&opened), [], "the trained one only answers");
    }

    #[test]
    fn the_faster_engine_is_what_the_link_says_once_it_is_found() {
        let (mut scenes, _) = Scenes::open("task=find&engine=auto");
        scenes.update(Action::Play, 0.0);
        let run = scenes.watched_runs()[0].run();
        let answer = |on_gpu, note, decided| {
            Action::Trained(Event::Run { run, event: RunEvent::Engine { on_gpu, note, decided } })
        };
        assert_eq!(scenes.update(answer(false, None, None), 0.0), []);
        assert_eq!(scenes.to_rest(), "v=2&engine=auto");
        let note = EngineNote::NotSecure;
        let effects = scenes.update(answer(false, Some(note.clone()), Some(3)), 0.0);
        assert_eq!(effects, [Effect::Notice(note.to_string()), Effect::UpdateUrl]);
        assert_eq!((scenes.to_rest().as_str(), scenes.config.engine), ("", EngineKind::Auto));
        let (mut scenes, _) = Scenes::open("task=find&engine=auto");
        let elsewhere = Event::Run { run: RunId(9), event: RunEvent::Acked };
        assert_eq!(scenes.update(Action::Trained(elsewhere), 0.0), []);
    }
}
