//! A picture that is restyled, as it is and as it was.

use std::rc::Rc;

use super::Restyle;
use crate::app::places::scenes::{Effect, Scenes};
use crate::app::places::train::Timeline;
use crate::network::{Bytes, Plan};

/// A picture after some steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Restyled {
    /// 3 × size × size.
    pub image: Rc<[f32]>,
    /// Its Gram matrices, one for each bank, once they are known.
    pub grams: Vec<Rc<[f32]>>,
}

impl Restyled {
    /// What one takes with these filters: the picture, and a matrix of each bank.
    pub(super) fn bytes(plan: &Plan) -> Bytes {
        let banks = plan.input_shapes(plan.network().last());
        let grams: usize = banks.iter().map(|bank| bank.c * bank.c).sum();
        Bytes::of_values((plan.network().input.len() + grams) as u64)
    }
}

impl Restyle {
    /// The picture that is looked at.
    pub fn image(&self) -> Option<&Rc<[f32]>> {
        Some(&self.snapshots.as_ref()?.shown()?.1.image)
    }

    /// Its Gram matrices, one for each bank.
    pub fn grams(&self) -> &[Rc<[f32]>] {
        self.snapshots
            .as_ref()
            .and_then(|snapshots| snapshots.shown())
            .map_or(&[], |(_, restyled)| &restyled.grams)
    }

    /// Its losses of style and content.
    pub fn loss(&self) -> Option<[f32; 2]> {
        self.losses.get(self.timeline()?.at as usize).copied()
    }

    /// Where it stands among the snapshots.
    pub fn timeline(&self) -> Option<Timeline> {
        self.snapshots.as_ref().map(|snapshots| snapshots.timeline())
    }
}

impl Scenes {
    /// Looks at the picture as it was after so many steps, or a little before. Steps that are taken are always those behind the newest.
    pub(in crate::app::places::scenes) fn seek_restyle(&mut self, step: u64) -> Vec<Effect> {
        let snapshots = self.restyle.as_mut().and_then(|restyle| restyle.snapshots.as_mut());
        snapshots.into_iter().for_each(|snapshots| snapshots.seek(step));
        Vec::new()
    }
}
