//! The kernel applied to a picture: before and after, side by side, and what is under the mouse in numbers.

mod choices;
mod edit;
mod magnifier;
mod plate;
mod show;
pub mod source;

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, ClipboardEvent, DragEvent, FileList};
use yew::prelude::*;

use crate::app::color::{Palette, Theme};
use crate::app::numbers::trimmed;
use crate::app::places::convolve::{Convolve, Photograph, Picture, View, scene};
use crate::app::show::Show;
use crate::app::text::{Text, convolve as text, lab::CANNOT_MAKE_FILE};
use crate::ui::export::save_beside;
use crate::ui::widgets::frames::Frames;
use crate::ui::widgets::listener::Listener;
use edit::{effect_choice, kernel_edit};
use magnifier::Magnifier;
use plate::{Frame, Plate};
use source::Camera;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub convolve: Rc<Convolve>,
    pub theme: Theme,
    pub show: Show,
    pub set: Callback<Convolve>,
}

pub enum Message {
    /// One of the site's pictures.
    Photograph(Photograph),
    Loaded(Photograph, Result<Picture, String>),
    Files(Option<FileList>),
    Read(Result<Picture, String>),
    Camera,
    Opened(Result<Camera, String>),
    Frame,
    Colour(usize),
    Weight(usize, f32),
    Signed(bool),
    /// A pixel of the picture, or of what came out, that is looked at; with a click it stays.
    Look {
        over: [usize; 2],
        of_output: bool,
        stay: bool,
    },
    Leave,
    Channel(usize),
    Save,
    Say(&'static str),
    /// The kernel was edited, and this is to be said about it.
    Edited(Option<String>),
}

/// What red, green and blue count in a grey picture (ITU-R BT.601).
const LUMINANCE: [f32; 3] = [0.299, 0.587, 0.114];
/// At first the wall of the scene's house is looked at.
const WALL: [usize; 2] = [150, 176];

enum Source {
    /// One of the site's, perhaps on its way.
    Photograph(Photograph),
    Own,
    Camera(Camera),
}

pub struct PictureView {
    source: Source,
    /// Whether the browser asks for the camera.
    asking: bool,
    /// In colour, whatever is shown.
    picture: Rc<Picture>,
    /// As it goes in: signed values have no colour of their own, so they are those of the grey picture.
    shown: Rc<Picture>,
    /// What comes out, unless the kernel does not fit.
    output: Option<Rc<Picture>>,
    coloured: bool,
    /// What each colour counts, where all of them are summed.
    summed: Option<[f32; 3]>,
    /// As chosen; else it follows from the kernel.
    signed: Option<bool>,
    /// Position of the result that is looked at.
    at: [usize; 2],
    /// Where it goes back to when the mouse leaves.
    pinned: [usize; 2],
    channel: usize,
    said: Option<String>,
    plates: NodeRef,
    _paste: Listener,
}

impl Component for PictureView {
    type Message = Message;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let files = ctx.link().callback(Message::Files);
        let _paste = Listener::new("paste", move |event| {
            let pasted =
                event.unchecked_ref::<ClipboardEvent>().clipboard_data().and_then(|data| data.files());
            if let Some(pasted) = pasted.filter(|pasted| pasted.length() > 0) {
                event.prevent_default();
                files.emit(Some(pasted));
            }
        });
        let picture = Rc::new(scene());
        let mut view = Self {
            source: Source::Photograph(Photograph::Scene),
            asking: false,
            shown: picture.clone(),
            picture,
            output: None,
            coloured: true,
            summed: None,
            signed: None,
            at: WALL,
            pinned: WALL,
            channel: 0,
            said: None,
            plates: NodeRef::default(),
            _paste,
        };
        view.show_photograph(ctx);
        view.filter(ctx);
        view
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Props) -> bool {
        if ctx.props().convolve.view != old.convolve.view {
            self.show_photograph(ctx);
        }
        self.filter(ctx);
        true
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Photograph(photograph) => {
                let Props { convolve, set, .. } = ctx.props();
                let view = View::Picture(photograph);
                // Chosen again, it takes the place of one's own.
                if convolve.view == view {
                    self.show_photograph(ctx);
                } else {
                    set.emit(Convolve { view, ..(**convolve).clone() });
                    return false;
                }
            }
            // Whoever has chosen another picture meanwhile keeps it.
            Message::Loaded(photograph, _) if !self.waits_for(photograph) => return false,
            Message::Loaded(photograph, Ok(picture)) => self.take(Source::Photograph(photograph), picture),
            Message::Loaded(_, Err(why)) => self.said = Some(why),
            Message::Files(files) => {
                let Some(file) = files.and_then(|files| files.get(0)) else { return false };
                let (name, blob) = (file.name(), Blob::from(file));
                let read = ctx.link().callback(Message::Read);
                spawn_local(async move { read.emit(source::read(blob, name).await) });
                return false;
            }
            Message::Read(Ok(picture)) => self.take(Source::Own, picture),
            Message::Read(Err(why)) => self.said = Some(why),
            // The last of its pictures stays.
            Message::Camera if matches!(self.source, Source::Camera(_)) => self.source = Source::Own,
            // Whoever presses once more waits no longer.
            Message::Camera if self.asking => (self.asking, self.said) = (false, None),
            Message::Camera => {
                self.asking = true;
                self.said = Some(text::CAMERA_ASKED.to_string());
                let opened = ctx.link().callback(Message::Opened);
                spawn_local(async move { opened.emit(Camera::open().await) });
            }
            // Whoever has chosen another picture meanwhile keeps it, and the camera goes off again.
            Message::Opened(_) if !self.asking => return false,
            Message::Opened(Ok(camera)) => {
                (self.source, self.asking, self.said) = (Source::Camera(camera), false, None);
            }
            Message::Opened(Err(why)) => (self.asking, self.said) = (false, Some(why)),
            Message::Frame => {
                let Source::Camera(camera) = &mut self.source else { return false };
                let Some(picture) = camera.look() else { return false };
                self.picture = Rc::new(picture);
            }
            Message::Colour(which) => {
                self.coloured = which > 0;
                self.summed = (which == 2).then_some(LUMINANCE);
            }
            Message::Weight(colour, weight) => {
                if let Some(weights) = &mut self.summed {
                    weights[colour] = weight;
                }
            }
            Message::Signed(signed) => self.signed = Some(signed),
            Message::Look { over, of_output, stay } => {
                let Some(output) = &self.output else { return false };
                let limit =
                    |[row, column]: [usize; 2]| [row.min(output.shape.h - 1), column.min(output.shape.w - 1)];
                self.at = match of_output {
                    true => limit(over),
                    false => ctx.props().convolve.position_over(output.shape, over),
                };
                if stay {
                    self.pinned = self.at;
                }
                return true;
            }
            Message::Leave => {
                self.at = self.pinned;
                return true;
            }
            Message::Channel(channel) => {
                self.channel = channel;
                return true;
            }
            Message::Edited(said) => self.said = said,
            Message::Say(sentence) => {
                self.said = Some(sentence.to_owned());
                return true;
            }
            Message::Save => {
                let (root, say) = (self.plates.clone(), ctx.link().callback(Message::Say));
                spawn_local(async move {
                    if save_beside(&root, "pictures.png").await.is_err() {
                        say.emit(CANNOT_MAKE_FILE.get());
                    }
                });
                return false;
            }
        }
        self.filter(ctx);
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let (Props { convolve, theme, show, set }, link) = (ctx.props(), ctx.link());
        let picture = self.shown.clone();
        let signed = self.is_signed(ctx);
        let choose = self.choices(ctx);
        let hint = match (signed, self.coloured) {
            _ if self.summed.is_some() => text::POINT_SUMMED,
            (true, _) => text::POINT_SIGNED,
            (false, true) => text::POINT_COLOURED,
            (false, false) => text::POINT,
        };
        let about = match self.source {
            Source::Photograph(photograph) => photograph.about(),
            Source::Own | Source::Camera(_) => Text::EMPTY,
        };
        let said = self.said.clone().unwrap_or_else(|| format!("{hint} {about}"));
        let Some(output) = self.output.clone() else {
            return html! { <div class="pictures">{ choose }<p role="status">{ text::DOES_NOT_FIT }</p></div> };
        };
        let at = [self.at[0].min(output.shape.h - 1), self.at[1].min(output.shape.w - 1)];
        let channel = self.channel.min(picture.shape.c - 1);
        let sight = convolve.sight(&picture, channel, at[0], at[1]);
        let parts = self.parts(ctx, at);
        let span = convolve.conv.window.map(|window| window.span());
        let range = output.range();
        let drop_files = link.batch_callback(|event: DragEvent| {
            event.prevent_default();
            event.data_transfer().map(|data| Message::Files(data.files()))
        });
        let look = |of_output: bool| {
            link.callback(move |(over, stay): ([usize; 2], bool)| Message::Look { over, of_output, stay })
        };
        let frame = Frame { first: sight.first, size: span };
        let cell = Frame { first: at.map(|at| at as isize), size: [1, 1] };
        let size = |shape: crate::shape::Shape| format!("{}×{}", shape.h, shape.w);
        let edit = kernel_edit(convolve.clone(), set.clone(), link.callback(Message::Edited));
        let effect = effect_choice(convolve, set);
        let legend = signed.then(|| {
            let bar = format!("background:{}", Palette::Activation.gradient(*theme));
            html! { <small class="plate-legend">{ trimmed(-range) }<i ~style={bar}></i>{ trimmed(range) }</small> }
        });
        html! {
            <div class="pictures" ondragover={Callback::from(|event: DragEvent| event.prevent_default())} ondrop={drop_files}>
                { choose }
                <p class="picture-said" role="status">{ said }</p>
                <div class="plates" ref={&self.plates}>
                    <Plate testid="picture-input" title={text::PICTURE} size={size(picture.shape)} picture={picture.clone()} signed={None} {frame}
                        at={at} theme={*theme} look={look(false)} leave={link.callback(|()| Message::Leave)} />
                    <Plate testid="picture-output" title={text::AFTER_THE_KERNEL} size={size(output.shape)} picture={output.clone()}
                        signed={signed.then_some(range)} frame={cell} at={at} theme={*theme} look={look(true)}
                        leave={link.callback(|()| Message::Leave)}>{ legend }</Plate>
                </div>
                <Magnifier {parts} weigh={link.callback(|(colour, weight)| Message::Weight(colour, weight))} effect={effect} {sight} width={convolve.conv.window[1].size} colours={picture.shape.c} {channel} {at} theme={*theme}
                    show={*show} choose={link.callback(Message::Channel)} {edit} typed={convolve.picture_kernel().to_vec()} flipped={convolve.flip} />
                <Frames active={matches!(self.source, Source::Camera(_))} tick={link.callback(|_| Message::Frame)} />
            </div>
        }
    }
}
