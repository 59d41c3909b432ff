//! The kernel under a picture can be edited.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::figure::Edit;
use crate::app::places::convolve::Convolve;

/// What becomes of an edit of the kernel, as it is applied.
pub fn kernel_edit(convolve: Rc<Convolve>, set: Callback<Convolve>) -> Callback<Edit> {
    set.reform(move |edit: Edit| {
        let mut to = (*convolve).clone();
        let mut kernel = to.applied(to.picture_kernel());
        edit.apply(&mut kernel, 0, to.conv.window.map(|window| window.size));
        let typed = to.applied(&kernel);
        to.weight[..typed.len()].copy_from_slice(&typed);
        to
    })
}
