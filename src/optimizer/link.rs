//! Optimizers as the text of a link: `adam`, or `momentum:0.95` with other numbers than the default ones.

use super::Optimizer;

impl Optimizer {
    /// Each optimizer with its default numbers, and its name in a link.
    pub const ALL: [(&str, Self); 7] = [
        ("sgd", Self::Sgd),
        ("momentum", Self::Momentum { momentum: 0.9 }),
        ("nesterov", Self::Nesterov { momentum: 0.9 }),
        ("adagrad", Self::Adagrad { eps: 1e-10 }),
        ("rmsprop", Self::RmsProp { alpha: 0.99, eps: 1e-8 }),
        ("adam", Self::adam()),
        ("adamw", Self::AdamW { beta1: 0.9, beta2: 0.999, eps: 1e-8, weight_decay: 0.01 }),
    ];

    /// Its name, and its numbers where they are not the default ones.
    ///
    /// ```
    /// use convoscope::optimizer::Optimizer;
    /// let momentum = Optimizer::Momentum { momentum: 0.95 };
    /// assert_eq!([Optimizer::adam().to_link(), momentum.to_link()], ["adam", "momentum:0.95"]);
    /// assert_eq!(Optimizer::from_link("momentum:0.95"), Some(momentum));
    /// assert_eq!(["momentum:NaN", "adam:0.9", "sgd:1"].map(Optimizer::from_link), [None; 3]);
    /// ```
    pub fn to_link(&self) -> String {
        let known = Self::ALL.iter().find(|(_, default)| default.name() == self.name());
        let (name, default) = known.expect("every optimizer is listed");
        let mut numbers = *self;
        let numbers = numbers.hyperparameters().into_iter().map(|number| format!(":{number}"));
        if self == default { (*name).to_owned() } else { (*name).to_owned() + &numbers.collect::<String>() }
    }

    /// Reads what [`to_link`](Self::to_link) prints; `None` if there is no such optimizer, or a number is none.
    pub fn from_link(text: &str) -> Option<Self> {
        let mut parts = text.split(':');
        let name = parts.next()?;
        let mut optimizer = Self::ALL.iter().find(|(known, _)| *known == name)?.1;
        let numbers: Vec<f32> =
            parts.map(|part| part.parse().ok().filter(|n: &f32| n.is_finite())).collect::<Option<_>>()?;
        let mut hyperparameters = optimizer.hyperparameters();
        // All of them or none: a link that was cut off is not read as another optimizer.
        if !numbers.is_empty() && numbers.len() != hyperparameters.len() {
            return None;
        }
        hyperparameters.iter_mut().zip(numbers).for_each(|(to, number)| **to = number);
        Some(optimizer)
    }

    /// Its numbers, in the order of links.
    fn hyperparameters(&mut self) -> Vec<&mut f32> {
        match self {
            Self::Sgd => vec![],
            Self::Momentum { momentum } | Self::Nesterov { momentum } => vec![momentum],
            Self::Adagrad { eps } => vec![eps],
            Self::RmsProp { alpha, eps } => vec![alpha, eps],
            Self::Adam { beta1, beta2, eps } => vec![beta1, beta2, eps],
            Self::AdamW { beta1, beta2, eps, weight_decay } => vec![beta1, beta2, eps, weight_decay],
        }
    }
}
