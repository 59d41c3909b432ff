use super::*;
use crate::app::lab::Example;
use crate::app::lab::setting::Settings as _;
use crate::app::places::convolve::{Convolve, Field, Mode, presets};
use crate::app::places::pool::{self, Kind, Pooling};
use crate::network::Plan;
use crate::padding_mode::PaddingMode;
use crate::session::{Decay, Initialization, Loss, Optimizer, Regularization, Schedule, Settings};
use crate::shape::Shape;
use crate::zoo::Template;

fn preset(id: &str) -> Convolve {
    presets().iter().find(|preset| preset.id == id).unwrap().example()
}

fn code(convolve: &Convolve) -> String {
    convolve.pytorch()
}

fn pool_preset(id: &str) -> Pooling {
    pool::presets().iter().find(|preset| preset.id == id).unwrap().example()
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
        let (convolve, program) = (preset.example(), code(&preset.example()));
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

/// What the calls must look like was found by running the programs of random pools with PyTorch.
#[test]
fn every_kind_of_pool_becomes_its_pytorch_call() {
    for (pooling, calls) in [
        (pool_preset("max"), &["y = F.max_pool2d(x, (2, 2), stride=(2, 2))", "print(y)"][..]),
        (pool_preset("average"), &["y = F.avg_pool2d(x, (2, 2), stride=(2, 2), count_include_pad=True)"]),
        (pool_preset("average").of_kind(Kind::AverageInside), &["count_include_pad=False"]),
        (pool_preset("ceil"), &["ceil_mode=True"]),
        (pool_preset("global"), &["y = F.adaptive_avg_pool2d(x, 1)"]),
        (pool_preset("convolution"), &["y = F.conv2d(x, w, stride=(2, 2))", "reshape(1, 1, 2, 2)"]),
        (
            pool_preset("ceil").of_kind(Kind::Convolution),
            &["padded = F.pad(x, (0, 1, 0, 1))", "F.conv2d(padded, w"],
        ),
        (
            pool_preset("max").in_mode(pool::Mode::Gradient),
            &[".requires_grad_()", "y.backward(dy)", "print(x.grad)"],
        ),
        (
            pool_preset("tie").in_mode(pool::Mode::Gradient),
            &["# Where several cells hold the largest value, the first"],
        ),
    ] {
        let code = pooling.pytorch();
        for call in calls {
            assert!(code.contains(call), "it lacks {call}:\n{code}");
        }
    }
    assert!(!pool_preset("max").in_mode(pool::Mode::Gradient).pytorch().contains("# Where several"));
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
        let code = network(&plan(template, image));
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
    let code = training(&plan, &settings);
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
