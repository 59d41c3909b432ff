//! Why this guess, as a conversation.

use super::explained::ExplainedTalk;
use super::*;
use crate::app::places::draw::why::{RowKind, grad_cam_column, weighted_layers};
use crate::session::Command;
use crate::session::{Attribution, Target};

/// The place at a link with `direction=why`, with something drawn.
fn asked_why(config: DrawConfig) -> ExplainedTalk {
    let mut talk = ExplainedTalk::with(DrawConfig { direction: Direction::Why, ..config });
    talk.stroke();
    talk
}

#[test]
fn a_drawing_is_explained_by_every_method_for_the_best_guesses() {
    let mut talk =
        asked_why(DrawConfig { cover: Cover { side: 15, stride: 1, fill: 0.0 }, ..DrawConfig::default() });
    while talk.session.is_training() {
        talk.explain_on(1);
    }
    let ranking = talk.place.draw.activations.as_ref().unwrap().ranking();
    let explained = &talk.place.why.explained;
    let targets: Vec<_> = explained.rows.iter().map(|(_, row)| row.target).collect();
    let target = |class, against| Target { class, against };
    let (best, second) = (ranking[0], ranking[1]);
    assert_eq!(targets, [target(best, None), target(second, None), target(best, Some(second))]);
    for (row, scores) in explained.scores.iter().enumerate() {
        for method in Method::ALL {
            assert_eq!(explained.map(method, row).unwrap().len(), 784, "{method:?}, row {row}");
        }
        let sum: f32 = explained.map(Method::IntegratedGradients, row).unwrap().iter().sum();
        let gained = scores.input - scores.baseline;
        assert!((sum - gained).abs() < 1e-2 * gained.abs().max(1.0), "{sum} and {gained}");
    }
}

#[test]
fn what_was_explained_is_not_asked_for_again() {
    let mut talk = asked_why(DrawConfig::default());
    let commands = |effects: Vec<ExplainedEffect>| {
        effects
            .iter()
            .filter(|effect| matches!(effect, ExplainedEffect::Send(Command::Explain { .. })))
            .count()
    };
    assert_eq!(commands(talk.place.update(Action::Hover(None))), 0);
    assert_eq!(commands(talk.place.update(Action::Direction(Direction::Forward))), 0);
    assert_eq!(commands(talk.place.update(Action::Direction(Direction::Why))), 0);
    assert_eq!(commands(talk.place.update(Action::Class(3))), 1);
    assert_eq!(commands(talk.place.update(Action::Class(3))), 0);
    // While a stroke is drawn, guesses come first.
    assert_eq!(commands(talk.place.update(Action::Press((0.2, 0.2)))), 0);
}

#[test]
fn explanations_of_older_drawings_are_dropped() {
    let mut talk = asked_why(DrawConfig::default());
    talk.explain_on(1);
    let before = talk.place.why.explained.clone();
    let values = vec![9.0; 784];
    let attributions = vec![Attribution { row: 0, method: Method::Gradient, values }];
    let older = Event::Attributed { run: RunId(1), number: 0, attributions, progress: 0.5 };
    talk.hear(older);
    assert_eq!(talk.place.why.explained, before);
    talk.say(Action::Clear);
    assert!(talk.place.why.explained.rows.is_empty());
}

/// Every layer that is randomized more is one further down, and the last row of maps is another one.
#[test]
fn weights_are_randomized_from_the_top_down() {
    let mut talk = asked_why(DrawConfig::default());
    talk.explain_on(1);
    let mut maps = vec![talk.place.why.explained.map(Method::Gradient, 0).unwrap().clone()];
    for layers in 1..=6 {
        talk.say(Action::Randomize(layers));
        talk.explain_on(2);
        let explained = &talk.place.why.explained;
        let (kind, row) = explained.rows[3];
        assert_eq!((kind, row.randomized), (RowKind::Randomized, layers));
        assert_eq!(explained.map(Method::Gradient, 0), Some(&maps[0]));
        maps.push(explained.map(Method::Gradient, 3).unwrap().clone());
    }
    assert!(maps.iter().enumerate().all(|(i, map)| !maps[..i].contains(map)));
    let names: Vec<&str> = {
        let model = talk.place.draw.model.ready().unwrap();
        weighted_layers(model).into_iter().map(|id| model.plan.name(id)).collect()
    };
    assert_eq!(names, ["dense2", "dense1", "conv4", "conv3", "conv2", "conv1"]);
    talk.say(Action::Randomize(7));
    assert_eq!(talk.place.config.randomized, 6);
    talk.say(Action::Randomize(0));
    assert_eq!(talk.place.why.explained.rows.len(), 3);
    assert!(talk.place.why.explained.map(Method::Gradient, 3).is_none());
}

#[test]
fn grad_cam_looks_at_the_last_convolution_or_where_it_is_told() {
    let mut talk = asked_why(DrawConfig::default());
    let model = talk.place.draw.model.ready().unwrap().clone();
    let name = |layer| grad_cam_column(&model, layer).map(|column| model.layer_name(column));
    assert_eq!(
        [None, Some("conv1"), Some("dense1"), Some("conv9")].map(name),
        [Some("conv4"), Some("conv1"), Some("conv4"), Some("conv4")]
    );
    let effects = talk.place.update(Action::GradCamLayer("conv2".to_owned()));
    let asked = effects.iter().find_map(|effect| match effect {
        ExplainedEffect::Send(Command::Explain { request, .. }) => Some(request.layer),
        _ => None,
    });
    let conv2 = &model.columns[model.column("conv2").unwrap()];
    assert_eq!(asked, Some(conv2.shown));
}

#[test]
fn links_hold_all_of_an_explanation() {
    let link = "direction=why&class=7&against=1&method=grad-cam&layer=conv3&side=7&fill=0.5&randomized=2";
    let (pairs, mut problems) = (link.split('&').filter_map(|pair| pair.split_once('=')), Vec::new());
    let config = DrawConfig::from_pairs(pairs, &mut problems);
    assert_eq!((config.to_pairs().join("&").as_str(), problems.len()), (link, 0));
    let cover = Cover { side: 7, stride: 1, fill: 0.5 };
    assert_eq!((config.direction, config.class, config.cover), (Direction::Why, Some(7), cover));
    let wrong = [("direction", "up"), ("class", "x"), ("method", "lime"), ("side", "0"), ("fill", "2")];
    let read = DrawConfig::from_pairs(wrong.into_iter(), &mut problems);
    assert_eq!((read, problems.len()), (DrawConfig::default(), 5));
}

#[test]
fn a_link_about_another_networks_classes_and_layers_says_so() {
    let config =
        DrawConfig { class: Some(12), layer: Some("dense1".into()), randomized: 50, ..DrawConfig::default() };
    let talk = asked_why(config);
    let notices = talk.asked.iter().filter(|effect| matches!(effect, ExplainedEffect::Notice(_))).count();
    assert_eq!(
        (notices, talk.place.config.class, &talk.place.config.layer, talk.place.config.randomized),
        (2, None, &None, 6)
    );
}
