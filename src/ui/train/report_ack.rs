//! Tells a run that its report is on the screen. A moment later, so that the page has time for everything else.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use crate::app::places::train::TrainAction;
use crate::session::RunId;

/// Milliseconds between two reports: ten a second are as many as eyes follow.
const REST: u32 = 90;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub run: RunId,
    /// Counts reports.
    pub version: u32,
    pub ask: Callback<TrainAction>,
}

#[component]
pub fn ReportAck(Props { run, version, ask }: &Props) -> Html {
    let ask = ask.clone();
    use_effect_with((*run, *version), move |(run, _)| {
        let run = *run;
        let timer = Timeout::new(REST, move || ask.emit(TrainAction::ReportAck(run)));
        move || drop(timer)
    });
    Html::default()
}
