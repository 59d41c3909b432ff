//! What is chosen above the pictures: which one, and how it is shown.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Message, PictureView, Source};
use crate::app::places::convolve::Photograph;
use crate::app::text::convolve as text;
use crate::ui::widgets::fields::Choice;
use crate::ui::widgets::segments::Segments;

impl PictureView {
    pub(super) fn choices(&self, ctx: &Context<Self>) -> Html {
        let (link, picture, signed) = (ctx.link(), &self.shown, self.is_signed(ctx));
        let chosen = match self.source {
            Source::Photograph(photograph) => photograph.index(),
            Source::Own | Source::Camera(_) => Photograph::ALL.len(),
        };
        let own = (chosen == Photograph::ALL.len()).then_some(AttrValue::from(text::OWN_PICTURE));
        let names =
            Photograph::ALL.iter().map(|(_, _, name)| AttrValue::from(*name)).chain(own).collect::<Vec<_>>();
        let choose_photograph = link.batch_callback(|at: usize| {
            Photograph::ALL.get(at).map(|(photograph, ..)| Message::Photograph(*photograph))
        });
        let colours = if self.summed.is_some() { 2 } else { usize::from(picture.shape.c == 3) };
        html! {
            <div class="picture-choices">
                <Choice name={text::WHICH_PICTURE} options={names} {chosen} choose={choose_photograph} testid="picture-photograph" wide={true} />
                <label class="picture-file">
                    { text::OPEN }
                    <input type="file" accept="image/*" data-testid="picture-file" onchange={link.callback(|event: Event| {
                        let input: HtmlInputElement = event.target_unchecked_into();
                        Message::Files(input.files())
                    })} />
                </label>
                <button onclick={link.callback(|_| Message::Camera)} data-testid="picture-camera"
                    aria-pressed={matches!(self.source, Source::Camera(_)).to_string()}>{ text::CAMERA }</button>
                <Segments name={text::COLOURS} options={text::GREY_RGB.map(AttrValue::from).to_vec()} chosen={colours}
                    choose={link.callback(Message::Colour)} testid="picture-colours" />
                <Segments name={text::HOW_SHOWN} options={text::PLAIN_SIGNED.map(AttrValue::from).to_vec()} chosen={usize::from(signed)}
                    choose={link.callback(|i| Message::Signed(i == 1))} testid="picture-signed" />
                <button onclick={link.callback(|_| Message::Save)} data-testid="picture-save" title={text::SAVE_TITLE}>{ text::SAVE }</button>
            </div>
        }
    }
}
