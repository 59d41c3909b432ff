//! Runs whose batches are computed in shards, by any number of workers.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;

use super::*;
use crate::engine::{Computing, ShardPool, ShardTask};
use crate::format::message;
use crate::session::Workers;

/// Workers in this thread. Everything goes through messages, as in a browser.
#[derive(Clone, Default)]
pub(super) struct InThread {
    count: usize,
    /// Whether they answer.
    dead: bool,
    session: Rc<RefCell<Session>>,
    /// Shards that were computed, and whether one was since somebody looked.
    pub computed: Rc<Cell<usize>>,
    busy: Rc<Cell<bool>>,
}

impl InThread {
    pub fn new(count: usize) -> Self {
        Self { count, ..Self::default() }
    }

    fn ask(&self, command: &Command) -> Event {
        let command = postcard::from_bytes(&message(command)).unwrap();
        let event = pollster::block_on(self.session.borrow_mut().apply(command, &|| 0.0));
        postcard::from_bytes(&message(&event)).unwrap()
    }
}

impl Workers for InThread {
    fn open(&self, network: &Network, shards: usize) -> Rc<dyn ShardPool> {
        self.ask(&Command::OpenShards { plan: 7, network: network.clone() });
        Rc::new(Self { count: self.count.min(shards - 1), ..self.clone() })
    }
}

impl ShardPool for InThread {
    fn workers(&self) -> usize {
        self.count
    }

    fn ready(&self) -> Pin<Box<dyn Future<Output = ()>>> {
        Box::pin(std::future::ready(()))
    }

    fn compute(&self, worker: usize, task: ShardTask) -> Computing {
        assert!(worker < self.count);
        self.computed.set(self.computed.get() + 1);
        self.busy.set(true);
        let event = self.ask(&Command::ComputeShard { plan: 7, shard: Box::new(task.into()) });
        let Event::Shard { computed } = event else { panic!("{event:?}") };
        let gradient = computed.filter(|_| !self.dead).and_then(|computed| computed.gradient());
        Box::pin(std::future::ready(gradient))
    }
}

/// The weights after some steps, in which everything is random that can be.
fn trained(shards: usize, workers: Option<InThread>) -> Vec<u8> {
    let mut network = Network::new(Shape::new(1, 28, 28));
    network.chain([
        Conv::new(3, 5).stride(3).into(),
        BatchNorm::default().into(),
        Activation::Relu.into(),
        Dropout { rate: 0.3 }.into(),
        Dense::new(10).into(),
    ]);
    let settings = Settings { shards, augmentation: Some(Default::default()), ..settings() };
    let mut session = Session::default();
    if let Some(workers) = &workers {
        session = session.with_workers(Box::new(workers.clone()));
    }
    let mut talk = Talk(session);
    // The last batch of an epoch has fewer samples than the others.
    let data = generated(Source::Digits, 87, 30);
    talk.ask(1, RunCommand::Begin { network, data, settings, start: StartFrom::Fresh }).unwrap();
    let (time, busy) = (Cell::new(0.0), workers.map(|workers| workers.busy).unwrap_or_default());
    // Steps with workers take less time.
    let clock = || {
        time.set(time.get() + if busy.take() { 1.0 } else { 2.0 });
        time.get()
    };
    talk.report(1, RunCommand::Step { steps: 24 });
    while talk.0.is_training() {
        pollster::block_on(talk.0.slice(0.0, &clock));
        talk.ask(1, RunCommand::Ack).unwrap();
    }
    talk.export(1)
}

#[test]
fn workers_change_no_bit_of_a_run() {
    let alone = trained(4, None);
    for count in [0, 1, 2, 3, 8] {
        let workers = InThread::new(count);
        assert!(trained(4, Some(workers.clone())) == alone, "{count} workers");
        assert_eq!(workers.computed.get() > 0, count > 0);
    }
    // Whoever does not answer is not waited for.
    let dead = InThread { count: 2, dead: true, ..InThread::default() };
    assert!(trained(4, Some(dead)) == alone);
    // Norms and masks are those of shards.
    assert!(trained(1, None) != alone && trained(2, None) != alone);
}

/// The first steps are taken in turns; then the faster way is kept.
#[test]
fn workers_are_used_where_that_is_faster() {
    let faster = InThread::new(1);
    trained(2, Some(faster.clone()));
    // 24 steps, five of which were taken without.
    assert_eq!(faster.computed.get(), 19);
    let nothing_to_do = InThread::new(1);
    trained(1, Some(nothing_to_do.clone()));
    assert_eq!(nothing_to_do.computed.get(), 0);
}

#[test]
fn shards_beyond_what_there_can_be_are_refused() {
    for shards in [0, MOST_SHARDS + 1] {
        let error = Talk(Session::default()).ask(1, begin(Settings { shards, ..settings() })).unwrap_err();
        assert!(error.to_string().contains(&format!("1 to {MOST_SHARDS} shards")), "{error}");
    }
}
