//! Scenes without end.

use serde::{Deserialize, Serialize};

use super::link::on_grid;
use super::{SCENE_SHAPE, SCENE_SIDE, Scene, SceneShape, ShapeColor, ShapeKind};
use crate::data::{Dataset, Scale};
use crate::random::Random;

/// How large shapes are.
const SIZES: (f32, f32) = (5.0, 10.0);
/// How far they are turned at most, in degrees: 0.3 rad.
const TURN: f32 = 17.2;
/// The share of a shape's pixels that others may have had before it.
const OVERLAP: f32 = 0.15;
/// So often a place is looked for.
const TRIES: usize = 20;
/// The most shapes of a generated scene.
pub const SHAPES: usize = 3;

/// An endless row of scenes.
///
/// ```
/// use convoscope::data::scenes::{Scene, SceneGenerator};
/// let generator = SceneGenerator { seed: 1 };
/// let scene = generator.scene(17);
/// assert!((1..=3).contains(&scene.shapes.len()));
/// // Scene 17 is the same one, however it is come by, and its link says all of it.
/// assert_eq!(generator.scene(17), scene);
/// assert_eq!(Scene::from_link(&scene.to_link()), Ok(scene));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SceneGenerator {
    /// Which of all rows.
    pub seed: u64,
}

impl SceneGenerator {
    /// Scene `index` of the row: one to three shapes that lie in the picture and hardly cover each other.
    pub fn scene(&self, index: u64) -> Scene {
        let mut random = Random::split(self.seed, index);
        let seed = random.next_u64() as u32;
        let mut scene = Scene { seed, shapes: Vec::new() };
        let mut taken = [false; SCENE_SIDE * SCENE_SIDE];
        for _ in 0..1 + random.below(SHAPES) {
            for _ in 0..TRIES {
                let shape = on_grid(&drawn(&mut random));
                let pixels = shape.pixels();
                let covered = pixels.iter().filter(|&&pixel| taken[pixel]).count();
                if covered as f32 <= OVERLAP * pixels.len() as f32 {
                    pixels.into_iter().for_each(|pixel| taken[pixel] = true);
                    scene.shapes.push(shape);
                    break;
                }
            }
        }
        scene
    }

    /// Scenes `range` of the row, and their pictures, whose labels are one less than the number of their shapes.
    pub fn dataset(&self, range: std::ops::Range<u64>) -> (Vec<Scene>, Dataset) {
        let scenes: Vec<Scene> = range.map(|index| self.scene(index)).collect();
        let data = Dataset {
            shape: SCENE_SHAPE,
            scale: Scale::Unit,
            images: scenes.iter().flat_map(Scene::bytes).collect(),
            labels: scenes.iter().map(|scene| scene.shapes.len().saturating_sub(1) as u8).collect(),
            names: (1..=SHAPES).map(|shapes| shapes.to_string()).collect(),
        };
        (scenes, data)
    }
}

fn drawn(random: &mut Random) -> SceneShape {
    let size = random.range(SIZES.0, SIZES.1);
    let mut along = || random.range(size, SCENE_SIDE as f32 - size);
    let center = [along(), along()];
    SceneShape {
        kind: ShapeKind::ALL[random.below(ShapeKind::ALL.len())],
        color: ShapeColor::ALL[random.below(ShapeColor::ALL.len())],
        center,
        size,
        angle: random.range(-TURN, TURN),
    }
}
