mod setup;

use super::*;
use crate::layers::activation::Activation;
use crate::network::NodeId;
use crate::session::{Event, Session, State, Trained};
use crate::shape::Shape;

/// A page whose worker is a session in the same thread.
struct Page {
    train: Train,
    session: Session,
    saved: Vec<(String, Vec<u8>)>,
    stored: Option<Vec<u8>>,
    time: f64,
}

impl Page {
    fn new(link: &str) -> Self {
        let mut page = Self {
            train: Train::new(link),
            session: Session::default(),
            saved: vec![],
            stored: None,
            time: 0.0,
        };
        assert_eq!(page.train.trainings.said, None);
        let effects = page.train.start(vec![]);
        page.run(effects);
        page
    }

    fn run(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Send(command) => {
                    let event = pollster::block_on(self.session.apply(command, &|| 0.0));
                    let effects = self.train.answered(event);
                    self.run(effects);
                }
                Effect::Download { name, bytes, .. } => self.saved.push((name, bytes)),
                Effect::Keep => {
                    self.time += 1.0;
                    self.ask(Request::Keep(self.time));
                }
                Effect::Store { bytes, .. } => self.stored = Some(bytes),
                Effect::Forget { .. } => self.stored = None,
                Effect::Tell => {}
            }
        }
    }

    fn ask(&mut self, request: Request) {
        let effects = self.train.update(request);
        self.run(effects);
    }

    fn change(&mut self, change: impl FnOnce(&mut Setup)) {
        let mut setup = self.setup().clone();
        change(&mut setup);
        self.ask(Request::Setup(Box::new(setup)));
    }

    /// Lets the worker work until nothing is left to do, and paints every report.
    fn rest(&mut self) {
        for _ in 0..10_000 {
            if !self.session.is_training() {
                return;
            }
            for event in pollster::block_on(self.session.slice(0.0, &|| 0.0)) {
                let Event::Trained { run, .. } = event else { panic!("{event:?}") };
                let effects = self.train.answered(event);
                self.run(effects);
                self.ask(Request::Painted(run));
            }
        }
        panic!("it never rests");
    }

    fn setup(&self) -> &Setup {
        &self.train.setup
    }

    fn first(&self) -> &Progress {
        &self.train.trainings.runs[0]
    }
}

const LINK: &str = "data=circle&count=60.40&rate=0.03&epochs=5";

#[test]
fn a_run_from_the_link_to_the_last_epoch() {
    let mut page = Page::new(LINK);
    assert!(page.train.trainings.ready());
    assert_eq!(page.first().evaluation.as_ref().map(|e| e.samples), Some(40));
    assert!(!page.first().values.is_empty(), "looked at before the first step");
    page.ask(Request::Play);
    page.rest();
    let first = page.first();
    assert_eq!((first.state, first.step, first.points.len()), (State::Finished, 30, 30));
    assert_eq!((first.validations.len(), first.epochs()), (5, 5.0));
    assert_eq!(first.evaluation.as_ref().unwrap().step, 30);
    assert_eq!(first.csv().lines().count(), 31);
    assert!(first.csv().lines().nth(6).unwrap().split(',').nth(4).is_some_and(|loss| !loss.is_empty()));
    assert!(first.boundary.is_some() && first.kept.as_ref().is_some_and(|(step, _)| *step == 30));
    assert_eq!(first.values.len(), bands(&first.plan, Look::Activations).len());
}

#[test]
fn scrubbing_goes_back_and_on_the_same_way() {
    let mut page = Page::new(LINK);
    page.ask(Request::Steps(12));
    page.rest();
    let last = page.first().points.clone();
    page.ask(Request::GoTo(5));
    assert_eq!((page.first().step, page.first().points.len()), (5, 12), "the history stays until it goes on");
    page.ask(Request::Steps(7));
    page.rest();
    assert_eq!(page.first().points, last);
}

#[test]
fn settings_keep_the_weights_and_networks_do_not() {
    let mut page = Page::new(LINK);
    page.ask(Request::Steps(3));
    page.rest();
    page.change(|setup| setup.settings.schedule.rate = 0.5);
    assert_eq!(page.first().step, 3);
    page.ask(Request::Steps(1));
    page.rest();
    assert_eq!((page.first().step, page.first().points[3].rate), (4, 0.5));
    page.change(|setup| {
        setup.network = edited(&setup.network, &Edit::Insert(NodeId(2), Activation::Tanh.into()))
    });
    assert_eq!((page.first().step, page.first().points.len()), (0, 0));
    assert_eq!(
        page.train.trainings.said.as_deref(),
        Some("The network is another one: training begins anew.")
    );
    // A network that cannot be is said at its layer, and the next one that can be is begun.
    let good = page.setup().network.clone();
    page.change(|setup| setup.network = edited(&setup.network, &Edit::Remove(setup.network.last())));
    assert!(
        page.train.trainings.said.as_deref().unwrap().contains("outputs"),
        "{:?}",
        page.train.trainings.said
    );
    page.change(|setup| setup.network = good);
    page.ask(Request::Steps(1));
    page.rest();
    assert_eq!(page.first().step, 1);
}

#[test]
fn two_runs_are_compared_from_one_seed() {
    let mut page = Page::new("data=spiral&count=50.20&net=dense-2&compare=relu");
    assert_eq!(page.train.trainings.runs.len(), 2);
    page.ask(Request::Steps(4));
    page.rest();
    let [first, second] = &page.train.trainings.runs[..] else { panic!("two runs") };
    assert_eq!((first.step, second.step), (4, 4));
    assert_ne!(first.points[0].loss, second.points[0].loss);
    page.change(|setup| setup.variant = Some(Variant::Slower));
    page.ask(Request::Steps(1));
    page.rest();
    let [first, second] = &page.train.trainings.runs[..] else { panic!("two runs") };
    assert_eq!(first.points[0].loss, second.points[0].loss, "the same weights and the same batch");
    assert!((first.points[0].rate - 10.0 * second.points[0].rate).abs() < 1e-6);
}

#[test]
fn what_is_saved_is_loaded() {
    let mut page = Page::new(LINK);
    page.ask(Request::Steps(9));
    page.rest();
    for (saved, _) in Saved::ALL {
        page.ask(Request::Save(saved));
    }
    let names: Vec<&str> = page.saved.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["weights-after-step-9.safetensors", "network.json", "train.py", "history.csv"]);
    let weights = page.saved[0].1.clone();
    let json = String::from_utf8(page.saved[1].1.clone()).unwrap();
    assert_eq!(Network::from_json(&json), Ok(page.setup().network.clone()));
    page.ask(Request::Weights(weights.clone()));
    assert_eq!(page.first().step, 0);
    page.ask(Request::Save(Saved::Weights));
    assert_eq!(page.saved.last().unwrap().1, weights);
    page.change(|setup| setup.network = Template::SoftmaxRegression.network(Shape::flat(2), 2));
    page.ask(Request::Network(json.clone()));
    assert_eq!(page.setup().network.to_json(), json);
    for (json, said) in [
        ("{".to_owned(), "This network cannot be used: "),
        (
            Template::Modern.network(Shape::new(1, 28, 28), 10).to_json(),
            "it takes 1 × 28 × 28, but the samples are 2",
        ),
    ] {
        page.ask(Request::Network(json));
        assert!(
            page.train.trainings.said.as_deref().unwrap().contains(said),
            "{:?}",
            page.train.trainings.said
        );
    }
    page.ask(Request::Weights(vec![1, 2]));
    assert!(
        page.train
            .trainings
            .said
            .as_deref()
            .is_some_and(|said| said.starts_with("The weights cannot be used"))
    );
}

#[test]
fn a_run_survives_the_page() {
    let compared = format!("{LINK}&compare=slower&look=weights");
    let mut page = Page::new(&compared);
    page.ask(Request::Steps(8));
    page.rest();
    page.ask(Request::Pause);
    let stored = page.stored.clone().expect("a pause keeps it");
    page.ask(Request::Steps(4));
    page.rest();
    let went_on: Vec<_> = page.train.trainings.runs.iter().map(|run| run.points.clone()).collect();

    let archive = Archive::from_bytes(&stored).unwrap();
    assert_eq!((archive.step(), Archive::from_bytes(&stored[..stored.len() / 2])), (8, None));
    assert!(archive.line().starts_with("2 × 30 sigmoid, circle, against"), "{}", archive.line());
    let newer = [&[0xff; 10], &[3][..], &stored[11..]].concat();
    let mut later = Train::default();
    later.start(vec![newer, vec![], vec![7; 9]]);
    assert!(later.archives.is_empty());
    assert!(later.trainings.said.is_some_and(|said| said.starts_with("A newer version of this page")));
    // Another visit, which looks at something else; and one that comes from elsewhere.
    for link in [&compared.replace("weights", "updates"), ""] {
        let mut later = Page::new(link);
        let effects = later.train.start(vec![stored.clone()]);
        later.run(effects);
        if link.is_empty() {
            assert_eq!(later.first().step, 0);
            later.ask(Request::Restore(0));
            assert_eq!(later.setup().variant, Some(Variant::Slower));
        }
        assert!(later.train.trainings.ready());
        assert_eq!((later.first().step, later.first().points.len()), (8, 8));
        later.ask(Request::Steps(4));
        later.rest();
        let points: Vec<_> = later.train.trainings.runs.iter().map(|run| run.points.clone()).collect();
        assert_eq!(points, went_on);
        later.ask(Request::Forget(0));
        assert!(later.train.archives.is_empty());
    }

    // The worker dies: another one goes on.
    page.session = Session::default();
    let effects = page.train.died();
    page.run(effects);
    assert_eq!((page.first().step, page.first().points.len()), (12, 12));
    let said = page.train.trainings.said.clone().unwrap();
    assert!(said.ends_with("training stands after step 12."), "{said}");
}

#[test]
fn slow_motion_tells_one_step() {
    let mut page = Page::new(LINK);
    page.ask(Request::Tell);
    let story = page.train.trainings.story.clone().unwrap();
    let looks: Vec<Look> = story.scenes.iter().map(|scene| scene.look).collect();
    for (at, look) in looks.iter().enumerate() {
        assert_eq!((page.train.trainings.story.as_ref().unwrap().at, page.first().look), (at, *look));
        page.rest();
        assert_eq!(page.first().step, u64::from(story.scenes[..=at].iter().any(|scene| scene.steps)));
        page.ask(Request::Tell);
    }
    assert_eq!(page.train.trainings.story, None);
    assert_eq!((page.first().look, page.first().step), (Look::Activations, 1));
}

#[test]
fn leaving_and_coming_back_finds_the_run() {
    let mut page = Page::new(LINK);
    page.ask(Request::Steps(2));
    page.rest();
    let link = page.train.link();
    assert!(page.train.follow(&link).is_empty());
    let effects = page.train.follow(&link.replace("rate=0.03", "rate=0.3"));
    page.run(effects);
    assert_eq!((page.first().step, page.setup().settings.schedule.rate), (2, 0.3));
    let old = page.first().run;
    page.ask(Request::Reset);
    // What the old run still says is nobody's.
    page.train.answered(Event::Trained { run: old, trained: Trained::Kept { step: 9, run: vec![] } });
    assert_eq!(page.first().kept, None);
}
