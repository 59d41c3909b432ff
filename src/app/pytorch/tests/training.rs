//! Programs that train.

use crate::app::pytorch::{TrainingProgram, training};
use crate::data::{Augmentation, Scale};
use crate::layers::Initial;
use crate::network::{Plan, SlotKind};
use crate::session::{Decay, Initialization, Loss, Optimizer, Regularization, Schedule, Settings};
use crate::shape::Shape;
use crate::zoo::Template;

fn program<'a>(plan: &'a Plan, settings: &'a Settings) -> TrainingProgram<'a> {
    let (names, validation) = (&[], Some(&[][..]));
    TrainingProgram { plan, settings, scale: Scale::Unit, names, validation, epochs: 3, evaluation: None }
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
        augmentation: Some(Augmentation::default()),
        ..Settings::default()
    };
    let code = training(&program(&plan, &settings));
    for line in [
        "    \"dense1.weight\": 0.6324555,  # fan in 2\n",
        "    if step < 5:\n        return step / 5\n    return 0.5 ** ((step - 5) // 9)\n",
        "torch.optim.SGD(network.parameters(), lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.01)",
        "BATCH = 17\nEPOCHS = 3\nSMOOTHING = 0.3\n",
        "    target = (1 - smoothing) * F.one_hot(labels, 3).float() + smoothing / 3\n",
        "            loss = cost(logits, labels[batch].to(device), SMOOTHING)\n",
        "(loss + 0.25 * sum(w.abs().sum() for w in network.parameters())).backward()",
    ] {
        assert!(code.contains(line), "{line}:\n{code}");
    }
    let robust = training(&program(&plan, &Settings { loss: Loss::Huber, ..settings }));
    assert!(
        robust.contains("    return F.huber_loss(logits, target)\n") && !robust.contains("mse_loss"),
        "{robust}"
    );
    // Points are not varied, and classes are as frequent as they are.
    assert!(!code.contains("augment") && !code.contains("balanced"));
    let code = training(&program(&plan, &Settings { balanced: true, ..settings }));
    for line in [
        "\n\n\ndef balanced(training, labels):\n",
        "\n    training = balanced(training, labels)\n    model = network\n",
    ] {
        assert!(code.contains(line), "{line}:\n{code}");
    }
}

/// What its functions compute was compared with the page's own, by running the programs of several networks.
#[test]
fn samples_are_those_of_the_page() {
    let plan = Plan::new(Template::Modern.network(Shape::new(1, 28, 28), 10)).unwrap();
    let augmentation = Augmentation { mirror: true, ..Augmentation::default() };
    let settings = Settings { augmentation: Some(augmentation), ..Settings::default() };
    let names = ["a \"b\"".to_owned(), "c\n".to_owned()];
    let all = program(&plan, &settings);
    let with = |validation: &[u32]| {
        training(&TrainingProgram {
            names: &names,
            validation: Some(validation),
            evaluation: Some((7, 0.5, 2)),
            ..all
        })
    };
    for (code, line) in [
        (with(&[4, 5, 6]), "VALIDATION = range(4, 7)\n"),
        (with(&[4, 6]), "VALIDATION = [\n    4, 6,\n]\n"),
        (with(&[]), "VALIDATION = []\n"),
        (with(&(0..50_000).map(|i| 2 * i).collect::<Vec<u32>>()), "VALIDATION = None"),
        (training(&TrainingProgram { validation: None, ..all }), "VALIDATION = None"),
        (with(&[]), "NAMES = [\"a \\\"b\\\"\",\"c\\n\"]\n"),
        (with(&[]), "# The page scores the first of them. After step 7: 0.5000 of 2 samples.\n"),
        (with(&[]), "    return images.float() / 255\n"),
        (with(&[]), "    angle, zoom = torch.deg2rad(within(8.)), 1 + within(0.1)\n"),
        (with(&[]), "    from_x = flip * (angle.cos() * u + angle.sin() * v) / zoom\n"),
        (with(&[]), "logits = model(augment(inputs(images[batch].to(device))))\n"),
    ] {
        assert!(code.contains(line), "{line}:\n{code}");
    }
}

/// The program sets what is called a bias to 0, and leaves scales as they are made, which is 1.
#[test]
fn all_that_begins_as_0_is_called_bias() {
    for template in Template::ALL {
        let plan = Plan::new(template.network(Shape::new(1, 28, 28), 10)).unwrap();
        for slot in plan.slots() {
            let SlotKind::Param { initial, .. } = slot.kind else { continue };
            assert_eq!(slot.name.ends_with(".bias"), initial == Initial::Zeros, "{}", slot.name);
        }
    }
}
