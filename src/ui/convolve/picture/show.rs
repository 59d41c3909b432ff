//! Which picture is shown, and what the kernel makes of it.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{Message, PictureView, Source, source};
use crate::app::places::convolve::{Photograph, Picture, Sight, View, scene};

impl PictureView {
    pub(super) fn is_signed(&self, ctx: &Context<Self>) -> bool {
        self.signed.unwrap_or_else(|| ctx.props().convolve.is_balanced())
    }

    /// Shows the site's picture that the link names, once it is loaded.
    pub(super) fn show_photograph(&mut self, ctx: &Context<Self>) {
        let View::Picture(photograph) = ctx.props().convolve.view else { return };
        match photograph.file() {
            None => self.take(Source::Photograph(photograph), scene()),
            Some(file) => {
                (self.source, self.asking) = (Source::Photograph(photograph), false);
                let loaded = ctx.link().callback(move |read| Message::Loaded(photograph, read));
                spawn_local(async move { loaded.emit(source::load(file).await) });
            }
        }
    }

    pub(super) fn waits_for(&self, photograph: Photograph) -> bool {
        matches!(self.source, Source::Photograph(waited) if waited == photograph)
    }

    /// Another picture, instead of a camera that may be on.
    pub(super) fn take(&mut self, source: Source, picture: Picture) {
        (self.source, self.asking, self.picture, self.said) = (source, false, Rc::new(picture), None);
    }

    pub(super) fn filter(&mut self, ctx: &Context<Self>) {
        if let Some(weights) = self.summed {
            self.shown = self.picture.clone();
            self.output = ctx.props().convolve.summed(&self.shown, weights).map(Rc::new);
            return;
        }
        self.shown = if self.coloured && !self.is_signed(ctx) {
            self.picture.clone()
        } else {
            Rc::new(self.picture.grey())
        };
        self.output = ctx.props().convolve.filtered(&self.shown).map(Rc::new);
    }

    /// Where all colours are summed: what each counts, and what the kernel makes of it at a position.
    pub(super) fn parts(&self, ctx: &Context<Self>, [row, column]: [usize; 2]) -> Option<[(f32, f32); 3]> {
        let weights = self.summed?;
        let part = |colour: usize| {
            let Sight { patch, kernel, .. } = ctx.props().convolve.sight(&self.shown, colour, row, column);
            (weights[colour], patch.iter().zip(&kernel).map(|(x, w)| x * w).sum())
        };
        Some([0, 1, 2].map(part))
    }
}
