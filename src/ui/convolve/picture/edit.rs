//! The kernel under a picture can be edited.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::figure::Edit;
use crate::app::places::convolve::Convolve;

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
