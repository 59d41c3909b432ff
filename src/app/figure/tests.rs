use std::collections::HashMap;

use super::*;
use crate::app::color::{Palette, Theme, Token, css};
use crate::app::lab::{Example, Export, Lab, LabAction, Transport};
use crate::app::places::convolve::{self, Convolve, View};
use crate::app::places::pool::{self, Pooling};
use crate::random::Random;
use std::rc::Rc;

/// Every example in every mode and view, at its first step, one in the middle, and its last.
fn every_figure(mut visit: impl FnMut(String, Figure)) -> usize {
    fn steps<T: Example>(name: &str, example: T, visit: &mut impl FnMut(String, Figure)) -> usize {
        let (export, last) = (
            Export::of(Rc::new(Lab::new(example.clone()).figure()), Rc::new(example.clone())),
            example.steps() - 1,
        );
        for at in [0, last / 2, last] {
            visit(format!("{name} at {at}"), (export.at)(at));
        }
        3
    }
    let mut count = 0;
    for preset in convolve::presets() {
        for (mode, name, _) in convolve::Mode::ALL {
            for view in [View::Grids, View::Matrix] {
                let example = preset.example().in_mode(mode).and_then(|example| example.in_view(view));
                let Some(example) = example.filter(|example| example.mode == mode) else { continue };
                count += steps(&format!("{} {name} {view:?}", preset.id), example, &mut visit);
            }
        }
    }
    for preset in pool::presets() {
        for (mode, name, _) in pool::Mode::ALL {
            count += steps(&format!("{} {name}", preset.id), preset.example().in_mode(mode), &mut visit);
        }
    }
    count
}

/// The board of a drawing.
fn drawn_board(figure: &Figure) -> Board {
    match figure.layout {
        Layout::Product { .. } => board::product(&figure.operands, &draw::ROOM, Theme::LIGHT),
        _ => Board::of(figure, &draw::ROOM, Theme::LIGHT),
    }
}

/// What a drawing has at each place: the square with its colours, and the texts that are written in it.
fn squares(scene: &Scene) -> HashMap<[u32; 2], (&Item, Vec<String>)> {
    let mut squares: HashMap<[u32; 2], (&Item, Vec<String>)> = HashMap::new();
    let mut last = None;
    for item in &scene.items {
        match item {
            Item::Square { x, y, .. } => {
                last = Some([x.to_bits(), y.to_bits()]);
                squares.insert([x.to_bits(), y.to_bits()], (item, vec![]));
            }
            Item::Text { spans, .. } => {
                if let Some((_, texts)) = last.and_then(|at| squares.get_mut(&at)) {
                    texts.extend(spans.iter().map(|span| span.text.clone()));
                }
            }
            Item::Hatch { .. } | Item::Lines { .. } | Item::Polygon { .. } => {}
        }
    }
    squares
}

/// Every text, colour and frame that the page paints from a figure stands in its drawing, too, and no cell more.
#[test]
fn drawing_shows_every_cell_as_the_page_does() {
    let count = every_figure(|name, figure| {
        for theme in [Theme::LIGHT, Theme::DARK] {
            let scene = figure.scene(theme);
            let board = drawn_board(&figure);
            let grids = board.grids.iter().map(|placed| &figure.operands[placed.operand].grids[placed.grid]);
            let paints: Vec<CellPaint> =
                grids.flat_map(|grid| grid.cells.iter().map(|cell| cell.paint(theme))).collect();
            let mut drawn: Vec<&Item> =
                scene.items.iter().filter(|item| matches!(item, Item::Square { .. })).collect();
            assert_eq!(drawn.len(), paints.len(), "{name}");
            let with_texts = squares(&scene);
            for (paint, item) in paints.iter().zip(drawn.drain(..)) {
                let Item::Square { x, y, side, fill, stroke, dashed } = item else { unreachable!() };
                assert_eq!(*fill, paint.ground.unwrap_or(Token::Paper.rgb(theme)), "{name}");
                assert_eq!(
                    (stroke.is_some_and(|(_, width)| width == 2.0), *dashed),
                    (paint.frame.is_some(), paint.dashed.is_some()),
                    "{name}"
                );
                if *side >= 16.0 {
                    let texts = &with_texts[&[x.to_bits(), y.to_bits()]].1;
                    assert!(
                        paint.text.is_empty() || texts.contains(&paint.text),
                        "{name}: {texts:?} {paint:?}"
                    );
                }
            }
            let hatched = scene.items.iter().filter(|item| matches!(item, Item::Hatch { .. })).count();
            assert_eq!(hatched, paints.iter().filter(|paint| paint.hatched.is_some()).count(), "{name}");
        }
    });
    assert!(count > 200, "{count}");
}

/// The texts of an SVG, which has to be one.
fn texts(svg: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{error}:\n{svg}"));
    assert_eq!(document.root_element().tag_name().namespace(), Some("http://www.w3.org/2000/svg"));
    let spans =
        document.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "tspan")));
    spans.filter_map(|node| node.text()).map(str::to_owned).collect()
}

#[test]
fn drawing_says_every_word_of_the_figure() {
    every_figure(|name, figure| {
        let texts = texts(&svg(&figure.scene(Theme::LIGHT)));
        let all = texts.concat();
        let Figure { title, settings, size, remark, layout, operands, symbols, formula, .. } = &figure;
        let mut words = vec![title.to_string(), figure.position(), settings.clone(), remark.clone()];
        words.push(size.clone());
        let board = drawn_board(&figure);
        let drawn = (0..operands.len()).filter(|i| board.grids.iter().any(|placed| placed.operand == *i));
        words.extend(drawn.flat_map(|i| {
            [operands[i].title.to_string(), operands[i].size.clone(), operands[i].sign.to_owned()]
        }));
        if let Layout::Product { equation, notes } = layout {
            words.extend(notes.iter().chain([equation]).cloned());
        }
        words.extend([Symbol::text(symbols), formula.of.clone(), formula.later.clone()]);
        for word in words {
            assert!(all.contains(&word), "{name} lacks {word:?}: {texts:?}");
        }
        // The lines of a formula follow each other.
        assert!(all.contains(&formula.text()), "{name} lacks {}", formula.text());
    });
}

#[test]
fn figure_is_one_for_its_pointer() {
    let mut lab = Lab::new(Convolve::default());
    let spot = Spot { operand: OperandId::Output, grid: 0, row: 1, column: 1 };
    lab.update(LabAction::Hover(Some(spot)), 0.0);
    let figure = lab.figure();
    assert_eq!(figure.step, [8, 36]);
    let lit: usize = figure
        .operands
        .iter()
        .flat_map(|o| &o.grids)
        .map(|grid| grid.cells.iter().filter(|cell| cell.lit).count())
        .sum();
    assert_eq!(lit, 9 + 9 + 1, "the window, the kernel, and what they make");
    assert_eq!(*lab.export(Rc::new(lab.figure())).figure, figure);
}

/// A factor has the colour of the palette of the grid that it comes from.
#[test]
fn formula_has_the_colours_of_the_grids() {
    let figure = Lab::new(Convolve::default()).figure();
    let weight = figure.formula.parts.iter().flatten().filter_map(|word| match word.role {
        Role::Value(value, Palette::Weight) => Some((value, css(word.color(Theme::LIGHT)))),
        _ => None,
    });
    let weights: Vec<(f32, String)> = weight.collect();
    assert_eq!(weights.len(), 9);
    for (value, color) in weights {
        assert_eq!(color, css(Palette::Weight.word(value, Theme::LIGHT)));
    }
}

/// Every quantity has one colour: words and badges have the palette of the grid that their value stands in.
#[test]
fn words_have_the_palettes_of_the_grids() {
    every_figure(|name, figure| {
        let palettes: Vec<Palette> = figure
            .operands
            .iter()
            .flat_map(|operand| &operand.grids)
            .map(|grid| grid.cells[0].palette)
            .collect();
        for word in figure.formula.parts.iter().flatten() {
            if let Role::Value(_, palette) | Role::Total(_, palette) = word.role {
                assert!(palettes.contains(&palette), "{name}: {word:?}");
            }
            if let Role::Total(_, palette) = word.role {
                let of = if figure.formula.of.starts_with("∂L") { Some(Palette::Gradient) } else { None };
                assert!(of.is_none_or(|of| of == palette), "{name}: {word:?}");
            }
        }
    });
    let badge = |weight: f32| {
        let cell = Cell { badge: Some(Badge::times(weight)), ..Cell::new(1.0, Palette::Ink, 9.0) };
        cell.paint(Theme::LIGHT).badge.unwrap().1
    };
    assert_ne!(badge(1.0), badge(-1.0));
}

/// What is drawn anew from one step to the next is enough: every item that lies elsewhere is the same in both.
#[test]
fn drawings_differ_only_where_they_say() {
    fn scenes<T: Example>(example: T) -> Vec<Scene> {
        let lab = Lab::new(example);
        let export = lab.export(Rc::new(lab.figure()));
        (0..export.steps).map(|at| (export.at)(at).scene(Theme::LIGHT)).collect()
    }
    let preset = |id: &str| convolve::presets().iter().find(|preset| preset.id == id).unwrap().example();
    for scenes in [
        scenes(preset("channels")),
        scenes(preset("edges").in_mode(convolve::Mode::InputGradient).unwrap()),
        scenes(preset("edges").in_view(View::Matrix).unwrap()),
        scenes(Pooling::default().in_mode(pool::Mode::Gradient)),
    ] {
        let mut kept = 0;
        for pair in scenes.windows(2) {
            let areas = pair[1].changes(&pair[0]);
            let far = |scene: &Scene| -> Vec<Item> {
                let far = |item: &&Item| !areas.iter().any(|area| area.meets(&item.area()));
                scene.items.iter().filter(far).cloned().collect()
            };
            assert!(!areas.is_empty() && far(&pair[0]) == far(&pair[1]));
            kept += far(&pair[1]).len();
        }
        assert!(kept > 10 * scenes.len(), "little changes from step to step: {kept}");
        assert!(scenes[0].changes(&scenes[0]).is_empty());
    }
}

#[test]
fn largest_convolution_is_drawn_without_numbers() {
    use crate::app::lab::setting::Settings;
    use crate::app::places::convolve::Field;
    let large = Convolve::default().with(Field::Length(0), 64).unwrap().with(Field::Length(1), 64).unwrap();
    let svg = svg(&Lab::new(large).figure().scene(Theme::LIGHT));
    assert!(svg.matches("<rect").count() > 2 * 64 * 64 && svg.matches("<text").count() < 40);
}

#[test]
fn transport_moves_the_figure() {
    let mut lab = Lab::new(Pooling::default());
    lab.update(LabAction::Transport(Transport::Step(1)), 0.0);
    let Formula { of, parts: _, later: _ } = lab.figure().formula;
    assert_eq!((of.as_str(), lab.figure().formula.text().as_str()), ("y(0, 1)", "max(2, 4, 7, 8) = 8"));
}

/// What a viewer shows of a GIF: all pictures, each drawn over the one before.
fn pictures(file: &[u8]) -> Vec<(Vec<u8>, u16)> {
    let mut options = ::gif::DecodeOptions::new();
    options.set_color_output(::gif::ColorOutput::RGBA);
    let mut decoder = options.read_info(file).unwrap();
    let (width, height) = (decoder.width() as usize, decoder.height() as usize);
    let mut canvas = vec![0; 4 * width * height];
    let mut pictures = Vec::new();
    while let Some(frame) = decoder.read_next_frame().unwrap() {
        for (i, pixel) in frame.buffer.chunks(4).enumerate().filter(|(_, pixel)| pixel[3] > 0) {
            let (x, y) = (i % frame.width as usize, i / frame.width as usize);
            let at = 4 * ((frame.top as usize + y) * width + frame.left as usize + x);
            canvas[at..at + 4].copy_from_slice(pixel);
        }
        pictures.push((canvas.clone(), frame.delay));
    }
    pictures
}

#[test]
fn an_animation_plays_what_was_put_into_it() {
    let mut random = Random::new(3);
    let (mut animation, whole) = (Animation::new(7, 5), Area { left: 0, top: 0, width: 7, height: 5 });
    let mut frame = vec![255; 4 * 35];
    animation.push(whole, &frame, 12);
    let mut expected = vec![(frame.clone(), 12)];
    for _ in 0..20 {
        let (left, top) = (random.below(7), random.below(5));
        let area = Area { left, top, width: 1 + random.below(7 - left), height: 1 + random.below(5 - top) };
        let mut part = Vec::new();
        for cell in (top..top + area.height).flat_map(|y| (left..left + area.width).map(move |x| y * 7 + x)) {
            let pixel = &mut frame[4 * cell..4 * cell + 4];
            if random.below(3) == 0 {
                pixel[..3].fill(40 * random.below(6) as u8);
            }
            part.extend_from_slice(pixel);
        }
        animation.push(area, &part, 12);
        expected.push((frame.clone(), 12));
    }
    assert!(pictures(&animation.finish()) == expected);
}

#[test]
fn an_animation_shows_the_first_and_the_last_step() {
    assert_eq!(shown_steps(3, 120), (vec![0, 1, 2], 1));
    assert_eq!(shown_steps(10, 4), (vec![0, 3, 6, 9], 3));
    for steps in 1..400 {
        let (shown, _) = shown_steps(steps, 120);
        assert!(shown.len() <= 120 && (steps < 2 || shown[0] == 0) && shown.last() == Some(&(steps - 1)));
    }
}
