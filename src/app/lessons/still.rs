//! [`Still`]: the small picture of a lesson in the contents.

use super::{Lesson, Scene};
use crate::app::color::{Rgb, Theme, Token};
use crate::app::figure::{Figure, Item};
use crate::network::Plan;

/// Rectangles in colour: the cells of a step's figure, or the layers of its network.
#[derive(Clone, Debug, PartialEq)]
pub struct Still {
    /// Left, top, width and height of all of them.
    pub area: [f32; 4],
    /// Left, top, width and height of each, and its colour.
    pub rectangles: Vec<([f32; 4], Rgb)>,
}

/// The largest side of a layer, and what lies between two layers.
const LAYER: f32 = 96.0;
const GAP: f32 = 6.0;
/// More layers than this are left out.
const MAX_LAYERS: usize = 40;

impl Still {
    /// Of the first step that has a figure, or else of the first that has a network.
    pub fn of(lesson: &Lesson, theme: Theme) -> Option<Self> {
        let scenes: Vec<Scene> =
            lesson.steps.iter().filter_map(|step| Scene::open(&step.link).ok()).collect();
        let figure = scenes.iter().find_map(Scene::figure).map(|figure| Self::of_figure(&figure, theme));
        figure.or_else(|| {
            scenes.iter().find_map(|scene| match scene {
                Scene::Networks(networks) => Some(Self::of_plan(&networks.subject.plan, theme)),
                Scene::Train(config) => Some(Self::of_plan(&*config.plan(0).ok()?, theme)),
                _ => None,
            })
        })
    }

    fn of_figure(figure: &Figure, theme: Theme) -> Self {
        let square = |item: &Item| match *item {
            Item::Square { x, y, side, fill, .. } => Some(([x, y, side, side], fill)),
            _ => None,
        };
        Self::new(figure.scene(theme).items.iter().filter_map(square).collect())
    }

    /// Each layer as high as its maps and as wide as it has many, both on a logarithmic scale.
    fn of_plan(plan: &Plan, theme: Theme) -> Self {
        let scale = |n: usize| LAYER * (1 + n).ilog2() as f32 / 12.0 + 3.0;
        let (mut left, mut rectangles) = (0.0, Vec::new());
        for id in plan.ids().filter(|id| plan.cost(*id).params > 0 || id.0 == 0).take(MAX_LAYERS) {
            let shape = plan.shape(id);
            let is_flat = shape.area() == 1;
            let (width, height) = match is_flat {
                true => (8.0, scale(shape.c)),
                false => (scale(shape.c) / 3.0, scale(shape.h)),
            };
            let color = if is_flat { Token::Muted } else { Token::Ink };
            rectangles.push(([left, (LAYER - height) / 2.0, width, height], color.rgb(theme)));
            left += width + GAP;
        }
        Self::new(rectangles)
    }

    fn new(rectangles: Vec<([f32; 4], Rgb)>) -> Self {
        let ends =
            rectangles.iter().fold([f32::MAX, f32::MAX, 0.0, 0.0], |ends: [f32; 4], ([x, y, w, h], _)| {
                [ends[0].min(*x), ends[1].min(*y), ends[2].max(x + w), ends[3].max(y + h)]
            });
        let [left, top, right, bottom] = ends;
        Self { area: [left, top, right - left, bottom - top], rectangles }
    }
}
