//! How far a run goes before it waits for what it has to show.

use super::*;

/// However the page looked at it before, a run that shows whole epochs waits at the end of one.
#[test]
fn epochs_are_shown_at_their_end() {
    let mut talk = begun(Settings { batch: 50, ..settings() });
    assert_eq!(talk.ask(1, RunCommand::Pace { pace: Pace::Epochs(1) }), Ok(RunEvent::Acked));
    let steps_of = |talk: &mut Talk| {
        // Nothing is acknowledged meanwhile.
        (0..20).for_each(|_| drop(pollster::block_on(talk.0.slice(0.0, &|| 0.0))));
        let step = talk.report(1, RunCommand::Pause).step;
        talk.report(1, RunCommand::Start { until: StopAt::default() });
        step
    };
    talk.report(1, RunCommand::Start { until: StopAt::default() });
    pollster::block_on(talk.0.slice(0.0, &|| 0.0));
    assert_eq!(talk.report(1, RunCommand::Watch { watch: Watch::default() }).step, 1);
    assert_eq!((steps_of(&mut talk), steps_of(&mut talk)), (4, 8));
}
