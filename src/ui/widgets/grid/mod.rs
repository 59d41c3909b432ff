//! The one grid for inputs, kernels, outputs, gradients and pools.

mod cells;
mod field;
mod input;
mod keys;
mod picture;

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent};
use yew::prelude::*;

use super::listener::{Listener, focused_in};
use crate::app::color::Theme;
use crate::app::figure::{Cell, Edit, MAX_NUMBER_COLUMNS};
use crate::app::numbers::trimmed;
use crate::app::text::{entry::NOT_HERE, lab as words};
use cells::{Row, Span};
use field::{AfterCommit, Field};
use input::{clipboard, data_at, extent, gaps, height, index, is_picture, named};
use keys::{Key, meaning};
use picture::Picture;

#[derive(Properties, PartialEq)]
pub struct GridProps {
    pub testid: String,
    /// What the grid is, for those who do not see it.
    pub name: String,
    pub columns: usize,
    /// Row by row.
    pub cells: Rc<[Cell]>,
    /// The side of a cell in CSS pixels.
    pub size: f32,
    /// How high a cell is that is less high than wide.
    #[prop_or_default]
    pub height: Option<f32>,
    pub theme: Theme,
    /// Row and column of the first cell in labels and callbacks; padding makes them negative.
    #[prop_or_default]
    pub first: [isize; 2],
    /// With more columns it is a picture without numbers.
    #[prop_or(MAX_NUMBER_COLUMNS)]
    pub most_columns: usize,
    /// Without it nothing can be changed.
    #[prop_or_default]
    pub edit: Option<Callback<Edit>>,
    /// The cell that the mouse, or the walking keyboard, came to; `None` when it leaves.
    #[prop_or_default]
    pub hover: Option<Callback<Option<[isize; 2]>>>,
    /// A click, or Enter, on a cell that cannot be changed.
    #[prop_or_default]
    pub pin: Option<Callback<[isize; 2]>>,
}

pub enum Message {
    /// The press, and what had the focus before it.
    Down(PointerEvent, Option<Element>),
    Move(PointerEvent),
    Lift,
    Over(PointerEvent),
    Out(PointerEvent),
    Click(MouseEvent),
    Key(Option<[usize; 2]>, Key),
    Done(Option<String>, AfterCommit),
    Pasted(String),
}

/// A pointer that is down on a cell and may paint others with its value.
struct Stroke {
    value: f32,
    at: [usize; 2],
    place: DomRect,
    /// Whether it has changed a cell.
    edited: bool,
}

/// The field that is open, or will be with the next frame.
struct Entry {
    at: [usize; 2],
    /// What it began with, and what was typed before it could take keys itself.
    text: String,
    select: bool,
}

pub struct Grid {
    root: NodeRef,
    table: (Rc<[Cell]>, usize),
    /// The cell that the keyboard is at.
    cursor: [usize; 2],
    entry: Option<Entry>,
    hovered: Option<[usize; 2]>,
    stroke: Option<Stroke>,
    /// Whether the pointer that is down, or was just lifted, painted: then it does not click.
    painted: bool,
    /// The cell that had the focus when the pointer went down: clicking it once more opens it.
    armed: Option<[usize; 2]>,
    /// Whether the focus has to go to the cell once it is drawn.
    focus: bool,
    said: Option<String>,
    _clipboard: [Listener; 2],
}

impl Component for Grid {
    type Message = Message;
    type Properties = GridProps;

    fn create(ctx: &Context<Self>) -> Self {
        let root = NodeRef::default();
        Self {
            _clipboard: clipboard(ctx, &root),
            root,
            table: (ctx.props().cells.clone(), ctx.props().columns),
            cursor: [0; 2],
            entry: None,
            hovered: None,
            stroke: None,
            painted: false,
            armed: None,
            focus: false,
            said: None,
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &GridProps) -> bool {
        let props = ctx.props();
        self.table = (props.cells.clone(), props.columns);
        let [rows, columns] = extent(props);
        if [rows, columns] != extent(old) {
            self.cursor =
                [self.cursor[0].min(rows.saturating_sub(1)), self.cursor[1].min(columns.saturating_sub(1))];
            (self.entry, self.hovered, self.stroke) = (None, None, None);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let props = ctx.props();
        match message {
            Message::Over(event) => {
                // Between two cells the mouse is still over the one it left.
                if let Some(at) = self.cell(props, &event) {
                    self.hover(props, Some(at));
                }
                return is_picture(props);
            }
            Message::Out(event) => {
                let to = event.related_target().and_then(|to| to.dyn_into::<Element>().ok());
                let root = self.root.cast::<Element>();
                if !root.is_some_and(|root| to.is_some_and(|to| root.contains(Some(&to)))) {
                    self.hover(props, None);
                }
                return is_picture(props);
            }
            Message::Move(event) => return self.drag(props, &event),
            Message::Down(event, focused) => {
                (self.stroke, self.painted, self.said) = (None, false, None);
                let Some(at) = self.cell(props, &event) else { return true };
                self.armed = focused.filter(|focused| self.has_focus(props, at, focused)).map(|_| at);
                self.cursor = at;
                let cell = &props.cells[index(props, at)];
                let value = cell.value.filter(|_| props.edit.is_some() && cell.is_editable());
                let place = self.root.cast::<Element>().map(|root| root.get_bounding_client_rect());
                if event.button() == 0 && event.is_primary() {
                    self.stroke =
                        value.zip(place).map(|(value, place)| Stroke { value, at, place, edited: false });
                }
            }
            Message::Lift => {
                self.stroke = None;
                return false;
            }
            Message::Click(event) => {
                let armed = self.armed.take();
                let Some(at) = self.cell(props, &event).filter(|_| !self.painted) else { return false };
                (self.cursor, self.focus) = (at, true);
                if !self.is_editable(props, at) {
                    self.pin(props, at);
                } else if armed == Some(at) {
                    self.open(props);
                }
            }
            Message::Key(at, key) => {
                self.said = None;
                match self.entry.is_some() {
                    true => self.press_early(props, key),
                    false => {
                        self.cursor = at.unwrap_or(self.cursor);
                        self.press(props, key);
                    }
                }
            }
            Message::Done(text, after) => {
                let Some(Entry { at, .. }) = self.entry.take() else { return false };
                if let Some(text) = text {
                    self.commit(props, at, &text);
                }
                self.go_on(props, at, after);
            }
            Message::Pasted(text) => match self.is_editable(props, self.cursor) {
                true => self.edit(props, Edit::Paste { at: named(props, self.cursor), text }),
                false => self.said = Some(NOT_HERE.to_string()),
            },
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let (props, link) = (ctx.props(), ctx.link());
        let (edits, pins) = (props.edit.is_some(), props.pin.is_some());
        let keys = link.batch_callback(move |event: KeyboardEvent| {
            let key = meaning(&event, edits, pins)?;
            // These keys mean something else to the page.
            event.prevent_default();
            event.stop_propagation();
            Some(Message::Key(event.target_dyn_into().and_then(|target: Element| data_at(&target)), key))
        });
        let ([rows, columns], size) = (extent(props), props.size);
        let picture = is_picture(props);
        let class = classes!(
            "grid",
            picture.then_some("picture"),
            edits.then_some("edits"),
            props.height.map(|_| "low")
        );
        let (height, [below, beside]) = (height(props), gaps(props));
        let style = format!(
            "--cell:{size}px;--row:{height}px;--gap:{beside}px;--row-gap:{below}px;--type:{}",
            if size < 28.0 { 0.5 } else { 0.4 }
        );
        let (over, out) = (link.callback(Message::Over), link.callback(Message::Out));
        let (root, drag) = (self.root.clone(), link.callback(Message::Move));
        // The press moves the focus before the message is read: what had it must be asked right now.
        let down = link.callback(move |event| Message::Down(event, focused_in(&root)));
        let (lift, click) = (link.callback(|_: PointerEvent| Message::Lift), link.callback(Message::Click));
        let inside = if picture {
            let cells = props.cells.clone();
            html! { <Picture {cells} {columns} theme={props.theme} cursor={self.hovered} /> }
        } else {
            (0..rows)
                .map(|row| {
                    let span = Span { cells: props.cells.clone(), range: row * columns..(row + 1) * columns };
                    let cursor = (self.cursor[0] == row).then_some(self.cursor[1]);
                    html! { <Row {span} {row} first={props.first} {size} theme={props.theme} editable={edits} {cursor} /> }
                })
                .collect()
        };
        let spoken = |at| props.cells[index(props, at)].spoken(named(props, at));
        let label = match self.hovered.filter(|_| picture) {
            Some(at) => format!("{}: {}", props.name, spoken(at)),
            None => props.name.clone(),
        };
        let title = self.hovered.filter(|_| picture).map(|at| {
            let value = props.cells[index(props, at)].shown().map(trimmed);
            value.unwrap_or_default()
        });
        let count = |n: usize| (!picture).then(|| n.to_string());
        let place = |[row, column]: [usize; 2]| {
            format!("left:{}px;top:{}px", column as f32 * (size + beside), row as f32 * (height + below))
        };
        html! {
            <div class="sheet" ~{style}>
                <div ref={&self.root} {class} role={if picture { "img" } else { "grid" }} data-testid={props.testid.clone()}
                    aria-label={label} {title} aria-rowcount={count(rows)} aria-colcount={count(columns)}
                    aria-readonly={(!picture && !edits).then_some("true")} tabindex={picture.then_some("0")}
                    ~style={if picture { format!("width:{}px;height:{}px", size * columns as f32, size * rows as f32) } else { String::new() }}
                    onpointerover={over} onpointerout={out} onpointerdown={down} onpointermove={drag}
                    onpointerup={lift.clone()} onpointercancel={lift} onclick={click} onkeydown={keys}>
                    { inside }
                </div>
                if let Some(Entry { at, text, select }) = &self.entry {
                    <Field text={text.clone()} select={*select} name={words::new_value_of(&spoken(*at))}
                        place={place(*at)}
                        done={link.callback(|(text, after)| Message::Done(text, after))} />
                }
                <span class="said" role="status">{ self.said.clone() }</span>
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        if std::mem::take(&mut self.focus) && self.entry.is_none() {
            let root = self.root.cast::<HtmlElement>();
            let [row, column] = self.cursor;
            let cell = root.as_ref().filter(|_| !is_picture(ctx.props())).and_then(|root| {
                root.query_selector(&format!("[data-at='{row},{column}']")).ok().flatten()?.dyn_into().ok()
            });
            if let Some(element) = cell.or(root) {
                drop(element.focus());
            }
        }
    }
}
