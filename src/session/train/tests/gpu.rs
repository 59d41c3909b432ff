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
    let engine = ask(&mut session, RunCommand::Engine { engine: EngineKind::Auto, from: 0 });
    let on_cpu = RunEvent::Engine { on_gpu: false, note: None, decided: None };
    assert_eq!(engine, Event::Run { run: RunId(1), event: on_cpu });
    let step = |session: &mut Session| {
        ask(session, RunCommand::Step { steps: 1 });
        let events = pollster::block_on(session.slice(0.0, &|| 0.0));
        ask(session, RunCommand::Ack);
        events
    };
    assert_eq!(step(&mut session).len(), 1);
    // Whatever there is on this machine answers in the end, and is tried in the next steps.
    let mut events = Vec::new();
    for _ in 0..20 {
        if session.waiting.len() + session.compiling.len() > 0 {
            pollster::block_on(session.arrives());
            events.extend(pollster::block_on(session.arrived(&|| 0.0)));
        }
        events.extend(step(&mut session));
    }
    let decided = |event: &Event| match event {
        Event::Run { event: RunEvent::Engine { note, decided: Some(step), .. }, .. } => {
            Some((note.clone(), *step))
        }
        _ => None,
    };
    let decided: Vec<_> = events.iter().filter_map(decided).collect();
    let [(note, step)] = &decided[..] else { panic!("{events:?}") };
    // Without a GPU there is nothing to say.
    assert!(note.as_ref().is_none_or(|note| note.to_string().contains("ms on the CPU")), "{note:?}");
    assert!(*step >= 1);
    assert!(pollster::block_on(session.arrived(&|| 0.0)).is_empty());
}
