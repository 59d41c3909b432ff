//! Who computes, and what a link says of it.

use super::*;
use crate::session::{EngineBenchmark, EngineNote};

/// A page whose worker found out which engine is faster.
fn decided(on_gpu: bool, from: u64) -> Page {
    let mut page = Page::new("v=2&data=circle&engine=auto");
    let run = page.train.runs.list[0].run;
    let note = Some(EngineNote::Compared(EngineBenchmark { cpu_ms: 2.0, gpu_ms: Ok(1.0) }));
    let event = RunEvent::Engine { on_gpu, note, decided: Some(from) };
    let effects = page.train.answered(Event::Run { run, event });
    assert!(matches!(effects[..], [Effect::UpdateUrl]), "{effects:?}");
    page
}

#[test]
fn a_visit_that_asks_for_nothing_gets_the_faster_engine_and_its_cores() {
    let mut config = TrainConfig::default();
    let mut shards = |batch: usize, cores: usize| {
        config.settings.batch = batch;
        config.clone().proposed(cores).settings.shards
    };
    assert_eq!(
        [shards(32, 8), shards(128, 1), shards(128, 2), shards(512, 4), shards(256, 8)],
        [1, 1, 2, 4, 4]
    );
    let mut train = Train::new("").with_cores(8);
    assert_eq!(train.link(), "v=2&engine=auto");
    assert!(train.start(&[], None).iter().any(|effect| matches!(effect, Effect::UpdateUrl)));
    assert_eq!(Train::new(&train.link()).with_cores(1).config, train.config);
    // A link that says nothing of it means what it always has.
    for link in ["v=2&rate=0.02", "data=circle"] {
        let TrainConfig { engine, settings, .. } = Train::new(link).with_cores(8).config;
        assert_eq!((engine, settings.shards), (EngineKind::Cpu, 1), "{link}");
    }
}

#[test]
fn a_link_says_which_engine_computed() {
    for (on_gpu, said) in [(false, ""), (true, "&engine=webgpu:37")] {
        let mut page = decided(on_gpu, 37);
        assert_eq!(page.train.link(), format!("v=2&data=circle{said}"));
        assert!(page.train.runs.status.as_ref().unwrap().contains("ms on the GPU"));
        assert_eq!(page.config().engine, EngineKind::Auto);
        // It begins in the same way when it is opened elsewhere.
        let there = Train::new(&page.train.link()).config;
        assert_eq!((there.engine_from, there.engine == EngineKind::WebGpu), (37 * u64::from(on_gpu), on_gpu));
        // Another network may be faster elsewhere, and whoever chooses an engine has chosen.
        page.ask(TrainAction::Reset);
        assert_eq!(page.train.link(), "v=2&data=circle&engine=auto");
        page.change(|config| config.engine = EngineKind::Cpu);
        assert_eq!(page.train.link(), "v=2&data=circle");
    }
}
