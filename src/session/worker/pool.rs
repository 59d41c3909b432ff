//! Workers that compute shards of batches: other instances of the program that the training worker is, each in a worker of
//! its own. No memory is shared, so any host of static files will do.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::pin::Pin;
use std::rc::Rc;

use futures_channel::oneshot;
use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use super::{Messages, PANICKED};
use crate::engine::{Computing, ShardGradient, ShardPool, ShardTask};
use crate::network::Network;
use crate::session::{Command, Event, Workers};

/// The workers that were started so far.
#[derive(Default)]
pub struct Pool {
    workers: RefCell<Vec<Rc<PoolWorker>>>,
    /// Networks that were opened so far: each has a number of its own.
    plans: Cell<u32>,
}

impl Workers for Pool {
    fn open(&self, network: &Network, shards: usize) -> Rc<dyn ShardPool> {
        let wanted = shards.min(cores()).saturating_sub(1);
        let plan = self.plans.replace(self.plans.get() + 1);
        let mut workers = self.workers.borrow_mut();
        workers.retain(|worker| !worker.known.is_dead.get());
        while workers.len() < wanted {
            // Where no more can be started, fewer compute.
            let Some(worker) = PoolWorker::start() else { break };
            workers.push(Rc::new(worker));
        }
        let workers: Vec<_> = workers.iter().take(wanted).cloned().collect();
        for worker in &workers {
            worker.send(Command::OpenShards { plan, network: network.clone() });
        }
        Rc::new(OpenedShards { plan, workers })
    }
}

/// Processors that the browser tells of.
fn cores() -> usize {
    let global: Object = js_sys::global();
    let navigator = Reflect::get(&global, &"navigator".into()).unwrap_or_default();
    let cores = Reflect::get(&navigator, &"hardwareConcurrency".into()).unwrap_or_default();
    cores.as_f64().map_or(1, |cores| cores as usize)
}

/// The workers that know a network.
struct OpenedShards {
    plan: u32,
    workers: Vec<Rc<PoolWorker>>,
}

impl OpenedShards {
    fn ready(&self) -> impl Iterator<Item = &Rc<PoolWorker>> {
        self.workers.iter().filter(|worker| worker.known.is_ready())
    }
}

impl ShardPool for OpenedShards {
    fn workers(&self) -> usize {
        self.ready().count()
    }

    fn ready(&self) -> Pin<Box<dyn Future<Output = ()>>> {
        let starting: Vec<_> = self.workers.iter().filter_map(|worker| worker.known.starts()).collect();
        Box::pin(async move {
            for starting in starting {
                // One that died is not ready, and nobody waits for it.
                let _ = starting.await;
            }
        })
    }

    fn compute(&self, worker: usize, task: ShardTask) -> Computing {
        let computing = self.ready().nth(worker).map(|worker| {
            let (computed, answer) = oneshot::channel();
            worker.known.asked.borrow_mut().push_back(computed);
            worker.send(Command::ComputeShard { plan: self.plan, shard: Box::new(task.into()) });
            answer
        });
        Box::pin(async move { computing?.await.ok()? })
    }
}

impl Drop for OpenedShards {
    fn drop(&mut self) {
        self.workers.iter().for_each(|worker| worker.send(Command::CloseShards { plan: self.plan }));
    }
}

type Listener<E> = Closure<dyn Fn(E)>;

/// A worker, and what it was asked for. Dropped, it ends.
struct PoolWorker {
    worker: Worker,
    known: Rc<Known>,
    _listeners: (Listener<MessageEvent>, Listener<web_sys::Event>),
}

#[derive(Default)]
struct Known {
    messages: Messages,
    /// What waits until it listens.
    waiting: RefCell<Vec<Command>>,
    listens: Cell<bool>,
    is_dead: Cell<bool>,
    /// Who waits until it listens.
    starting: RefCell<Vec<oneshot::Sender<()>>>,
    /// Who waits for shards, in the order in which it computes them.
    asked: RefCell<VecDeque<oneshot::Sender<Option<ShardGradient>>>>,
}

impl Known {
    fn is_ready(&self) -> bool {
        self.listens.get() && !self.is_dead.get()
    }

    /// Resolves when it listens or has died; nothing where it has.
    fn starts(&self) -> Option<oneshot::Receiver<()>> {
        (!self.listens.get() && !self.is_dead.get()).then(|| {
            let (started, starts) = oneshot::channel();
            self.starting.borrow_mut().push(started);
            starts
        })
    }

    fn send(&self, worker: &Worker, command: &Command) {
        self.messages.post(command, |bytes, transfer| worker.post_message_with_transfer(bytes, transfer));
    }

    /// Nothing more comes of it: whoever waits is told so.
    fn die(&self) {
        self.is_dead.set(true);
        self.starting.borrow_mut().clear();
        self.asked.borrow_mut().clear();
    }
}

impl Drop for PoolWorker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl PoolWorker {
    /// Starts the program that this worker runs once more.
    fn start() -> Option<Self> {
        let location = Reflect::get(&js_sys::global(), &"location".into()).ok()?;
        let file = Reflect::get(&location, &"href".into()).ok()?.as_string()?;
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&file, &options).ok()?;
        let known = Rc::new(Known::default());
        let listen = {
            let (known, worker) = (known.clone(), worker.clone());
            Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                let data = event.data();
                if data == PANICKED {
                    known.die();
                } else if data.is_object() {
                    let Event::Shard { computed } = known.messages.received(&event) else { return };
                    if let Some(asked) = known.asked.borrow_mut().pop_front() {
                        // Whoever asked may have gone.
                        drop(asked.send(computed.and_then(|computed| computed.gradient())));
                    }
                } else {
                    known.listens.set(true);
                    known.starting.borrow_mut().clear();
                    known.waiting.take().iter().for_each(|command| known.send(&worker, command));
                }
            })
        };
        let fail = {
            let known = known.clone();
            Closure::<dyn Fn(web_sys::Event)>::new(move |_| known.die())
        };
        worker.set_onmessage(Some(listen.as_ref().unchecked_ref()));
        worker.set_onerror(Some(fail.as_ref().unchecked_ref()));
        Some(Self { worker, known, _listeners: (listen, fail) })
    }

    fn send(&self, command: Command) {
        if self.known.listens.get() {
            self.known.send(&self.worker, &command);
        } else {
            self.known.waiting.borrow_mut().push(command);
        }
    }
}
