//! What comes of what was asked for: pictures, and what the worker finds.

use std::rc::Rc;

use super::{ABOUT_STYLE, Content, Picture, Restyle, Restyled, Slot};
use crate::app::places::scenes::{Effect, Scenes, Task};
use crate::app::text::restyle as text;
use crate::session::{Event, Finding};

impl Scenes {
    pub(super) fn picture(
        &mut self,
        slot: Slot,
        file: Option<&'static str>,
        picture: Result<Rc<Picture>, String>,
    ) -> Vec<Effect> {
        let Some(restyle) = &mut self.restyle else { return Vec::new() };
        let picture = match picture {
            Ok(picture) => picture,
            Err(why) if file.is_none() => return vec![Effect::Notice(why)],
            Err(why) => {
                restyle.failed = Some(why);
                return Vec::new();
            }
        };
        let config = &self.config.restyle;
        let wanted = match slot {
            Slot::Style => Some(config.style.cut().0),
            Slot::Content => config.content.cut().map(|cut| cut.0),
        };
        // One of the site that comes late is dropped.
        if file.is_some() && (file != wanted || restyle.is_own(slot)) {
            return Vec::new();
        }
        restyle.pictures[slot as usize] = Some((file, picture));
        self.begin_restyle()
    }

    pub(in crate::app::places::scenes) fn restyled(&mut self, event: Event, now: f64) -> Vec<Effect> {
        let bank = self.config.restyle.entry[0];
        let Some(restyle) = &mut self.restyle else { return Vec::new() };
        match event {
            Event::Found { run, number, finding } if run == restyle.run => match finding {
                Some(Finding::Restyled { grams, .. }) if number == ABOUT_STYLE => {
                    restyle.style_grams = grams.into_iter().map(Rc::from).collect();
                }
                Some(Finding::Restyled { steps, style, content, image, grams })
                    if number == restyle.number =>
                {
                    // The first answer to a question is about the picture as it was, perhaps with another weight.
                    if steps > 0 || restyle.losses.is_empty() {
                        restyle.losses.push([style, content]);
                    }
                    let grams = grams.into_iter().map(Rc::from).collect();
                    let (step, state) = (restyle.steps() as u64, Restyled { image: Rc::from(image), grams });
                    restyle.snapshots.iter_mut().for_each(|snapshots| snapshots.add(step, state.clone()));
                    if let Some(since) = restyle.since.filter(|_| restyle.runs) {
                        restyle.seconds += (now - since).max(0.0) / 1000.0;
                        restyle.since = Some(now);
                    }
                }
                None if number == restyle.number => (restyle.runs, restyle.since) = (false, None),
                _ => {}
            },
            Event::Activations { run, nodes, mut activations, .. } if run == restyle.run => {
                let Some((plan, _)) = &restyle.filters else { return Vec::new() };
                let of =
                    plan.inputs(plan.network().last()).iter().position(|node| nodes.first() == Some(node));
                if of == Some(bank)
                    && let Some(maps) = activations.pop()
                {
                    restyle.maps = Some((bank, Rc::from(maps)));
                }
            }
            Event::Error { run, error } if run == restyle.run => {
                (restyle.runs, restyle.failed) = (false, Some(error.to_string()));
            }
            _ => {}
        }
        Vec::new()
    }

    /// The worker ended.
    pub(in crate::app::places::scenes) fn restyler_died(&mut self) -> Vec<Effect> {
        if let Some(restyle) = &mut self.restyle {
            (restyle.runs, restyle.failed) = (false, Some(text::WORKER_ENDED.to_string()));
        }
        Vec::new()
    }

    /// What is known of restyling, while that is the task.
    pub fn restyling(&self) -> Option<&Restyle> {
        self.restyle.as_ref().filter(|_| self.config.task == Task::Restyle)
    }

    /// Whether a photograph is restyled, and not noise.
    pub fn restyles_photograph(&self) -> bool {
        self.config.restyle.content != Content::Noise
            || self.restyle.as_ref().is_some_and(|restyle| restyle.is_own(Slot::Content))
    }
}
