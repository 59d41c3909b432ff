//! The place Train: a network that learns, with everything that happens inside.

pub mod bands;
mod bar;
mod charts;
mod confusion;
pub mod confusion_matrix;
mod data;
mod decode;
mod drawn;
mod dropped;
mod figures;
pub mod files;
pub mod flow;
mod guess;
pub mod images;
mod import;
mod keys;
mod layer;
mod layers;
mod lens;
mod pinned;
mod place;
mod plane;
pub mod read_files;
mod reading;
mod report_ack;
mod server_files;
mod settings;
pub mod stage;
mod tab;
pub mod time;
mod toy;
mod toy_data;
mod trouble;
mod try_it;
mod unit_net;
mod wave;
mod weight_history;

pub use place::{Message, Place, Props};

use yew::prelude::*;

use crate::app::color::Theme;
use crate::app::places::train::{Train, TrainAction};
use crate::app::text::train::{HOW_IT_GOES, NETWORK};

/// The place as it stands.
pub fn train(train: &Train, theme: Theme, ask: &Callback<TrainAction>) -> Html {
    let Train { config, runs, .. } = train;
    let planes = stage::shows_planes(train);
    html! {
        <main class={classes!("train", planes.then_some("toy"))} ondragover={Callback::from(|event: DragEvent| event.prevent_default())} ondrop={files::drop_files(train.import.options, ask)}>
            { for train.shown_runs().into_iter().map(|progress| html! {
                <report_ack::ReportAck run={progress.run} version={progress.version} soon={planes} ask={ask.clone()} />
            }) }
            <keys::Keys plays={runs.play()} walks_through={runs.walkthrough.is_some()} ask={ask.clone()} />
            { bar::bar(train, theme, ask) }
            if planes {
                { toy_data::toy_data(train, theme, ask) }
                { toy::toy(train, theme, ask) }
            } else {
                <section class="train-net" aria-label={NETWORK}>
                    <layers::Layers config={config.clone()} can_undo_redo={train.can_undo_redo()} plan_error={runs.plan_error.clone()} ask={ask.clone()} />
                </section>
                { stage::stage(train, theme, ask) }
                <section class="train-side" aria-label={HOW_IT_GOES}>
                    { pinned::pinned(train, ask) }
                    { charts::charts(train) }
                    { flow::flow(&train.shown_runs()) }
                    { confusion::confusion(train, theme, ask) }
                </section>
            }
        </main>
    }
}
