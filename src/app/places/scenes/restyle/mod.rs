//! Restyling: a photograph, or noise, becomes a picture to which random filters respond as to the style's. The worker that explains
//! does the steps, as the answer to a question about the network of the filters.

mod arrived;
mod config;
mod entry;
mod picture;
mod restyled;

use std::collections::HashMap;
use std::rc::Rc;

pub use config::{CONTENTS, Content, Cut, ENTRY, RestyleConfig, SIZES, STYLES, Style, WEIGHT, name_of};
pub use entry::Entry;
pub use picture::Picture;
pub use restyled::Restyled;

use super::{Effect, Scenes, Snapshots};
use crate::network::{Plan, Weights};
use crate::padding_mode::PaddingMode;
use crate::random::Random;
use crate::session::{Analysis, Command, RunId};
use crate::shape::Shape;
use crate::zoo::{random_filter_weights, random_filters};

/// Steps until it stops by itself.
pub const STEPS: usize = 90;
/// How far noise lies from the mean of the style's colours, at most.
const NOISE: f32 = 0.1;
/// The number of the question about the style alone; those about the picture follow.
const ABOUT_STYLE: u32 = 1;

/// Which of both pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Slot {
    Style,
    Content,
}

/// What happened.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum RestyleAction {
    Style(Style),
    Content(Content),
    Weight(usize),
    Size(usize),
    /// Other random filters, and other noise.
    Another,
    /// The bank whose matrices are shown.
    Bank(usize),
    /// An entry is chosen, or pointed at.
    Entry([usize; 2]),
    Point(Option<[usize; 2]>),
    /// A picture is here, or why not: of this file of the site, or somebody's own.
    Picture(Slot, Option<&'static str>, Result<Rc<Picture>, String>),
    Play,
    Stop,
    Reset,
}

/// What is known of it.
#[derive(Default)]
#[allow(missing_docs)]
pub struct Restyle {
    /// The filters that are open in the worker, and the last question about them.
    run: RunId,
    number: u32,
    filters: Option<(Plan, Weights)>,
    /// Both pictures, each with its file of the site if it is one.
    pictures: [Option<(Option<&'static str>, Rc<Picture>)>; 2],
    /// Both at their size, 3 × size × size; no content is noise.
    pub style: Option<Rc<[f32]>>,
    content: Option<Rc<[f32]>>,
    /// The picture as it is now and was after earlier steps.
    snapshots: Option<Snapshots<Restyled>>,
    /// The losses of style and content before the first step and after each.
    pub losses: Vec<[f32; 2]>,
    /// Gram matrices of the style, one for each bank.
    pub style_grams: Vec<Rc<[f32]>>,
    /// A bank, and where its filters respond in the style's picture.
    maps: Option<(usize, Rc<[f32]>)>,
    /// The entry that is pointed at.
    pub pointed: Option<[usize; 2]>,
    /// Whether steps are taken.
    pub runs: bool,
    /// Seconds that steps have taken.
    pub seconds: f64,
    since: Option<f64>,
    /// Why there is none.
    pub failed: Option<String>,
}

impl Restyle {
    /// Steps taken.
    pub fn steps(&self) -> usize {
        self.losses.len().saturating_sub(1)
    }

    /// Whether somebody's own picture is there.
    pub fn is_own(&self, slot: Slot) -> bool {
        matches!(self.pictures[slot as usize], Some((None, _)))
    }
}

impl Scenes {
    /// Begins anew, with the pictures that are here; others are fetched.
    pub(super) fn open_restyle(&mut self) -> Vec<Effect> {
        let config = self.config.restyle;
        let cuts = [Some(config.style.cut()), config.content.cut()];
        let restyle = self.restyle.get_or_insert_default();
        let mut effects = Vec::new();
        for ((slot, cut), picture) in
            [Slot::Style, Slot::Content].into_iter().zip(cuts).zip(&mut restyle.pictures)
        {
            let Some((file, _)) = cut.filter(|_| !matches!(picture, Some((None, _)))) else { continue };
            if !matches!(picture, Some((Some(here), _)) if *here == file) {
                *picture = None;
                effects.push(Effect::Picture(slot, file));
            }
        }
        effects.extend(self.begin_restyle());
        effects
    }

    /// As it is before the first step, once all pictures are here.
    fn begin_restyle(&mut self) -> Vec<Effect> {
        let (config, seed) = (self.config.restyle, self.config.course.seed);
        let is_noise = !self.restyles_photograph();
        // Answers about the filters before come late.
        self.run = RunId(self.run.0 + 1);
        let Some(restyle) = &mut self.restyle else { return Vec::new() };
        *restyle = Restyle {
            run: self.run,
            number: ABOUT_STYLE,
            pictures: std::mem::take(&mut restyle.pictures),
            ..Restyle::default()
        };
        let [style, content] = &restyle.pictures;
        let Some((file, picture)) = style else { return Vec::new() };
        let own = |picture: &Picture| picture.middle();
        let cut = file.map_or_else(|| own(picture), |_| config.style.cut().1);
        let style = picture.square(cut, config.size);
        let content = match content {
            _ if is_noise => None,
            None => return Vec::new(),
            Some((file, picture)) => {
                let cut = file.and_then(|_| config.content.cut()).map_or_else(|| own(picture), |cut| cut.1);
                Some(picture.square(cut, config.size))
            }
        };
        let padding_mode = if is_noise { PaddingMode::Circular } else { PaddingMode::Reflect };
        let network = random_filters(Shape::new(3, config.size, config.size), padding_mode);
        let plan = Plan::new(network.clone()).expect("filters as large as links allow can be planned");
        let weights = random_filter_weights(&plan, seed);
        let bytes = weights.to_safetensors(&plan, HashMap::new());
        let run = restyle.run;
        let open = Command::Open { run, network, weights: bytes, examples: vec![] };
        let image = content.clone().unwrap_or_else(|| noise(&style, config.size, seed));
        let mut snapshots = Snapshots::new(Restyled::bytes(&plan));
        snapshots.add(0, Restyled { image, grams: Vec::new() });
        (restyle.style, restyle.content, restyle.snapshots) = (Some(style.clone()), content, Some(snapshots));
        restyle.filters = Some((plan, weights));
        let alone = ask(run, ABOUT_STYLE, &style, None, 0.0, &style, 0);
        let mut effects = vec![Effect::Explain(open), Effect::Explain(alone)];
        effects.extend(self.ask_restyle(0));
        effects.extend(self.look_at_style());
        effects
    }

    /// Asks for so many steps from the picture as it is now, whatever is looked at.
    fn ask_restyle(&mut self, steps: usize) -> Option<Effect> {
        let weight = self.config.restyle.weight as f32 / 100.0;
        let restyle = self.restyle.as_mut()?;
        let (style, image) = (restyle.style.clone()?, restyle.snapshots.as_ref()?.newest()?.1.image.clone());
        restyle.number += 1;
        let content = restyle.content.as_deref();
        Some(Effect::Explain(ask(restyle.run, restyle.number, &style, content, weight, &image, steps)))
    }

    /// Asks where the filters of the shown bank respond in the style's picture.
    fn look_at_style(&mut self) -> Option<Effect> {
        let bank = self.config.restyle.entry[0];
        let restyle = self.restyle.as_ref()?;
        let plan = &restyle.filters.as_ref()?.0;
        let nodes = vec![*plan.inputs(plan.network().last()).get(bank)?];
        let pixels = restyle.style.as_ref()?.to_vec();
        Some(Effect::Explain(Command::Infer { run: restyle.run, pixels, nodes }))
    }

    /// No more steps are taken.
    pub(super) fn stop_restyle(&mut self) -> Vec<Effect> {
        let Some(restyle) = self.restyle.as_mut().filter(|restyle| restyle.runs) else { return Vec::new() };
        (restyle.runs, restyle.since) = (false, None);
        vec![Effect::Explain(Command::StopAnalysis { run: restyle.run })]
    }

    /// Takes an action in at `now` milliseconds.
    pub(super) fn restyle(&mut self, action: RestyleAction, now: f64) -> Vec<Effect> {
        let (config, Some(restyle)) = (&mut self.config.restyle, &mut self.restyle) else {
            return Vec::new();
        };
        let mut effects = match action {
            RestyleAction::Style(style) => {
                config.style = style;
                forget_own(restyle, Slot::Style);
                self.open_restyle()
            }
            RestyleAction::Content(content) => {
                config.content = content;
                forget_own(restyle, Slot::Content);
                self.open_restyle()
            }
            RestyleAction::Size(size) => {
                config.size = size;
                self.begin_restyle()
            }
            RestyleAction::Another => {
                self.config.course.seed = self.config.course.seed % 999 + 1;
                self.begin_restyle()
            }
            RestyleAction::Weight(weight) => {
                config.weight = weight;
                // What is under way goes on with it.
                let steps = if restyle.runs { STEPS } else { 0 };
                self.ask_restyle(steps).into_iter().collect()
            }
            RestyleAction::Bank(bank) => {
                (config.entry[0], restyle.pointed) = (bank, None);
                self.look_at_style().into_iter().collect()
            }
            RestyleAction::Entry([row, column]) => {
                config.entry = [config.entry[0], row, column];
                Vec::new()
            }
            RestyleAction::Point(entry) => {
                restyle.pointed = entry;
                return Vec::new();
            }
            RestyleAction::Picture(slot, file, picture) => return self.picture(slot, file, picture),
            RestyleAction::Play => {
                (restyle.runs, restyle.since) = (true, Some(now));
                restyle.snapshots.iter_mut().for_each(Snapshots::seek_newest);
                return self.ask_restyle(STEPS).into_iter().collect();
            }
            RestyleAction::Stop => return self.stop_restyle(),
            RestyleAction::Reset => return self.begin_restyle(),
        };
        effects.push(Effect::UpdateUrl);
        effects
    }
}

fn forget_own(restyle: &mut Restyle, slot: Slot) {
    restyle.pictures[slot as usize].take_if(|(file, _)| file.is_none());
}

/// A question about a picture: after each step, how far it is from the style.
fn ask(
    run: RunId,
    number: u32,
    style: &[f32],
    content: Option<&[f32]>,
    weight: f32,
    image: &[f32],
    steps: usize,
) -> Command {
    let analysis = Analysis::Restyle {
        style: style.to_vec(),
        content: content.map(<[f32]>::to_vec),
        weight,
        image: image.to_vec(),
        steps,
    };
    Command::Analyze { run, number, analysis: Box::new(analysis) }
}

/// Noise around the mean of each colour of the style.
fn noise(style: &[f32], size: usize, seed: u64) -> Rc<[f32]> {
    let (mut random, area) = (Random::new(seed), size * size);
    let means: Vec<f32> =
        style.chunks_exact(area).map(|plane| plane.iter().sum::<f32>() / area as f32).collect();
    (0..style.len()).map(|at| means[at / area] + random.range(-NOISE, NOISE)).collect()
}

#[cfg(test)]
mod tests;
