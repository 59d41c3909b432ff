use crate::zoo::Template;

/// The templates by their names in links.
pub const TEMPLATES: [(&str, Template); 17] = [
    ("softmax", Template::SoftmaxRegression),
    ("dense-1", Template::Dense { hidden: 1 }),
    ("dense-2", Template::Dense { hidden: 2 }),
    ("dense-3", Template::Dense { hidden: 3 }),
    ("dense-4", Template::Dense { hidden: 4 }),
    ("lenet5", Template::LeNet5),
    ("modern", Template::Modern),
    ("plain-6", Template::Plain { depth: 6 }),
    ("plain-10", Template::Plain { depth: 10 }),
    ("plain-20", Template::Plain { depth: 20 }),
    ("residual-6", Template::Residual { depth: 6 }),
    ("residual-10", Template::Residual { depth: 10 }),
    ("residual-20", Template::Residual { depth: 20 }),
    ("inception", Template::Inception),
    ("alexnet", Template::AlexNet),
    ("vgg", Template::Vgg),
    ("mobilenet", Template::MobileNet),
];

/// The learning rate that the page proposes: deep networks without norms need small steps.
pub(super) const fn usual_rate(template: Template) -> f32 {
    match template {
        Template::Plain { .. } | Template::Residual { .. } => 0.003,
        _ => 0.01,
    }
}
