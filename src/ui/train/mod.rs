//! The place Train: a network that learns, with everything that happens inside.

mod bands;
mod bar;
mod charts;
mod confusion;
mod data;
mod drawn;
mod figures;
mod files;
mod film;
mod flow;
mod images;
mod keys;
mod layer;
mod layers;
mod painted;
mod place;
mod plane;
mod served;
mod settings;
mod stage;
mod store;
mod time;

#[cfg(feature = "train")]
mod door;

use yew::prelude::*;

use crate::app::color::Theme;
use crate::app::places::train::{Request, Train};

/// The place as it stands.
pub fn train(train: &Train, theme: Theme, ask: &Callback<Request>) -> Html {
    let Train { setup, trainings, .. } = train;
    html! {
        <main class="train" ondragover={Callback::from(|event: DragEvent| event.prevent_default())} ondrop={files::drop_files(ask)}>
            { for trainings.runs.iter().map(|progress| html! {
                <painted::Painted run={progress.run} version={progress.version} ask={ask.clone()} />
            }) }
            <keys::Keys plays={trainings.play()} tells={trainings.story.is_some()} ask={ask.clone()} />
            { bar::bar(train, theme, ask) }
            <layers::Layers setup={setup.clone()} problem={trainings.problem.clone()} ask={ask.clone()} />
            { stage::stage(setup, trainings, theme, ask) }
            <section class="train-side" aria-label="How it goes">
                if setup.samples.is_plane() { { plane::plane(setup, trainings, theme) } }
                { charts::charts(trainings) }
                { flow::flow(trainings) }
                { confusion::confusion(setup, trainings, theme, ask) }
            </section>
        </main>
    }
}
