//! Scenes that are near to another one.

use super::*;

impl Talk {
    /// Lets the worker that explains go on until neighbours are here or, to the end, until it has nothing to do.
    fn explain(&mut self, to_the_end: bool) {
        while self.explains.is_training() && (to_the_end || self.scenes.similar.looked < 1.0) {
            for event in pollster::block_on(self.explains.slice(0.0, &|| 0.0)) {
                self.say(Action::Explained(event));
            }
        }
    }
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
fn features_find_the_same_kinds_where_pixels_do_not() {
    let mut talk = Talk::at("task=similar");
    talk.explain(true);
    let [pixels, features] = talk.scenes.similar.precision.expect("all have asked");
    assert!(features > 0.55 && features > pixels + 0.2, "{pixels} {features}");
    let scene = talk.scenes.config.scene.clone();
    for by_features in [false, true] {
        let near = talk.scenes.similar.near(&scene, by_features);
        assert_eq!(near.len(), 10);
        assert!(near.is_sorted_by(|a, b| a.distance <= b.distance), "{near:?}");
        assert!(near.iter().all(|near| near.same == (near.scene.kinds() == scene.kinds())));
    }
    // Another scene has other neighbours; precision stays.
    let before = talk.scenes.similar.near(&scene, true);
    talk.say(Action::Edit(Edit::Kind(0, ShapeKind::Circle)));
    talk.explain(false);
    let scene = talk.scenes.config.scene.clone();
    assert_ne!(talk.scenes.similar.near(&scene, true), before);
    assert_eq!(talk.scenes.similar.precision, Some([pixels, features]));
    talk.say(Action::ExplainingDied);
    assert!(matches!(talk.scenes.loading, Loading::Failed(_)));
}
