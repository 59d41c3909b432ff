//! The kernel under a picture can be edited, or chosen by its name.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::figure::Edit;
use crate::app::places::convolve::Convolve;
use crate::app::text::convolve as text;
use crate::ui::widgets::fields::Choice;

/// What becomes of an edit of the kernel, and what is to be said about it.
pub fn kernel_edit(
    convolve: Rc<Convolve>,
    set: Callback<Convolve>,
    say: Callback<Option<String>>,
) -> Callback<Edit> {
    Callback::from(move |edit: Edit| {
        let mut to = (*convolve).clone();
        let said = to.edit_first_kernel(&edit);
        set.emit(to);
        say.emit(said);
    })
}

/// The kernels by their names.
pub fn effect_choice(convolve: &Rc<Convolve>, set: &Callback<Convolve>) -> Html {
    let (effects, own) = (Convolve::effects(), convolve.effect().is_none());
    let names = effects.iter().map(|preset| AttrValue::from(preset.name));
    let options = own.then(|| AttrValue::from(text::OWN_KERNEL)).into_iter().chain(names).collect::<Vec<_>>();
    let (view, now) = (convolve.view, convolve.clone());
    let choose = set.reform(move |at: usize| match effects.get(at.wrapping_sub(usize::from(own))) {
        Some(preset) => Convolve { view, ..preset.example() },
        None => (*now).clone(),
    });
    html! { <Choice name={text::EFFECT} {options} chosen={convolve.effect().unwrap_or(0)} {choose} testid="picture-effect" wide={true} /> }
}
