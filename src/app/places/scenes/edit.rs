//! What is done to the shapes, by pointer and by buttons.

use super::{Edit, Effect, Scenes};
use crate::data::scenes::{MOST_SHAPES, SCENE_GRID, SCENE_SIDE, Scene, SceneGenerator, SceneShape};
use crate::detection::BoundingBox;

/// How large shapes may be, in pixels. The networks have seen those from 5 to 10.
const SIZES: [f32; 2] = [3.0, 14.0];

impl Scenes {
    /// The pointer takes the uppermost shape there; the numbers of the cell there are shown.
    pub(super) fn press(&mut self, [x, y]: [f32; 2]) -> Vec<Effect> {
        let holds = |shape: &SceneShape| {
            let holds = |bounds: BoundingBox| {
                (bounds.left..bounds.right).contains(&x) && (bounds.top..bounds.bottom).contains(&y)
            };
            shape.bounds().is_some_and(holds)
        };
        let shapes = &self.config.scene.shapes;
        let taken = shapes.iter().rposition(holds);
        self.held = taken.map(|shape| {
            self.selected = shape;
            [shapes[shape].center[0] - x, shapes[shape].center[1] - y]
        });
        let point = BoundingBox::centered([x, y], 0.0, 0.0);
        if self.has_two_stages() {
            self.choose_region([x, y]);
        } else {
            self.config.cell = Some(SCENE_GRID.responsible(&point));
        }
        vec![Effect::UpdateUrl]
    }

    /// The shape that the pointer holds follows it.
    pub(super) fn drag(&mut self, at: [f32; 2]) -> Vec<Effect> {
        let Some(held) = self.held else { return Vec::new() };
        self.place(self.selected, [at[0] + held[0], at[1] + held[1]]);
        self.look()
    }

    pub(super) fn release(&mut self) -> Vec<Effect> {
        if self.held.take().is_some() { vec![Effect::UpdateUrl] } else { Vec::new() }
    }

    pub(super) fn edit(&mut self, edit: Edit) -> Vec<Effect> {
        let shapes = &mut self.config.scene.shapes;
        match edit {
            Edit::Select(shape) => {
                self.selected = shape;
                return Vec::new();
            }
            Edit::Move(shape, [right, down]) => {
                let Some([x, y]) = shapes.get(shape).map(|shape| shape.center) else { return Vec::new() };
                self.selected = shape;
                self.place(shape, [x + right, y + down]);
            }
            Edit::Kind(shape, kind) => shapes.iter_mut().skip(shape).take(1).for_each(|it| it.kind = kind),
            Edit::Color(shape, color) => {
                shapes.iter_mut().skip(shape).take(1).for_each(|it| it.color = color)
            }
            Edit::Grow(shape, by) => {
                let grow = |it: &mut SceneShape| it.size = (it.size + by).clamp(SIZES[0], SIZES[1]);
                shapes.iter_mut().skip(shape).take(1).for_each(grow);
            }
            Edit::Remove(shape) if shape < shapes.len() => {
                shapes.remove(shape);
                self.selected = shape.min(shapes.len().saturating_sub(1));
            }
            Edit::Add if shapes.len() < MOST_SHAPES => {
                // As one of another scene: its place in the row of these is how many there are.
                let others = SceneGenerator { seed: u64::from(self.config.scene.seed) };
                shapes.extend(others.scene(shapes.len() as u64).shapes.first());
                self.selected = shapes.len().saturating_sub(1);
            }
            Edit::Remove(_) | Edit::Add => return Vec::new(),
        }
        self.edited()
    }

    /// Another scene, which follows from the seed of this one.
    pub(super) fn another(&mut self) -> Vec<Effect> {
        if self.config.finds_digits() {
            return self.other_digits();
        }
        self.config.scene = SceneGenerator { seed: u64::from(self.config.scene.seed) }.scene(0);
        self.selected = 0;
        self.edited()
    }

    fn edited(&mut self) -> Vec<Effect> {
        self.step = usize::MAX;
        let mut effects = self.look();
        effects.push(Effect::UpdateUrl);
        effects
    }

    /// Puts a shape there, or as near as its centre stays in the picture.
    fn place(&mut self, shape: usize, center: [f32; 2]) {
        if let Some(shape) = self.config.scene.shapes.get_mut(shape) {
            shape.center = center.map(|along| along.clamp(0.0, SCENE_SIDE as f32));
            self.config.scene = Scene::on_grid(&self.config.scene);
        }
    }
}
