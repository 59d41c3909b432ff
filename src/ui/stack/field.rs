//! The field on a picture: its box, and how much each pixel counts, which a worker of this view's own computes.

use std::rc::Rc;

use wasm_bindgen::Clamped;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlCanvasElement, ImageData, MouseEvent};
use yew::prelude::*;

use crate::app::color::Theme;
use crate::app::heartbeat::WorkerState;
use crate::app::places::convolve::Picture;
use crate::app::places::draw::model::Model;
use crate::app::places::stack::{FieldInput, InputPicture, Shown, Stack, half_of};
use crate::app::text::stack as text;
use crate::session::{Command, Event, RunId};
use crate::ui::bitmap::context;
use crate::ui::bridge::Bridge;
use crate::ui::convolve::picture::source;
use crate::ui::widgets::drawn::use_drawn;
use crate::ui::widgets::fields::Choice;
use crate::ui::widgets::segments::Segments;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub stack: Rc<Stack>,
    /// The trained network.
    pub model: Option<Rc<Model>>,
    pub theme: Theme,
    /// Whether what is seen is to be predicted.
    pub hidden: bool,
    /// Takes the same stack, looked at elsewhere.
    pub go: Callback<Stack>,
}

pub enum Message {
    Loaded(InputPicture, Result<Picture, String>),
    Answered(Event),
    Turned(WorkerState),
    Look([usize; 2]),
}

/// Milliseconds that the worker may take for one map.
const PATIENCE: f64 = 120_000.0;

pub struct FieldView {
    photographs: Vec<(InputPicture, Rc<Picture>)>,
    /// The inputs for a picture of so many rows.
    input: Option<(InputPicture, usize, Rc<FieldInput>)>,
    worker: Option<Bridge>,
    /// What the worker computes, or has computed, by its number.
    asked: Option<Rc<Stack>>,
    run: u32,
    is_computing: bool,
    /// The map, and what it is the mean of.
    map: Option<(Rc<[f32]>, String)>,
    /// What it is said to be the mean of once it is there.
    averaged: String,
    said: Option<String>,
}

impl Component for FieldView {
    type Message = Message;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let mut view = Self {
            photographs: Vec::new(),
            input: None,
            worker: None,
            asked: None,
            run: 0,
            is_computing: false,
            map: None,
            averaged: String::new(),
            said: None,
        };
        view.prepare(ctx);
        view
    }

    fn changed(&mut self, ctx: &Context<Self>, _old: &Props) -> bool {
        self.prepare(ctx);
        true
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Loaded(picture, Ok(photograph)) => {
                self.photographs.push((picture, Rc::new(photograph)));
                self.prepare(ctx);
            }
            Message::Loaded(_, Err(why)) => self.said = Some(why),
            Message::Answered(Event::EffectiveField { run: RunId(run), values }) if run == self.run => {
                (self.is_computing, self.said) = (false, None);
                self.map = Some((values.into(), std::mem::take(&mut self.averaged)));
                self.prepare(ctx);
            }
            Message::Answered(Event::Error { run: RunId(run), error }) if run == self.run => {
                (self.is_computing, self.said) = (false, Some(error.to_string()));
            }
            Message::Answered(_) => return false,
            Message::Turned(WorkerState::Dead(_)) => {
                (self.worker, self.is_computing, self.asked) = (None, false, None);
                self.said = Some(text::WORKER_DIED.to_string());
            }
            Message::Turned(_) => return false,
            Message::Look(pixel) => {
                let Props { stack, go, .. } = ctx.props();
                go.emit(stack.over(pixel));
                return false;
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { stack, theme, hidden, go, .. } = ctx.props();
        let choose_picture = {
            let stack = stack.clone();
            go.reform(move |index: usize| stack.on_picture(InputPicture::ALL[index].0))
        };
        let choose_shown = {
            let stack = stack.clone();
            go.reform(move |index: usize| stack.showing(Shown::ALL[index].0))
        };
        let at = |picture| InputPicture::ALL.iter().position(|(it, ..)| *it == picture).unwrap_or(0);
        let shown = Shown::ALL.iter().position(|(it, ..)| *it == stack.shown()).unwrap_or(0);
        let map =
            self.map.as_ref().filter(|_| stack.shown() != Shown::Box && self.asked.as_ref() == Some(stack));
        let look = ctx.link().callback(Message::Look);
        html! {
            <section class="stack-field" aria-label={text::ON_A_PICTURE}>
                <Choice name={text::ON_A_PICTURE} options={InputPicture::ALL.map(|(.., name)| AttrValue::from(name)).to_vec()}
                    chosen={at(stack.picture())} choose={choose_picture} testid="stack-picture" wide={true} />
                if let Some((.., input)) = &self.input {
                    <Plate input={input.clone()} map={map.map(|(values, _)| values.clone())} stack={stack.clone()} theme={*theme} hidden={*hidden} {look} />
                }
                <Segments name={text::WHAT_IS_DRAWN} options={Shown::ALL.map(|(.., name)| AttrValue::from(name)).to_vec()} chosen={shown}
                    choose={choose_shown} testid="stack-map" />
                <p class="fine" role="status" data-testid="stack-averaged">{ self.status(stack, map) }</p>
            </section>
        }
    }
}

impl FieldView {
    /// Gets the picture and asks for the map that are to be shown, one map at a time.
    fn prepare(&mut self, ctx: &Context<Self>) {
        let Props { stack, model, .. } = ctx.props();
        let (picture, side) = (stack.picture(), stack.tower().rows[0].output.h);
        if self.input.as_ref().is_none_or(|(it, rows, _)| (*it, *rows) != (picture, side)) {
            self.input = self.input_of(ctx, picture, side).map(|input| (picture, side, Rc::new(input)));
        }
        if stack.shown() == Shown::Box {
            self.said = None;
            return;
        }
        let Some((.., input)) = &self.input else { return };
        if self.asked.as_ref() == Some(stack) {
            return;
        }
        if self.is_computing {
            let same_layers = self.asked.as_ref().is_some_and(|asked| asked.is_of_the_same(stack));
            if same_layers {
                // The newest is asked for once the answer is here.
                return;
            }
            (self.worker, self.is_computing) = (None, false);
        }
        self.asked = Some(stack.clone());
        (self.map, self.said) = (None, None);
        let weights = model.as_ref().map(|model| &model.weights);
        let Some(request) = stack.field_request(input, weights) else {
            self.said = (stack.shown() == Shown::Trained && !stack.can_be_trained())
                .then(|| text::ONLY_DIGITS.to_string());
            if self.said.is_none() {
                // The weights are still to come.
                self.asked = None;
            }
            return;
        };
        self.run += 1;
        self.is_computing = true;
        self.averaged = stack.averaged_over(&request);
        let worker = self.worker.get_or_insert_with(|| {
            let answered = ctx.link().callback(Message::Answered);
            Bridge::start("explain-worker.js", PATIENCE, answered, ctx.link().callback(Message::Turned))
        });
        worker.send(Command::EffectiveField { run: RunId(self.run), request: Box::new(request) });
    }

    /// The inputs for a picture; asks for the file of a photograph that is not here yet.
    fn input_of(&self, ctx: &Context<Self>, picture: InputPicture, side: usize) -> Option<FieldInput> {
        let Some(file) = picture.file() else { return Some(FieldInput::digits(side)) };
        if let Some((_, photograph)) = self.photographs.iter().find(|(it, _)| *it == picture) {
            let bytes: Vec<u8> =
                photograph.values.iter().map(|value| (255.0 * value).round() as u8).collect();
            return Some(FieldInput::photograph(&bytes, photograph.shape, side));
        }
        let loaded = ctx.link().callback(move |photograph| Message::Loaded(picture, photograph));
        spawn_local(async move { loaded.emit(source::load(file).await) });
        None
    }

    fn status(&self, stack: &Stack, map: Option<&(Rc<[f32]>, String)>) -> String {
        let side = stack.tower().rows[0].output.w;
        match (map, &self.said) {
            (Some((values, averaged)), _) => {
                let half = half_of(values, side).zip(stack.row().field);
                let half = half.map(|(half, [_, field])| text::half(half, field.size));
                [Some(averaged.clone()), half].into_iter().flatten().collect::<Vec<_>>().join(" ")
            }
            (None, Some(said)) => said.clone(),
            (None, None) if self.is_computing => text::COMPUTING.to_string(),
            (None, None) => text::BOX_IS.to_string(),
        }
    }
}

#[derive(Properties, PartialEq)]
struct PlateProps {
    input: Rc<FieldInput>,
    map: Option<Rc<[f32]>>,
    stack: Rc<Stack>,
    theme: Theme,
    hidden: bool,
    /// Gets the pixel that was pressed.
    look: Callback<[usize; 2]>,
}

/// The picture with a box around what the unit sees.
#[component]
fn Plate(PlateProps { input, map, stack, theme, hidden, look }: &PlateProps) -> Html {
    let (canvas, area) = (use_node_ref(), use_node_ref());
    use_drawn(
        &canvas,
        (input.clone(), map.clone(), *theme),
        |canvas: &HtmlCanvasElement, (input, map, theme)| {
            let pixels = input.painted(map.as_deref(), *theme);
            let image = ImageData::new_with_u8_clamped_array(Clamped(&pixels), input.shape.w as u32);
            let image = image.expect("rows are complete");
            context(canvas).put_image_data(&image, 0.0, 0.0).expect("the image is whole");
        },
    );
    let (height, width) = (input.shape.h, input.shape.w);
    let press = {
        let area = area.clone();
        let pixel = move |event: &MouseEvent| {
            let place = area.cast::<Element>()?.get_bounding_client_rect();
            let along = |at: f64, len: f64, pixels: usize| {
                ((at / len * pixels as f64).max(0.0) as usize).min(pixels - 1)
            };
            let row = along(f64::from(event.client_y()) - place.top(), place.height(), height);
            Some([row, along(f64::from(event.client_x()) - place.left(), place.width(), width)])
        };
        let look = look.clone();
        Callback::from(move |event: MouseEvent| pixel(&event).into_iter().for_each(|pixel| look.emit(pixel)))
    };
    let frame = stack.sees().filter(|_| !hidden).map(|[rows, columns]| {
        let length = |range: &std::ops::Range<i64>| (range.end - range.start).to_string();
        let (x, y) = (columns.start.to_string(), rows.start.to_string());
        let [wide, high] = [length(&columns), length(&rows)];
        html! {
            <>
                <rect class="halo" x={x.clone()} y={y.clone()} width={wide.clone()} height={high.clone()} />
                <rect {x} {y} width={wide} height={high} />
            </>
        }
    });
    html! {
        <div class="stack-plate" ref={area} onclick={press} data-testid="stack-plate">
            <canvas ref={canvas} width={width.to_string()} height={height.to_string()} aria-hidden="true"></canvas>
            <svg viewBox={format!("0 0 {width} {height}")} preserveAspectRatio="none" aria-hidden="true">{ frame }</svg>
        </div>
    }
}
