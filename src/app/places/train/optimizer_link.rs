//! The optimizers and how a link names them: `adam`, or `momentum:0.95` with other numbers than the usual ones.

use crate::session::Optimizer;

/// Each rule with the numbers that it begins with.
pub const OPTIMIZERS: [(&str, Optimizer); 7] = [
    ("sgd", Optimizer::Sgd),
    ("momentum", Optimizer::Momentum { momentum: 0.9 }),
    ("nesterov", Optimizer::Nesterov { momentum: 0.9 }),
    ("adagrad", Optimizer::Adagrad { eps: 1e-10 }),
    ("rmsprop", Optimizer::RmsProp { alpha: 0.99, eps: 1e-8 }),
    ("adam", Optimizer::adam()),
    ("adamw", Optimizer::AdamW { beta1: 0.9, beta2: 0.999, eps: 1e-8, weight_decay: 0.01 }),
];

/// Reads an optimizer's name and numbers; `None` if there is none of that name, or a number is none.
pub fn optimizer_named(text: &str) -> Option<Optimizer> {
    let mut parts = text.split(':');
    let name = parts.next()?;
    let mut optimizer = OPTIMIZERS.iter().find(|(known, _)| *known == name)?.1;
    let numbers: Vec<f32> =
        parts.map(|part| part.parse().ok().filter(|n: &f32| n.is_finite())).collect::<Option<_>>()?;
    for (place, number) in places(&mut optimizer).into_iter().zip(numbers) {
        *place = number;
    }
    Some(optimizer)
}

/// What [`optimizer_named`] reads.
pub fn optimizer_name(optimizer: &Optimizer) -> String {
    let usual = OPTIMIZERS.iter().find(|(_, usual)| usual.name() == optimizer.name());
    let (name, usual) = usual.expect("every rule is listed");
    let mut text = (*name).to_owned();
    if optimizer != usual {
        let mut optimizer = *optimizer;
        places(&mut optimizer).into_iter().for_each(|number| text.push_str(&format!(":{number}")));
    }
    text
}

fn places(optimizer: &mut Optimizer) -> Vec<&mut f32> {
    match optimizer {
        Optimizer::Sgd => vec![],
        Optimizer::Momentum { momentum } | Optimizer::Nesterov { momentum } => vec![momentum],
        Optimizer::Adagrad { eps } => vec![eps],
        Optimizer::RmsProp { alpha, eps } => vec![alpha, eps],
        Optimizer::Adam { beta1, beta2, eps } => vec![beta1, beta2, eps],
        Optimizer::AdamW { beta1, beta2, eps, weight_decay } => vec![beta1, beta2, eps, weight_decay],
    }
}
