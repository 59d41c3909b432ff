//! A scene as a short text for the page's link: its seed, then each shape as kind, colour, x, y, size and angle, as in
//! `7_circle.red.80.160.40.0`. Lengths are eighths of a pixel and angles degrees, all of them whole numbers.

use super::{MOST_SHAPES, SCENE_SIDE, Scene, SceneError, SceneNumber, SceneShape, ShapeColor, ShapeKind};

/// Parts of a pixel.
const PARTS: f32 = 8.0;
/// How large a shape is at least and at most, in parts of a pixel.
const SIZES: [i32; 2] = [16, 8 * SCENE_SIDE as i32 / 2];
/// The furthest place, in parts of a pixel.
const FURTHEST: i32 = 8 * SCENE_SIDE as i32;
/// Characters of the longest text that is read.
const LONGEST: usize = 400;

/// A shape in the numbers of its link: x, y, size and angle.
fn numbers(shape: &SceneShape) -> [i32; 4] {
    // Casts saturate, and NaN is 0.
    let parts = |value: f32| (value * PARTS).round() as i32;
    let [x, y] = shape.center.map(|along| parts(along).clamp(0, FURTHEST));
    let angle = (shape.angle.round() as i32).clamp(-180, 180);
    [x, y, parts(shape.size).clamp(SIZES[0], SIZES[1]), angle]
}

/// The shape whose numbers a link holds that is nearest.
pub(super) fn on_grid(shape: &SceneShape) -> SceneShape {
    let [x, y, size, angle] = numbers(shape).map(|number| number as f32);
    SceneShape { center: [x / PARTS, y / PARTS], size: size / PARTS, angle, ..*shape }
}

impl Scene {
    /// The scene nearest to this one that a link holds: its places and sizes are eighths of pixels, angles whole degrees, and no
    /// centre lies outside.
    pub fn on_grid(&self) -> Self {
        Self { seed: self.seed, shapes: self.shapes.iter().take(MOST_SHAPES).map(on_grid).collect() }
    }

    /// A text of letters, digits, `.`, `-` and `_` from which [`from_link`](Self::from_link) reads this scene
    /// [on its grid](Self::on_grid).
    pub fn to_link(&self) -> String {
        let mut link = self.seed.to_string();
        for shape in self.shapes.iter().take(MOST_SHAPES) {
            let [x, y, size, angle] = numbers(shape);
            let (kind, color) = (shape.kind.name(), shape.color.name());
            link += &format!("_{kind}.{color}.{x}.{y}.{size}.{angle}");
        }
        link
    }

    /// Reads what [`to_link`](Self::to_link) wrote. Anything else is refused, and so is what lies outside of the bounds.
    pub fn from_link(text: &str) -> Result<Self, SceneError> {
        if text.len() > LONGEST {
            return Err(SceneError::Long { most: LONGEST });
        }
        let mut parts = text.split('_');
        let seed = parts.next().unwrap_or_default();
        let seed = seed.parse().map_err(|_| SceneError::Seed { found: seed.to_owned() })?;
        let shapes: Vec<SceneShape> = parts.map(read).collect::<Result<_, _>>()?;
        if shapes.len() > MOST_SHAPES {
            return Err(SceneError::Shapes { most: MOST_SHAPES, found: shapes.len() });
        }
        Ok(Self { seed, shapes })
    }
}

fn read(text: &str) -> Result<SceneShape, SceneError> {
    let fields: Vec<&str> = text.split('.').collect();
    let [kind, color, x, y, size, angle] = fields[..] else {
        return Err(SceneError::Fields { found: text.to_owned() });
    };
    let kind = ShapeKind::ALL.into_iter().find(|one| one.name() == kind);
    let color_named = ShapeColor::ALL.into_iter().find(|one| one.name() == color);
    let number = |what, text: &str, [least, most]: [i32; 2]| {
        let read = text.parse().ok().filter(|number: &i32| (least..=most).contains(number));
        read.map(|number| number as f32).ok_or_else(|| SceneError::Number {
            what,
            least,
            most,
            found: text.to_owned(),
        })
    };
    let place = [0, FURTHEST];
    Ok(SceneShape {
        kind: kind.ok_or_else(|| SceneError::Kind { found: fields[0].to_owned() })?,
        color: color_named.ok_or_else(|| SceneError::Color { found: color.to_owned() })?,
        center: [number(SceneNumber::X, x, place)? / PARTS, number(SceneNumber::Y, y, place)? / PARTS],
        size: number(SceneNumber::Size, size, SIZES)? / PARTS,
        angle: number(SceneNumber::Angle, angle, [-180, 180])?,
    })
}
