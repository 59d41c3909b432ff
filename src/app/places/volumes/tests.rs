use super::*;
use crate::app::figure::{Item, Layout};
use crate::app::lab::{Example, Lab, Linked, Pointer};

fn example(id: &str) -> Volumes {
    presets().iter().find(|preset| preset.id == id).unwrap().example()
}

fn cells(volumes: &Volumes) -> Vec<Vec<String>> {
    volumes.shapes().rows
}

/// The shapes that lectures 003 and 004 print.
#[test]
fn the_lectures_shapes_are_right() {
    let lecture = example("lecture");
    assert_eq!(lecture.output(), Ok(Shape::new(1, 28, 28)));
    assert_eq!(cells(&lecture)[1][2..], ["(1, 3, 5, 5)", "1 · 3 · 5 · 5 = 75"]);
    assert_eq!(cells(&lecture)[4][3], "784 · 75 = 58\u{202f}800");
    let maps = example("maps");
    assert_eq!((maps.output(), maps.params()), (Ok(Shape::new(5, 64, 64)), [5 * 27, 5]));
    assert_eq!(cells(&maps)[3][2], "(5, 64, 64)");
    let alexnet = example("alexnet");
    assert_eq!((alexnet.output(), alexnet.params()), (Ok(Shape::new(96, 55, 55)), [34_848, 96]));
}

#[test]
fn links_are_read_as_they_are_printed() {
    for preset in presets() {
        let at_7 = Volumes { at: 7, ..preset.example() };
        assert_eq!(Volumes::from_rest(&at_7.to_rest()), (at_7, vec![]), "{}", preset.id);
    }
    assert_eq!(Volumes::default().to_rest(), "v=2&view=volumes");
    let own = Volumes { padding: 2, ..example("lecture") };
    assert_eq!(own.to_rest(), "v=2&view=volumes&pad=2");
    let (read, said) = Volumes::from_rest("view=volumes&x=3.2.2&w=1.9");
    assert_eq!((read, said.len()), (example("lecture"), 1), "{said:?}");
    assert_eq!(Volumes::from_rest("view=volumes&x=0.2.2&at=9999&colour=red").1.len(), 3);
}

#[test]
fn a_kernel_that_does_not_fit_is_refused() {
    let small = Volumes::new(Shape::new(1, 4, 4), 1, 3);
    assert!(small.with(Setting::Kernel, 5).is_err());
    assert_eq!(small.with(Setting::Kernel, 4).unwrap().output(), Ok(Shape::new(1, 1, 1)));
}

/// Everything lies in the drawing, whichever its size, and what is pointed at is the position that is drawn there.
#[test]
fn drawings_stay_in_their_room_and_can_be_pointed_at() {
    for (preset, size) in
        presets().iter().flat_map(|it| [[960.0, 320.0], [360.0, 300.0]].map(|size| (it, size)))
    {
        let volumes = preset.example();
        let pointer = Pointer::at_step(volumes.steps() - 1);
        let Layout::Drawing(drawing) = volumes.figure(&pointer).layout else { panic!("it is a drawing") };
        for item in drawing.draw().items(size, crate::app::color::Theme::LIGHT) {
            if let Item::Polygon { points, .. } = &item {
                let inside = |[x, y]: &[f32; 2]| {
                    (-8.0..size[0] + 8.0).contains(x) && (-8.0..size[1] + 8.0).contains(y)
                };
                assert!(points.iter().all(inside), "{}: {points:?}", preset.id);
            }
        }
        let all = (0..100).flat_map(|i| (0..100).map(move |j| [i as f32, j as f32]));
        let spots: Vec<_> = all
            .filter_map(|[x, y]| drawing.draw().spot_at(size, [x / 100.0 * size[0], y / 100.0 * size[1]]))
            .collect();
        assert!(!spots.is_empty() && spots.iter().all(|spot| volumes.has(*spot)), "{}", preset.id);
    }
    let lab = Lab::new(example("lecture"));
    assert!(lab.figure().scene(crate::app::color::Theme::DARK).items.len() > 20);
}
