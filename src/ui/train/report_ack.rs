//! Tells a run that its report is on the screen. A moment later, so that the page has time for everything else.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use crate::app::places::train::TrainAction;
use crate::session::RunId;

/// Milliseconds between two reports: ten a second are as many numbers as eyes follow.
const REST: u32 = 90;
/// Milliseconds between two pictures of what moves.
const FRAME: u32 = 16;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub run: RunId,
    /// Counts reports.
    pub version: u32,
    /// Whether it is asked for the next picture, and not for the next numbers.
    pub soon: bool,
    pub ask: Callback<TrainAction>,
}

#[component]
pub fn ReportAck(Props { run, version, soon, ask }: &Props) -> Html {
    let (ask, rest) = (ask.clone(), if *soon { FRAME } else { REST });
    use_effect_with((*run, *version), move |(run, _)| {
        let run = *run;
        let timer = Timeout::new(rest, move || ask.emit(TrainAction::ReportAck(run)));
        move || drop(timer)
    });
    Html::default()
}
