//! Running a network, as a scripted conversation with the worker's service.

use super::*;
use crate::app::places::networks::{Action, Networks, View};
use crate::session::{ExplainSession, Service};
use crate::shape::Shape;
use crate::zoo::Architecture;

/// A photograph of coloured stripes, 260 rows and 300 columns.
fn stripes() -> Rc<Photograph> {
    let pixel = |y: usize, x: usize| [(5 * x + 3 * y) as u8, (x * y / 4) as u8, (7 * y) as u8, 255];
    let rgba = (0..260).flat_map(|y| (0..300).flat_map(move |x| pixel(y, x))).collect();
    Rc::new(Photograph { name: "stripes.png".to_owned(), width: 300, rgba })
}

fn weights() -> Vec<u8> {
    let shipped = shipped(Architecture::EfficientNetLite0).unwrap();
    let path = format!("{}/{}", env!("CARGO_MANIFEST_DIR"), shipped.path);
    let file = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    assert_eq!(file.len() as u64, shipped.bytes);
    file
}

/// The five best guesses about the stripes.
const GOLDEN: [(&str, f32); 5] =
    [("coil", 0.1111), ("knot", 0.0386), ("pinwheel", 0.0342), ("parachute", 0.03), ("umbrella", 0.0291)];

/// The place, and the worker that answers it at once.
struct Talk {
    networks: Networks,
    worker: ExplainSession,
    asked: Vec<Effect>,
}

impl Talk {
    fn at(link: &str) -> Self {
        let (networks, asked) = Networks::open(link);
        Self { networks, worker: ExplainSession::default(), asked }
    }

    fn say(&mut self, action: RunAction) {
        let mut effects = self.networks.update(Action::Run(action), 0.0);
        while let Some(effect) = effects.pop() {
            match effect {
                Effect::Send(command) => {
                    let event = pollster::block_on(self.worker.apply(command, &|| 0.0));
                    effects.extend(self.networks.update(Action::Run(RunAction::Answered(event, 40.0)), 0.0));
                }
                effect => self.asked.push(effect),
            }
        }
    }
}

/// PyTorch with the same weights and Pillow's square says so.
#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn lite0_sees_in_stripes_what_pytorch_sees() {
    let mut talk = Talk::at("net=efficientnet-lite0&view=run");
    let shipped = shipped(Architecture::EfficientNetLite0).unwrap();
    assert!(talk.asked.contains(&Effect::Fetch(shipped)));
    assert!(talk.asked.contains(&Effect::Photograph(PHOTOGRAPHS[0].0)));
    talk.say(RunAction::Received(1000));
    assert_eq!(talk.networks.run.loading, Loading::Fetching(1000));
    talk.say(RunAction::Weights(Ok(weights())));
    talk.say(RunAction::Photograph(Ok(stripes())));
    let run = &talk.networks.run;
    let (Loading::Ready(opened), Some(seen)) = (&run.loading, &run.seen) else { panic!("{:?}", run.loading) };
    let found: Vec<(&str, f32)> =
        seen.guesses.iter().map(|guess| (opened.name(guess.class).unwrap(), guess.probability)).collect();
    for ((name, probability), (expected, p)) in found.iter().zip(GOLDEN) {
        assert!(*name == expected && (probability - p).abs() < 2e-3, "{found:?}");
    }
    assert_eq!((run.chosen, seen.milliseconds), (None, 40.0));
    // Its stem, seven stages and its head.
    let shapes: Vec<[usize; 2]> = run.stages.iter().map(|stage| [stage.shape.c, stage.shape.h]).collect();
    let expected =
        [[32, 112], [16, 112], [24, 56], [40, 28], [80, 14], [112, 14], [192, 7], [320, 7], [1280, 7]];
    assert_eq!(shapes, expected);
    assert!(run.stages.iter().zip(&seen.maps).all(|(stage, maps)| maps.len() == stage.shape.len()));
    let filters = first_filters(&talk.networks.subject.plan, &opened.weights).unwrap();
    assert_eq!((filters.count(), filters.colours(31).unwrap().len()), (32, 9));
}

#[test]
fn fetching_can_be_cancelled_and_fails_in_words() {
    let mut talk = Talk::at("net=efficientnet-lite0&view=run");
    talk.say(RunAction::Cancel);
    assert_eq!((talk.asked.pop(), &talk.networks.run.loading), (Some(Effect::StopFetching), &Loading::No));
    // What comes nevertheless is not opened.
    talk.say(RunAction::Weights(Ok(vec![1, 2, 3])));
    assert_eq!(talk.networks.run.loading, Loading::No);
    talk.say(RunAction::Load);
    talk.say(RunAction::Weights(Ok(vec![1, 2, 3])));
    assert!(matches!(&talk.networks.run.loading, Loading::Failed(why) if !why.is_empty()));
    // Another network is another run, whose weights are asked for when it is run.
    talk.say(RunAction::Load);
    let effects = talk.networks.update(Action::Show(Default::default()), 0.0);
    assert!(effects.contains(&Effect::StopFetching));
    assert!(talk.networks.run.refuses().is_some() && talk.networks.config.view == View::Run);
}

/// Its filters are shown, though it looks at no photographs.
#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn lenet5s_filters_come_with_the_site() {
    let mut talk = Talk::at("net=lenet5&view=run");
    assert!(!talk.asked.iter().any(|effect| matches!(effect, Effect::Photograph(_))));
    let shipped = shipped(Architecture::LeNet5).unwrap();
    assert!(talk.asked.contains(&Effect::Fetch(shipped)));
    let file = std::fs::read(format!("{}/{}", env!("CARGO_MANIFEST_DIR"), shipped.path)).unwrap();
    assert_eq!(file.len() as u64, shipped.bytes);
    talk.say(RunAction::Weights(Ok(file)));
    assert!(
        matches!(&talk.networks.run.loading, Loading::Ready(opened) if opened.weights.params.len() >= 60_000)
    );
}

#[test]
fn what_is_looked_at_is_in_the_link() {
    let mut talk = Talk::at("net=efficientnet-lite0&view=run&picture=coffee&stage=4");
    assert!(talk.asked.contains(&Effect::Photograph(PHOTOGRAPHS[1].0)));
    assert_eq!(talk.networks.run.stage, 4);
    talk.say(RunAction::Choose(4));
    talk.say(RunAction::Stage(7));
    let link = talk.networks.config.to_rest();
    assert!(["view=run", "picture=rocket", "stage=7"].iter().all(|pair| link.contains(pair)), "{link}");
    // A photograph that was chosen before the last comes late.
    let late = Photograph { name: PHOTOGRAPHS[1].0.to_owned(), ..(*stripes()).clone() };
    talk.say(RunAction::Photograph(Ok(Rc::new(late))));
    assert_eq!((talk.networks.run.chosen, &talk.networks.run.square), (Some(4), &None));
}

#[test]
fn memory_is_said_beforehand() {
    for net in ["vgg16", "efficientnet-lite0"] {
        let (networks, _) = Networks::open(&format!("net={net}&view=run"));
        let weights = networks.subject.plan.weights_bytes();
        assert!(networks.run.memory() > weights && networks.run.refuses().is_none(), "{net}");
    }
    assert!(Networks::open("net=lenet5&view=run").0.run.refuses().is_some());
}

#[test]
fn tiles_use_the_room_and_are_never_too_small() {
    assert_eq!(tiles(40, [1000.0, 92.0], 3.0), (21, 44.0));
    assert_eq!(tiles(1280, [1000.0, 92.0], 3.0).1, 14.0);
    assert_eq!(tiles(1, [200.0, 100.0], 3.0), (1, 64.0));
    assert_eq!(usual_largest(&[]), 0.0);
    assert_eq!(liveliest(&[1.0, 1.0, 0.0, 5.0, 2.0, 2.5], Shape::new(3, 1, 2)), 1);
}

/// Every photograph of the site is searched, and what is found is what the network sees there.
#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn a_map_is_looked_for_in_all_photographs() {
    let mut talk = Talk::at("net=efficientnet-lite0&view=run&stage=2&map=5");
    talk.say(RunAction::Weights(Ok(weights())));
    let of_site = |index: usize| {
        let Photograph { rgba, .. } = (*stripes()).clone();
        let rgba = rgba.iter().map(|byte| byte.wrapping_mul(index as u8 + 1)).collect();
        Rc::new(Photograph { name: PHOTOGRAPHS[index].0.to_owned(), width: 300, rgba })
    };
    for index in 0..PHOTOGRAPHS.len() {
        talk.say(RunAction::Photograph(Ok(of_site(index))));
    }
    for (path, _) in &PHOTOGRAPHS[1..] {
        assert!(talk.asked.contains(&Effect::FurtherPhotograph(path)), "{path}");
    }
    let run = &talk.networks.run;
    let found = run.strongest();
    let (stage, seen) = (&run.stages[2], run.seen.as_ref().unwrap());
    assert_eq!((found.len(), run.chosen), (PHOTOGRAPHS.len(), Some(0)));
    assert!(found.is_sorted_by(|a, b| a.peak.value >= b.peak.value));
    let first = found.iter().find(|patch| patch.photograph == 0).unwrap();
    let map = &seen.maps[2][5 * stage.shape.area()..][..stage.shape.area()];
    assert_eq!(first.peak.value, map.iter().copied().fold(f32::MIN, f32::max));
    assert_eq!(map[first.peak.row * stage.shape.w + first.peak.column], first.peak.value);
    let field = run.plan().receptive_field(stage.end).unwrap();
    assert_eq!(first.sees[0], field[0].cells(first.peak.row, 224));
    // Another map needs no further pass, another stage does.
    talk.say(RunAction::Map(Some(6)));
    assert_eq!((talk.networks.run.strongest().len(), talk.networks.config.map), (PHOTOGRAPHS.len(), Some(6)));
    talk.say(RunAction::Stage(3));
    assert_eq!((talk.networks.run.strongest().len(), talk.networks.config.map), (0, None));
    talk.say(RunAction::Map(Some(39)));
    assert_eq!(talk.networks.run.strongest().len(), PHOTOGRAPHS.len());
    talk.say(RunAction::Map(Some(40)));
    assert_eq!(talk.networks.run.map, None, "there are forty maps");
}
