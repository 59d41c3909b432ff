//! The places Bench and Parity, with a worker that trains.

mod bench;
mod parity;

use yew::prelude::*;

use crate::app::heartbeat::WorkerState;
use crate::app::places::measure::{Asked, Measure, Measurement};
use crate::session::Event;
use crate::ui::bridge::Bridge;
use crate::ui::widgets::notice::notice;
use bench::Bench;
use parity::Parity;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub measurement: Measurement,
    pub link: String,
}

/// What the place is told.
pub enum Message {
    /// By the page: the link, of which an empty one ends what is measured.
    Show(String),
    /// By the worker.
    Answered(Event),
    /// The worker ended.
    Died,
    /// The notice was read.
    Dismiss,
}

/// The place.
pub struct Place {
    link: String,
    measure: Measure,
    /// The worker, once there is something to measure.
    worker: Option<Bridge>,
}

/// Milliseconds that the worker may take for one thing: while it measures it listens to nothing.
const PATIENCE: f64 = 120_000.0;

impl Place {
    fn show(ctx: &Context<Self>, link: String) -> Self {
        let (_, rest) = link.split_once('?').unwrap_or_default();
        let measure = Measure::new(ctx.props().measurement, rest);
        let command = measure.asked.command().filter(|_| !link.is_empty());
        let worker = command.map(|command| {
            let turned = ctx
                .link()
                .batch_callback(|state| matches!(state, WorkerState::Dead(_)).then_some(Message::Died));
            let answered = ctx.link().callback(Message::Answered);
            let worker = Bridge::start("train-worker.js", PATIENCE, answered, turned);
            worker.send(command);
            worker
        });
        Self { link, measure, worker }
    }
}

impl Component for Place {
    type Message = Message;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        Self::show(ctx, ctx.props().link.clone())
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Show(link) if link == self.link => return false,
            Message::Show(link) => *self = Self::show(ctx, link),
            Message::Answered(event) => self.measure.answered(event),
            Message::Died => {
                self.worker = None;
                self.measure.died();
            }
            Message::Dismiss => self.measure.notice = None,
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Measure { asked, notice: said, measured, compared } = &self.measure;
        html! {
            <>
                if let Some(said) = said { { notice(said, ctx.link().callback(|_| Message::Dismiss)) } }
                {
                    match asked {
                        Asked::Bench(bench) => html! { <Bench measured={measured.clone()} exists={bench.is_some()} /> },
                        Asked::Parity(_) => html! { <Parity compared={compared.clone()} /> },
                    }
                }
            </>
        }
    }
}
