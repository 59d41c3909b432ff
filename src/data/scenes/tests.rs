//! Tests of scenes.

use super::*;
use crate::random::Random;

fn scenes(seed: u64) -> impl Iterator<Item = Scene> {
    (0..200).map(move |index| SceneGenerator { seed }.scene(index))
}

#[test]
fn every_generated_scene_comes_back_from_its_link() {
    for scene in scenes(3) {
        assert_eq!(Scene::from_link(&scene.to_link()).as_ref(), Ok(&scene));
        assert_eq!(scene.on_grid(), scene);
    }
}

#[test]
fn scenes_are_of_every_kind_colour_and_number() {
    let all: Vec<Scene> = scenes(1).collect();
    for kind in ShapeKind::ALL {
        assert!(all.iter().flat_map(|scene| &scene.shapes).filter(|shape| shape.kind == kind).count() > 80);
    }
    for color in ShapeColor::ALL {
        assert!(all.iter().flat_map(|scene| &scene.shapes).filter(|shape| shape.color == color).count() > 30);
    }
    for count in 1..=3 {
        assert!(all.iter().filter(|scene| scene.shapes.len() == count).count() > 40);
    }
}

/// Boxes are those around the pixels of each shape, and masks are what is seen of them.
#[test]
fn boxes_and_masks_agree() {
    for scene in scenes(2) {
        let (mask, objects) = (scene.mask(), scene.objects());
        assert_eq!(objects.len(), scene.shapes.len());
        for (pixel, &class) in mask.iter().enumerate().filter(|(_, class)| **class > 0) {
            let (x, y) = ((pixel % SCENE_SIDE) as f32, (pixel / SCENE_SIDE) as f32);
            let holds = |object: &&Object| {
                let bounds = object.bounds;
                let columns = bounds.left <= x && x + 1.0 <= bounds.right;
                columns && bounds.top <= y && y + 1.0 <= bounds.bottom
            };
            assert!(objects.iter().filter(holds).any(|object| object.class + 1 == usize::from(class)));
        }
        // The uppermost shape reaches every edge of its box.
        let (last, object) = (&scene.shapes[scene.shapes.len() - 1], objects[objects.len() - 1]);
        let pixels = last.pixels();
        assert!(pixels.iter().all(|&pixel| usize::from(mask[pixel]) == 1 + object.class));
        let columns = || pixels.iter().map(|pixel| pixel % SCENE_SIDE);
        assert_eq!(columns().min(), Some(object.bounds.left as usize));
        assert_eq!(columns().max(), Some(object.bounds.right as usize - 1));
    }
}

/// All kinds of one size have about the same area, but for the triangle, whose sides are as long as its height allows.
#[test]
fn shapes_are_as_large_as_they_say() {
    let area = |kind, angle| {
        let shape = SceneShape { kind, color: ShapeColor::Red, center: [24.0; 2], size: 10.0, angle };
        shape.pixels().len() as f32
    };
    for angle in [0.0, 17.0, 90.0] {
        let circle = area(ShapeKind::Circle, angle) / 314.16;
        let square = area(ShapeKind::Square, angle) / 314.0;
        // An equilateral triangle whose sides are 5.5 from its centre: 3 √3 · 5.5².
        let triangle = area(ShapeKind::Triangle, angle) / 157.2;
        for share in [circle, square, triangle] {
            assert!((0.9..1.1).contains(&share), "{share} at {angle}°");
        }
    }
}

#[test]
fn shapes_outside_and_across_the_edge_are_cut() {
    let shape = |center| SceneShape {
        kind: ShapeKind::Square,
        color: ShapeColor::Green,
        center,
        size: 8.0,
        angle: 0.0,
    };
    assert_eq!(shape([-30.0, 20.0]).bounds(), None);
    let bounds = shape([0.0, 48.0]).bounds().unwrap();
    assert_eq!([bounds.left, bounds.top, bounds.right, bounds.bottom], [0.0, 41.0, 7.0, 48.0]);
}

/// These numbers are the same on every machine.
#[test]
fn pictures_are_the_same_bit_for_bit() {
    let hash = scenes(1).flat_map(|scene| scene.bytes()).fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    assert_eq!(format!("{hash:016x}"), "8aa89b2b4909ef06");
}

#[test]
fn a_dragged_shape_keeps_its_colour_and_the_background_its_noise() {
    let mut scene = Scene::from_link("5_circle.red.120.120.40.0").unwrap();
    let before = scene.bytes();
    scene.shapes[0].center = [33.0, 33.0];
    let after = scene.bytes();
    let at = |bytes: &[u8], row: usize, column: usize| bytes[row * SCENE_SIDE + column];
    // The noise of a pixel differs from that of another by a few per cent.
    assert!(at(&before, 15, 15).abs_diff(at(&after, 33, 33)) < 60);
    assert_eq!(at(&before, 2, 40), at(&after, 2, 40));
}

#[test]
fn sentences_say_where_shapes_are() {
    let said = |link: &str| Scene::from_link(link).unwrap().sentence();
    assert_eq!(said("1"), "");
    assert_eq!(said("1_triangle.orange.80.80.40.0"), "an orange triangle");
    assert_eq!(said("1_circle.red.200.40.40.0_square.blue.190.300.40.0"), "a blue square below a red circle");
    let three = "1_circle.red.80.80.40.0_square.blue.190.100.40.0_triangle.green.200.300.40.0";
    assert_eq!(said(three), "a red circle left of a blue square above a green triangle");
}

#[test]
fn what_is_no_scene_is_refused_with_a_sentence() {
    let refused = |text: &str| Scene::from_link(text).unwrap_err().to_string();
    assert_eq!(refused(""), "a scene begins with a whole number, its seed, and not with \"\"");
    assert_eq!(refused("1_circle"), "a shape is kind.colour.x.y.size.angle, and not \"circle\"");
    assert_eq!(
        refused("1_heart.red.8.8.40.0"),
        "a shape is one of circle, square, triangle, and not \"heart\""
    );
    assert_eq!(
        refused("1_circle.pink.8.8.40.0"),
        "a colour is one of red, green, blue, yellow, purple, orange, and not \"pink\""
    );
    assert_eq!(
        refused("1_circle.red.8.8.9999999999.0"),
        "the size of a shape is a whole number from 16 to 192, and not \"9999999999\""
    );
    assert_eq!(
        refused(&format!("1{}", "_circle.red.8.8.40.0".repeat(9))),
        "a scene has at most 8 shapes, and not 9"
    );
    assert_eq!(refused(&"1".repeat(500)), "a scene has at most 400 characters");
}

/// Whatever is set, the link holds the scene nearest to it.
#[test]
fn any_scene_prints_as_one_that_is_read() {
    let mut random = Random::new(8);
    for _ in 0..200 {
        let mut wild = || match random.below(8) {
            0 => f32::NAN,
            1 => f32::INFINITY,
            2 => -1e30,
            _ => random.range(-60.0, 90.0),
        };
        let mut shape = SceneShape {
            kind: ShapeKind::Square,
            color: ShapeColor::Blue,
            center: [wild(), wild()],
            size: wild(),
            angle: wild(),
        };
        let scene = Scene { seed: u32::MAX, shapes: vec![shape; 12] };
        let read = Scene::from_link(&scene.to_link()).unwrap();
        assert_eq!(read, scene.on_grid());
        assert_eq!(read.on_grid(), read);
        shape.size = shape.size.clamp(1.0, 48.0);
        assert!(
            Scene { seed: 1, shapes: vec![shape] }.sample().iter().all(|value| (0.0..=1.0).contains(value))
        );
    }
}
