//! The first screen is alive: a sample is drawn by itself, stroke by stroke, until somebody does something. It is no part of
//! the link, and leaves nothing behind.

use super::{Direction, Draw, DrawConfig, Effect};
use crate::drawing::{Drawing, Raster, Stroke, samples};

/// How long it takes, in milliseconds.
const DURATION: f64 = 2600.0;
/// Which sample it is: a 2, which has a curve and a corner.
const DIGIT: u8 = 2;

/// A sample that is being drawn, or stands there.
#[derive(Clone, Debug)]
pub struct Demonstration {
    sample: Drawing,
    /// What of it is drawn.
    drawn: Drawing,
    /// When it began.
    since: Option<f64>,
}

impl Demonstration {
    fn new() -> Option<Self> {
        let sample = samples().into_iter().find(|sample| sample.digit == DIGIT)?.drawing;
        Some(Self { sample, drawn: Drawing::default(), since: None })
    }

    /// Whether all of it is drawn.
    fn is_done(&self) -> bool {
        points(&self.drawn) == points(&self.sample)
    }

    /// Draws on until this time. Answers whether there is more to be seen.
    fn advance(&mut self, now: f64) -> bool {
        let since = *self.since.get_or_insert(now);
        let part = ((now - since) / DURATION).clamp(0.0, 1.0);
        let (before, mut left) = (points(&self.drawn), (part * points(&self.sample) as f64).ceil() as usize);
        let begun = |stroke: &Stroke| {
            let count = left.min(stroke.points.len());
            left -= count;
            (count > 0).then(|| Stroke { points: stroke.points[..count].to_vec(), ..stroke.clone() })
        };
        self.drawn = Drawing { strokes: self.sample.strokes.iter().filter_map(begun).collect() };
        points(&self.drawn) > before
    }
}

fn points(drawing: &Drawing) -> usize {
    drawing.strokes.iter().map(|stroke| stroke.points.len()).sum()
}

impl Draw {
    /// What the pad shows: the drawing of the link, or the demonstration.
    pub fn drawing<'a>(&'a self, config: &'a DrawConfig) -> &'a Drawing {
        self.demonstration.as_ref().map_or(&config.drawing, |demonstration| &demonstration.drawn)
    }

    /// Whether a sample is drawn by itself, or stands there.
    pub const fn demonstrates(&self) -> bool {
        self.demonstration.is_some()
    }

    /// Whether more of a sample is drawn with every frame.
    pub fn is_demonstrating(&self) -> bool {
        self.demonstration.as_ref().is_some_and(|demonstration| !demonstration.is_done())
    }

    /// Begins, if nothing is drawn or opened.
    pub(super) fn demonstrate(&mut self, config: &DrawConfig) {
        let is_first = config.drawing.is_empty() && config.opened.is_none();
        if is_first && config.direction == Direction::Forward {
            self.demonstration = Demonstration::new();
        }
    }

    /// Draws on until this time in milliseconds.
    pub(super) fn demonstrate_on(&mut self, config: &DrawConfig, now: f64) -> Vec<Effect> {
        let Some(demonstration) = self.demonstration.as_mut().filter(|it| !it.is_done()) else {
            return vec![];
        };
        if !demonstration.advance(now) {
            return vec![];
        }
        self.raster = Raster::of(&demonstration.drawn);
        self.changed(config)
    }

    /// Takes the sample away: somebody is there.
    pub(super) fn end_demonstration(&mut self, config: &DrawConfig) -> Vec<Effect> {
        if self.demonstration.take().is_none() {
            return vec![];
        }
        self.raster = Raster::of(&config.drawing);
        self.changed(config)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::places::draw::Action;

    fn begun() -> (Draw, DrawConfig) {
        let (mut draw, mut config) = (Draw::new(), DrawConfig::default());
        draw.update(&mut config, Action::Demonstrate);
        (draw, config)
    }

    #[test]
    fn a_sample_is_drawn_stroke_by_stroke_and_is_no_part_of_the_link() {
        let (mut draw, mut config) = begun();
        let mut count = 0;
        for frame in 0..300 {
            let effects = draw.update(&mut config, Action::Frame(1000.0 + 16.0 * f64::from(frame)));
            assert!(!effects.contains(&Effect::UpdateUrl));
            assert!(points(draw.drawing(&config)) >= count);
            count = points(draw.drawing(&config));
        }
        let sample = samples().into_iter().find(|sample| sample.digit == DIGIT).unwrap();
        assert_eq!((draw.drawing(&config), draw.is_demonstrating()), (&sample.drawing, false));
        assert!(draw.prepared.is_some() && config == DrawConfig::default());
    }

    /// The pad is empty before the new ink.
    #[test]
    fn whoever_comes_finds_an_empty_pad() {
        let ends = [Action::EndDemonstration, Action::Clear, Action::Undo];
        for action in ends {
            let (mut draw, mut config) = begun();
            draw.update(&mut config, Action::Frame(0.0));
            draw.update(&mut config, Action::Frame(900.0));
            assert!(draw.prepared.is_some());
            draw.update(&mut config, action);
            assert!(draw.prepared.is_none() && draw.drawing(&config).is_empty() && !draw.demonstrates());
        }
        let (mut draw, mut config) = begun();
        draw.update(&mut config, Action::Frame(0.0));
        draw.update(&mut config, Action::Frame(2000.0));
        draw.update(&mut config, Action::Press((0.5, 0.5)));
        assert_eq!(config.drawing.strokes.len(), 1);
        let alone = Raster::of(&config.drawing);
        assert_eq!(draw.raster.pixels(), alone.pixels());
    }

    #[test]
    fn there_is_none_where_something_is_drawn_or_opened() {
        let mut draw = Draw::new();
        let mut drawn = DrawConfig::default();
        drawn.drawing.add(Stroke::new(vec![(0.5, 0.5)]));
        let why = DrawConfig { direction: Direction::Why, ..DrawConfig::default() };
        for mut config in [drawn, why] {
            draw.update(&mut config, Action::Demonstrate);
            assert!(!draw.demonstrates());
        }
    }
}
