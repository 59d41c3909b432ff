//! Runs go on while a GPU keeps one waiting.

use super::*;
use crate::session::EngineKind;

#[test]
fn steps_do_not_wait_for_the_gpu_of_the_faster_engine() {
    let mut session = Session::with_timer(|_| Box::pin(std::future::pending()));
    let ask = |session: &mut Session, command| {
        let command = Command::Train { run: RunId(1), command: Box::new(command) };
        pollster::block_on(session.apply(command, &|| 0.0))
    };
    ask(&mut session, begin(settings()));
    let engine = ask(&mut session, RunCommand::Engine { engine: EngineKind::Auto });
    let on_cpu = RunEvent::Engine { on_gpu: false, note: None };
    assert_eq!(engine, Event::Run { run: RunId(1), event: on_cpu });
    ask(&mut session, RunCommand::Step { steps: 1 });
    assert_eq!(pollster::block_on(session.slice(0.0, &|| 0.0)).len(), 1);
    // Whatever there is on this machine answers in the end, and both engines are measured.
    pollster::block_on(session.arrives());
    let events = pollster::block_on(session.arrived(&|| 0.0));
    let [Event::Run { run: RunId(1), event: RunEvent::Engine { note: Some(note), .. } }] = &events[..] else {
        panic!("{events:?}")
    };
    assert!(note.contains("on the CPU"), "{note}");
    assert!(pollster::block_on(session.arrived(&|| 0.0)).is_empty());
}
