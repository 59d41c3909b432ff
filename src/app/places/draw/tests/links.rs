//! What a link brings back.

use super::*;

/// The link brings back the very pixels that the network receives, also of samples.
#[test]
fn links_bring_back_the_very_drawing() {
    let mut talk = Talk::new();
    let same = |talk: &Talk| {
        let read = Drawing::from_link(&talk.config.drawing.to_link()).unwrap();
        assert_eq!(read, talk.config.drawing);
        let mut opened = Draw::new();
        opened.redraw(&DrawConfig { drawing: read, ..talk.config.clone() });
        let pixels = |draw: &Draw| draw.prepared.as_ref().unwrap().pixels;
        assert_eq!(pixels(&opened), pixels(&talk.draw));
    };
    talk.say(Action::Press((0.301, 0.302)));
    talk.say(Action::Drag((0..50).map(|i| (0.3 + 0.0077 * i as f32, 0.31)).collect()));
    talk.say(Action::Release);
    same(&talk);
    talk.say(Action::Pen(Pen { width: 0.0501, erase: true }));
    talk.stroke();
    same(&talk);
    talk.say(Action::Digit(8));
    same(&talk);
    // A press whose end was never heard is ended by the next one.
    talk.say(Action::Press((0.123, 0.456)));
    talk.stroke();
    same(&talk);
}

#[test]
fn a_stroke_that_no_link_has_room_for_is_taken_back_and_that_is_said() {
    let mut talk = Talk::new();
    let mut strokes = 0;
    while talk.asked.iter().all(|effect| matches!(effect, Effect::UpdateUrl)) {
        talk.say(Action::Press((0.1, 0.1)));
        strokes += 1;
        talk.say(Action::Drag(
            (0..60).map(|i| (0.2 + 0.1 * (i % 7) as f32, 0.2 + 0.1 * (i % 5) as f32)).collect(),
        ));
        talk.say(Action::Release);
    }
    assert_eq!(talk.config.drawing.strokes.len(), strokes - 1);
    assert!(strokes > 5 && talk.asked.contains(&Effect::Notice(crate::app::text::draw::NO_ROOM.to_string())));
}
