mod pools;

use std::rc::Rc;

use super::formula::number;
use super::*;
use crate::app::places::convolve::{Convolve, Field, Mode, presets};
use crate::app::places::pool::{self, Pooling};
use crate::app::pytorch;
use crate::network::Plan;
use crate::padding_mode::PaddingMode;
use crate::random::Random;
use crate::session::{Decay, Initialization, Loss, Optimizer, Regularization, Schedule, Settings};
use crate::shape::Shape;
use crate::zoo::Template;

fn preset(id: &str) -> Convolve {
    presets().iter().find(|preset| preset.id == id).unwrap().convolve()
}

fn code(convolve: &Convolve) -> String {
    Example::Convolution(Rc::new(convolve.clone())).pytorch()
}

fn scene(convolve: &Convolve, palette: fn(f32, f32, Quantity) -> Rgb) -> Scene {
    Example::Convolution(Rc::new(convolve.clone())).scene(palette)
}

/// What the calls must look like was found by running the programs of random convolutions with PyTorch.
#[test]
fn every_example_becomes_its_pytorch_call() {
    for (id, calls) in [
        ("edges", &["y = F.conv2d(x, w, b, padding=(1, 1))"][..]),
        ("sum", &["y = F.conv2d(x, w, b)"]),
        ("stride", &["y = F.conv2d(x, w, b, stride=(3, 3))"]),
        ("constant", &["y = F.conv2d(x, w, b, padding=(1, 2))"]),
        ("reflect", &["padded = F.pad(x, (2, 2, 1, 1), mode=\"reflect\")", "y = F.conv2d(padded, w, b)"]),
        ("symmetric", &["padded = x[:, :, [1, 0, 0, 1, 2, 3, 3, 2]][:, :, :, [1, 0, 0, 1, 2, 3, 3, 2]]"]),
        ("circular", &["padded = F.pad(x, (2, 2, 2, 2), mode=\"circular\")"]),
        ("channels", &["reshape(2, 3, 3, 3)", "b = torch.tensor([1., 0.])", "stride=(2, 2), padding=(1, 1)"]),
        ("backward", &["reshape(1, 1, 3, 3).requires_grad_()", "y.backward(dy)", "print(w.grad)"]),
        ("depthwise", &["reshape(3, 1, 3, 3)", "groups=3)"]),
        ("dilated", &["dilation=(2, 2))"]),
        (
            "transposed",
            &["F.conv_transpose2d(x, w, b, stride=(2, 2), padding=(1, 1), output_padding=(1, 1))"],
        ),
        ("box", &["0.11111111, 0.11111111", "mode=\"replicate\""]),
    ] {
        let code = code(&preset(id));
        for call in calls {
            assert!(code.contains(call), "{id} lacks {call}:\n{code}");
        }
    }
    for preset in presets() {
        let (convolve, program) = (preset.convolve(), code(&preset.convolve()));
        assert_eq!(program.matches("torch.tensor").count(), 3 + usize::from(program.contains("backward")));
        assert_eq!(program.matches("print(").count(), 1);
        assert!(
            !program.contains("flip") && code(&Convolve { flip: true, ..convolve }).contains("flip(2, 3)")
        );
    }
}

#[test]
fn sides_that_differ_are_padded_one_by_one() {
    let lopsided = |id: &str| preset(id).with(Field::After(1), 0).unwrap();
    assert!(code(&lopsided("edges")).contains("F.pad(x, (1, 0, 1, 1), value=0.)"));
    assert!(code(&lopsided("transposed")).contains("y = y[:, :, 1:9, 1:10]"));
    let filled = preset("edges").filled(PaddingMode::Constant(-1.5)).unwrap();
    assert!(code(&filled).contains("value=-1.5"));
    let dx = preset("edges").in_mode(Mode::InputGradient).unwrap();
    assert!(code(&dx).contains("print(x.grad)"));
}

/// Grey, and lighter for larger values: enough to draw with.
fn palette(value: f32, range: f32, _: Quantity) -> Rgb {
    [255 - (200.0 * (value / range).abs().min(1.0)) as u8; 3]
}

/// The texts of an SVG, which has to be one.
fn texts(svg: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{error}:\n{svg}"));
    assert_eq!(document.root_element().tag_name().namespace(), Some("http://www.w3.org/2000/svg"));
    let spans =
        document.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "tspan")));
    spans.filter_map(|node| node.text()).map(|text| text.trim().to_owned()).collect()
}

#[test]
fn every_number_is_in_the_drawing() {
    for preset in presets() {
        for (mode, ..) in Mode::ALL {
            let Some(convolve) = preset.convolve().in_mode(mode) else { continue };
            let convolve = Convolve { at: convolve.steps() - 1, ..convolve };
            let mut texts = texts(&svg(&scene(&convolve, palette)));
            let computed = convolve.compute();
            // The gradient of the weights is about the upstream gradient instead.
            let factors = if mode == Mode::WeightGradient { &convolve.upstream } else { &convolve.weight };
            for number in computed.accumulated.iter().chain(factors).map(|&value| number(value)) {
                let found = texts.iter().position(|text| *text == number);
                texts.swap_remove(found.unwrap_or_else(|| panic!("{} {mode:?} lacks {number}", preset.id)));
            }
        }
    }
}

#[test]
fn the_drawing_comes_as_far_as_the_timeline() {
    let at = |at| texts(&svg(&scene(&Convolve { at, ..preset("edges") }, palette)));
    let (first, last) = (at(0), at(35));
    assert!(last.len() > first.len() + 30);
    assert!(first.contains(&"step 1 of 36".to_owned()) && first.contains(&"y(0, 0) =".to_owned()));
    assert!(last.contains(&"step 36 of 36".to_owned()) && last.contains(&"y(5, 5) =".to_owned()));
    let hatched = |id| svg(&scene(&preset(id), palette)).matches("url(#hatch)").count();
    assert_eq!([hatched("edges"), hatched("stride")], [0, 13]);
}

#[test]
fn the_largest_convolution_is_drawn_without_numbers() {
    let large = preset("edges").with(Field::Length(0), 64).unwrap().with(Field::Length(1), 64).unwrap();
    let svg = svg(&scene(&large, palette));
    assert!(svg.matches("<rect").count() > 2 * 64 * 64 && svg.matches("<text").count() < 40);
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

/// What is drawn anew from one step to the next is enough: every item that lies elsewhere is the same in both.
#[test]
fn drawings_differ_only_where_they_say() {
    let examples = [
        Example::Convolution(Rc::new(preset("channels"))),
        Example::Convolution(Rc::new(preset("edges").in_mode(Mode::InputGradient).unwrap())),
        Example::Pool(Rc::new(Pooling::default().in_mode(pool::Mode::Gradient))),
    ];
    for example in examples {
        let scenes: Vec<Scene> = (0..example.steps()).map(|at| example.at(at).scene(palette)).collect();
        for pair in scenes.windows(2) {
            let areas = pair[1].changes(&pair[0]);
            let far = |scene: &Scene| -> Vec<Item> {
                let far = |item: &&Item| !areas.iter().any(|area| area.meets(&item.area()));
                scene.items.iter().filter(far).cloned().collect()
            };
            assert!(!areas.is_empty() && far(&pair[0]) == far(&pair[1]));
            assert!(far(&pair[1]).len() > 10, "little changes from step to step");
        }
        assert!(scenes[0].changes(&scenes[0]).is_empty());
    }
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

/// What the modules must look like was found by loading weights into the programs of all layers' samples and all templates,
/// and comparing their logits with ours.
#[test]
fn networks_become_modules_with_our_names() {
    let plan = |template: Template, input| Plan::new(template.network(input, 10)).unwrap();
    let image = Shape::new(1, 28, 28);
    for (template, lines) in [
        (
            Template::LeNet5,
            &[
                "self.conv1 = nn.Conv2d(1, 6, (5, 5), padding=(2, 2))",
                "self.register_buffer(\"conv2_table\", torch.tensor([[1., 1., 1., 0., 0., 0.], [0., 1., 1., 1.",
                "conv2 = F.conv2d(average_pool1, self.conv2.weight * self.conv2_table, self.conv2.bias)",
                "average_pool2 = F.avg_pool2d(tanh2, (2, 2), stride=(2, 2))",
                "dense3 = self.dense3(tanh4)\n        return dense3\n",
            ][..],
        ),
        (
            Template::Residual { depth: 6 },
            &[
                "add1 = relu1 + conv3",
                "global_average1 = relu5.mean((2, 3), keepdim=True)",
                "relu3 = F.relu(add1)",
            ],
        ),
        (
            Template::Inception,
            &[
                "self.conv1 = nn.Conv2d(1, 8, (3, 3), padding=(1, 1), bias=False)",
                "self.batch_norm1 = nn.BatchNorm2d(8, eps=0.00001, momentum=0.1)",
                "concat1 = torch.cat([relu2, relu4, relu6, relu7], 1)",
            ],
        ),
    ] {
        let code = pytorch::network(&plan(template, image));
        for line in lines {
            assert!(code.contains(line), "{template:?} lacks {line}:\n{code}");
        }
    }
}

#[test]
fn training_says_what_the_settings_say() {
    let plan = Plan::new(Template::SoftmaxRegression.network(Shape::flat(2), 3)).unwrap();
    let settings = Settings {
        loss: Loss::MeanSquaredError,
        label_smoothing: 0.3,
        optimizer: Optimizer::Nesterov { momentum: 0.9 },
        schedule: Schedule { rate: 0.1, warmup: 5, decay: Decay::Step { every: 9, factor: 0.5 } },
        regularization: Regularization { l1: 0.25, l2: 0.01 },
        batch: 17,
        initialization: Initialization::Xavier,
        ..Settings::default()
    };
    let code = pytorch::training(&plan, &settings);
    for line in [
        "nn.init.xavier_normal_(layer.weight)",
        "    if step < 5:\n        return step / 5\n    return 0.5 ** ((step - 5) // 9)\n",
        "torch.optim.SGD(network.parameters(), lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.01)",
        ".split(17):",
        "loss = F.mse_loss(logits, 0.7 * F.one_hot(labels[batch], 3).float() + 0.1)",
        "(loss + 0.25 * sum(w.abs().sum() for w in network.parameters())).backward()",
    ] {
        assert!(code.contains(line), "{line}:\n{code}");
    }
}
