//! What is true of a scene, in words.

use super::{Scene, SceneShape};

impl SceneShape {
    /// As in "a red circle".
    fn words(&self) -> String {
        let article = if self.color.name().starts_with('o') { "an" } else { "a" };
        format!("{article} {} {}", self.color.name(), self.kind.name())
    }

    /// Where it is, seen from another: along the axis on which their centres are further apart.
    fn relation(&self, other: &Self) -> &'static str {
        let [dx, dy] = [0, 1].map(|axis| other.center[axis] - self.center[axis]);
        match dx.abs() > dy.abs() {
            true if dx > 0.0 => "left of",
            true => "right of",
            false if dy > 0.0 => "above",
            false => "below",
        }
    }
}

impl Scene {
    /// A sentence that is true of it, shapes from left to right: "a red circle", "a red circle left of a blue square". Each is
    /// seen from the next; nothing is said of a scene without shapes.
    pub fn sentence(&self) -> String {
        sentence(&self.left_to_right())
    }

    /// All that are as true: the same, and from right to left.
    pub fn sentences(&self) -> [String; 2] {
        let mut shapes = self.left_to_right();
        let first = sentence(&shapes);
        shapes.reverse();
        [first, sentence(&shapes)]
    }

    fn left_to_right(&self) -> Vec<&SceneShape> {
        let mut shapes: Vec<&SceneShape> = self.shapes.iter().collect();
        shapes.sort_by(|a, b| a.center[0].total_cmp(&b.center[0]));
        shapes
    }
}

/// Each shape, seen from the next.
fn sentence(shapes: &[&SceneShape]) -> String {
    let mut sentence = shapes.first().map_or(String::new(), |shape| shape.words());
    for pair in shapes.windows(2) {
        sentence += &format!(" {} {}", pair[0].relation(pair[1]), pair[1].words());
    }
    sentence
}
