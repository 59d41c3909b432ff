//! The place Train: a network that learns, with everything that happens inside.

mod bands;
mod bar;
mod charts;
mod confusion;
mod data;
mod decode;
mod drawn;
mod dropped;
mod entry;
mod figures;
mod files;
mod flow;
mod images;
mod import;
mod keys;
mod layer;
mod layers;
mod place;
mod plane;
mod read_files;
mod reading;
mod report_ack;
mod server_files;
mod settings;
mod stage;
mod tab;
mod time;
mod trouble;
mod weight_history;

pub use entry::TrainPlace;

use yew::prelude::*;

use crate::app::color::Theme;
use crate::app::places::train::{Train, TrainAction};
use crate::app::text::train::HOW_IT_GOES;

/// The place as it stands.
pub fn train(train: &Train, theme: Theme, ask: &Callback<TrainAction>) -> Html {
    let Train { config, runs, .. } = train;
    html! {
        <main class="train" ondragover={Callback::from(|event: DragEvent| event.prevent_default())} ondrop={files::drop_files(train.import.options, ask)}>
            { for runs.list.iter().map(|progress| html! {
                <report_ack::ReportAck run={progress.run} version={progress.version} ask={ask.clone()} />
            }) }
            <keys::Keys plays={runs.play()} walks_through={runs.walkthrough.is_some()} ask={ask.clone()} />
            { bar::bar(train, theme, ask) }
            <layers::Layers config={config.clone()} can_undo_redo={train.can_undo_redo()} plan_error={runs.plan_error.clone()} ask={ask.clone()} />
            { stage::stage(train, theme, ask) }
            <section class="train-side" aria-label={HOW_IT_GOES}>
                if config.data.is_plane() { { plane::plane(config, runs, theme) } }
                { charts::charts(runs) }
                { flow::flow(runs) }
                { confusion::confusion(config, runs, theme, ask) }
            </section>
        </main>
    }
}
