//! A network that looks at a photograph: its guesses, what it takes, its stages and the maps of one of them, its first filters.

use std::rc::Rc;

use web_sys::{FileList, HtmlInputElement};
use yew::prelude::*;

use super::file::OPEN_ID;
use super::strongest::strongest;
use super::tiles::{FilterTiles, Maps, Photo};
use crate::app::color::{Palette, Theme};
use crate::app::numbers::{bytes as in_bytes, percent, sig3, thousands};
use crate::app::places::networks::run::{
    Guess, Loading, Opened, PHOTOGRAPHS, Run, RunAction, Seen, Stage, first_filters, liveliest,
};
use crate::app::places::networks::table::bytes;
use crate::app::places::networks::why::WhyAction;
use crate::app::places::networks::{Networks, Subject, View};
use crate::app::text::networks as words;
use crate::app::text::networks::run as text;
use crate::network::{Bytes, Weights};
use crate::session::Method;
use crate::ui::bitmap::Bitmap;
use crate::ui::widgets::fields::Choice;
use crate::ui::widgets::segments::Segments;

/// Pixels of the photograph's side, and of the room for the first filters.
pub const PHOTO: f32 = 268.0;
const FILTERS: [f32; 2] = [220.0, 92.0];
/// Height of the room for the maps of a stage.
const MAPS: f32 = 100.0;

#[derive(Properties, PartialEq)]
pub struct ChoicesProps {
    pub chosen: Option<usize>,
    /// Whether the camera is on.
    pub camera: bool,
    pub act: Callback<RunAction>,
    pub files: Callback<Option<FileList>>,
    pub turn_camera: Callback<()>,
}

/// Where the photograph comes from.
#[component]
pub fn Choices(ChoicesProps { chosen, camera, act, files, turn_camera }: &ChoicesProps) -> Html {
    let own = chosen.is_none().then_some(text::YOUR_PICTURE);
    let options = PHOTOGRAPHS.iter().map(|(_, name)| *name).chain(own).map(AttrValue::from);
    let choose = files_chosen(files);
    html! {
        <>
            <Choice name={text::PICTURE} options={options.collect::<Vec<_>>()} chosen={chosen.unwrap_or(PHOTOGRAPHS.len())}
                choose={act.reform(RunAction::Choose)} testid="run-picture" wide={true} />
            <label class="chip picture-file">
                { text::OPEN_PICTURE }
                <input type="file" accept="image/*" data-testid="run-file" onchange={choose} />
            </label>
            <button class="chip" data-testid="run-camera" aria-pressed={camera.to_string()} onclick={turn_camera.reform(|_| ())}>{ text::CAMERA }</button>
        </>
    }
}

fn files_chosen(files: &Callback<Option<FileList>>) -> Callback<Event> {
    files.reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().files())
}

/// All of it, in so many pixels of width.
pub fn view(
    networks: &Networks,
    theme: Theme,
    width: f32,
    act: &Callback<RunAction>,
    ask: &Callback<WhyAction>,
) -> Html {
    let Networks { subject, run, .. } = networks;
    if let Some(why) = run.refuses() {
        return html! {
            <div class="run-said">
                <p>{ why }</p>
                if let Some(link) = networks.draw_link() {
                    <a class="chip" href={link} data-testid="run-draw">{ words::DRAW_FOR_IT }</a>
                }
                if let Some(trained) = networks.shown_run() {
                    <dl>{ filters(subject, &trained.weights, theme) }</dl>
                } else if let Loading::Ready(opened) = &run.loading {
                    <dl>{ filters(subject, &opened.weights, theme) }</dl>
                }
            </div>
        };
    }
    html! {
        <div class="run">
            { photograph(networks, ask) }
            <section class="run-guesses" aria-label={text::GUESSES} aria-live="polite">
                { state(run, act) }
                if let (Loading::Ready(opened), Some(seen)) = (&run.loading, &run.seen) {
                    if let (Some(map), Some(stage)) = (run.map, run.stages.get(run.stage)) {
                        { strongest(run, stage, map, act) }
                    } else {
                        { best(networks, opened, seen, ask) }
                    }
                }
            </section>
            <dl>
                if let Some(seen) = &run.seen {
                    <dd data-testid="run-ms">{ text::milliseconds(seen.milliseconds) }</dd><dt>{ text::FOR_THIS_PICTURE }</dt>
                }
                <dd>{ thousands(subject.table.total.macs) }</dd><dt>{ words::MULTIPLY_ADDS }</dt>
                <dd>{ run.memory().to_string() }</dd><dt>{ text::IN_MEMORY }</dt>
                if let Loading::Ready(opened) = &run.loading { { filters(subject, &opened.weights, theme) } }
            </dl>
            if let Some(seen) = &run.seen {
                <section class="run-stages" aria-label={text::STAGES}>
                    <h2>{ text::STAGES }<span>{ text::STAGES_SHOW }</span></h2>
                    { stages(run, seen, theme, act) }
                    { maps(run, seen, theme, width, act) }
                </section>
            }
        </div>
    }
}

/// How far the weights are, until they are there.
pub fn state(run: &Run, act: &Callback<RunAction>) -> Html {
    let Some(shipped) = run.shipped else { return own(run) };
    let size = Bytes(shipped.bytes);
    let load = act.reform(|_: MouseEvent| RunAction::Load);
    match &run.loading {
        Loading::No => html! {
            <>
                <p>{ text::fetches(size, run.memory()) }</p>
                <button class="chip" data-testid="run-load" onclick={load}>{ text::LOAD_WEIGHTS }</button>
            </>
        },
        Loading::Fetching(bytes) => html! {
            <>
                <p>{ text::fetches(size, run.memory()) }</p>
                <progress max={shipped.bytes.to_string()} value={bytes.to_string()} aria-label={text::LOADING_WEIGHTS}></progress>
                <p class="fine">{ text::received(Bytes(*bytes), size) }</p>
                <button class="chip" data-testid="run-cancel" onclick={act.reform(|_| RunAction::Cancel)}>{ text::CANCEL }</button>
            </>
        },
        Loading::Opening => html! { <p>{ text::OPENING_WEIGHTS }</p> },
        Loading::Failed(why) => html! {
            <>
                <p role="alert">{ why }</p>
                <button class="chip" data-testid="run-load" onclick={load}>{ text::TRY_AGAIN }</button>
            </>
        },
        Loading::Ready(_) => Html::default(),
    }
}

/// The way to the user's own weights, where none come with the site.
fn own(run: &Run) -> Html {
    match &run.loading {
        Loading::Ready(_) => Html::default(),
        Loading::Opening => html! { <p>{ text::OPENING_WEIGHTS }</p> },
        loading => html! {
            <>
                <p>{ text::NOT_SHIPPED }</p>
                if let Loading::Failed(why) = loading { <p role="alert">{ why }</p> }
                <label class="chip" for={OPEN_ID}>{ text::OPEN_WEIGHTS }</label>
            </>
        },
    }
}

/// The photograph, and on it where the chosen class is seen, if that was asked for.
fn photograph(networks: &Networks, ask: &Callback<WhyAction>) -> Html {
    let Networks { run, why, .. } = networks;
    let options = words::why::PHOTOGRAPH_OR_CAM.map(AttrValue::from).to_vec();
    let choose = ask.reform(|index: usize| WhyAction::OnPhotograph(index == 1));
    let cam = why.on_photograph.then(|| why.explained.map(Method::GradCam).cloned()).flatten();
    html! {
        <div>
            <figure class="run-photo" ~style={format!("width:{PHOTO}px;height:{PHOTO}px")}>
                if let Some(square) = &run.square {
                    <Photo square={square.clone()} side={PHOTO} {cam} name={text::THE_PICTURE} />
                }
            </figure>
            if run.seen.is_some() && networks.refuses_why().is_none() {
                <Segments name={words::why::ON_PHOTOGRAPH} {options} chosen={usize::from(why.on_photograph)} {choose} testid="run-shows" />
            }
        </div>
    }
}

/// The best guesses, each of which may be asked about.
pub fn best(networks: &Networks, opened: &Opened, seen: &Seen, ask: &Callback<WhyAction>) -> Html {
    let name = |guess: &Guess| opened.called(guess.class);
    let [first, second, ..] = &seen.guesses[..] else { return Html::default() };
    let asks = networks.config.view == View::Why || networks.why.on_photograph;
    let explained = networks.target().map(|target| target.class).filter(|_| asks);
    let row = |(index, guess): (usize, &Guess)| {
        let (part, class) = (100.0 * guess.probability / first.probability, guess.class);
        let row = html! {
            <><span>{ name(guess) }</span>{ " " }<i><i ~style={format!("width:{part:.1}%")}></i></i>{ " " }<b>{ percent(guess.probability) }</b></>
        };
        html! {
            <li class={classes!((index == 0).then_some("first"))} data-testid={format!("top-{}", index + 1)}>
                if asks {
                    <button data-testid={format!("why-class-{class}")} aria-pressed={(explained == Some(class)).to_string()}
                        onclick={ask.reform(move |_| WhyAction::Class(class))}>{ row }</button>
                } else {
                    { row }
                }
            </li>
        }
    };
    html! {
        <>
            <h2>{ name(first) }</h2>
            <p class="fine">{ text::sure(&percent(first.probability), &name(second), &percent(second.probability)) }</p>
            <ol>{ for seen.guesses.iter().enumerate().map(row) }</ol>
            if networks.why.on_photograph && networks.config.view == View::Run { <p class="fine">{ words::why::CAM_SAYS }</p> }
        </>
    }
}

fn filters(subject: &Subject, weights: &Weights, theme: Theme) -> Html {
    let Some(filters) = first_filters(&subject.plan, weights) else { return Html::default() };
    let crate::shape::Shape { c, h, w } = filters.shape;
    let name = text::filters(filters.count(), h, w, c);
    html! {
        <>
            <dd class="run-filters"><FilterTiles filters={Rc::new(filters)} room={FILTERS} name={name.clone()} {theme} /></dd>
            <dt>{ format!("{}: {name}", text::FIRST_FILTERS) }</dt>
        </>
    }
}

/// A map of each stage, and what the stage costs.
fn stages(run: &Run, seen: &Seen, theme: Theme, act: &Callback<RunAction>) -> Html {
    let memory = |stage: &Stage| bytes(stage.cost);
    let most_memory = run.stages.iter().map(memory).max().unwrap_or(1).max(1) as f32;
    let slowest =
        seen.times.iter().take(run.stages.len()).fold(f64::MIN_POSITIVE, |most, time| most.max(*time));
    let one = |(index, stage): (usize, &Stage)| {
        let values = &seen.maps[index];
        let map = liveliest(values, stage.shape) * stage.shape.area();
        let values: Rc<[f32]> = Rc::from(&values[map..map + stage.shape.area()]);
        let bar = |part: f32| format!("height:{:.0}%", (100.0 * part).max(2.0));
        html! {
            <button data-testid={format!("run-stage-{index}")} aria-pressed={(run.stage == index).to_string()}
                onclick={act.reform(move |_| RunAction::Stage(index))}>
                <span class="run-map"><Bitmap {values} w={stage.shape.w} palette={Palette::Activation} range={seen.ranges[index]} {theme} /></span>
                <span class="run-bars" aria-hidden="true">
                    <i ~style={bar((seen.times[index] / slowest) as f32)}></i><i ~style={bar(memory(stage) as f32 / most_memory)}></i>
                </span>
                <b>{ &stage.name }</b>
                <span>{ text::maps(stage.shape.c, [stage.shape.h, stage.shape.w]) }</span>
                <span><em>{ text::milliseconds(seen.times[index]) }</em>{ "\u{2009}·\u{2009}" }{ in_bytes(memory(stage)) }</span>
            </button>
        }
    };
    html! { <div class="run-row">{ for run.stages.iter().enumerate().map(one) }</div> }
}

/// All maps of the chosen stage.
fn maps(run: &Run, seen: &Rc<Seen>, theme: Theme, width: f32, act: &Callback<RunAction>) -> Html {
    let Some(stage) = run.stages.get(run.stage) else { return Html::default() };
    let [name, side] = text::all_maps(&stage.name, stage.shape.c, [stage.shape.h, stage.shape.w]);
    let range = sig3(seen.ranges[run.stage]);
    let first = liveliest(&seen.maps[run.stage], stage.shape);
    html! {
        <>
            <h2>
                { name.clone() }<span>{ side }</span>
                <button class="chip" data-testid="open-strongest" onclick={act.reform(move |_| RunAction::Map(Some(first)))}>{ text::STRONGEST }</button>
                <small>{ format!("−{range}") }<i ~style={format!("background:{}", Palette::Activation.gradient(theme))}></i>{ range }</small>
            </h2>
            <Maps seen={seen.clone()} stage={run.stage} shape={stage.shape} room={[width, MAPS]} {name} {theme} chosen={run.map} choose={act.reform(|map| RunAction::Map(Some(map)))} />
        </>
    }
}
