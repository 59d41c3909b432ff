mod training;

use super::*;
use crate::app::lab::Example;
use crate::app::lab::setting::Settings as _;
use crate::app::places::convolve::{Convolve, Field, Mode, presets};
use crate::app::places::pool::{self, Kind, Pooling};
use crate::layers::conv::Conv;
use crate::layers::dense::Dense;
use crate::layers::pytorch::float;
use crate::network::{Network, Plan};
use crate::padding_mode::PaddingMode;
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

#[test]
fn every_number_is_one_of_python() {
    let written = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 3.0, -0.5, 1e-7].map(float);
    assert_eq!(written, ["float(\"nan\")", "float(\"inf\")", "float(\"-inf\")", "3.", "-0.5", "0.0000001"]);
}

/// What the calls must look like was found by running the programs of random pools with PyTorch.
#[test]
fn every_kind_of_pool_becomes_its_pytorch_call() {
    for (pooling, calls) in [
        (pool_preset("max"), &["y = F.max_pool2d(x, (2, 2), stride=(2, 2))", "print(y)"][..]),
        (pool_preset("average"), &["y = F.avg_pool2d(x, (2, 2), stride=(2, 2))"]),
        (pool_preset("average").of_kind(Kind::AverageInside), &["count_include_pad=False"]),
        (pool_preset("ceil"), &["ceil_mode=True"]),
        (pool_preset("global"), &["y = F.adaptive_avg_pool2d(x, 1)"]),
        (pool_preset("convolution"), &["y = F.conv2d(x, w, stride=(2, 2))", "reshape(1, 1, 2, 2)"]),
        (
            pool_preset("ceil").of_kind(Kind::Convolution),
            &["padded = F.pad(x, (0, 1, 0, 1), value=0.)", "F.conv2d(padded, w"],
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

/// The keys of the `state_dict` are those of our files, whatever nodes are called.
#[test]
fn named_nodes_keep_their_names_in_the_state_dict() {
    let mut network = Network::new(Shape::new(1, 8, 8));
    for name in ["layer1.0.conv", "stem", "train", "2nd", "n_2nd", "größe-\"1\"", "layer1"] {
        let id = network.chain([Conv::new(2, 3).padding(1).into()]);
        network.named(id, name);
    }
    network.chain([Dense::new(2).into()]);
    let plan = Plan::new(network).unwrap();
    let code = super::network(&plan);
    for line in [
        "        put(self, \"layer1.0.conv\", nn.Conv2d(1, 2, (3, 3), padding=(1, 1)))\n",
        "        n_layer1_0_conv = at(self, \"layer1.0.conv\")(input)\n",
        "        self.stem = nn.Conv2d(2, 2, (3, 3), padding=(1, 1))\n",
        "        stem = self.stem(n_layer1_0_conv)\n",
        // It would hide a method of the module.
        "        n_train = at(self, \"train\")(stem)\n",
        "        n_2nd_ = at(self, \"2nd\")(n_train)\n",
        "        n_2nd = self.n_2nd(n_2nd_)\n",
        "        n_gr__e__1_ = at(self, \"größe-\\\"1\\\"\")(n_2nd)\n",
        "        self.dense1 = nn.Linear(128, 2)\n",
        "def put(network, name, module):\n",
    ] {
        assert!(code.contains(line), "{line}:\n{code}");
    }
    // What holds other modules stands before them.
    assert!(code.find("self.layer1 =") < code.find("put(self, \"layer1.0.conv\""), "{code}");
    assert!(!super::network(&Plan::new(crate::zoo::digits()).unwrap()).contains("def put"));
}
