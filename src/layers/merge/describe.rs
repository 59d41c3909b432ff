use super::{Add, Concat, Multiply};
use crate::layers::pytorch::{Expression, Pytorch};
use crate::layers::{Describe, Editable, Layer, ToPytorch};

/// The branches, and whether all of them are flat.
fn branches(code: &Pytorch<'_>) -> (Vec<String>, bool) {
    let flat = code.inputs.iter().all(|input| input.flat) && code.output.area() == 1;
    let branch = |input: &crate::layers::pytorch::Variable<'_>| match flat {
        true => input.name.to_owned(),
        false => input.image(),
    };
    (code.inputs.iter().map(branch).collect(), flat)
}

impl Describe for Add {
    fn summary(&self) -> String {
        "+ skip".to_owned()
    }
}

impl Editable for Add {
    fn presets() -> Vec<(&'static str, Layer)> {
        vec![("skip: add", Self.into())]
    }
}

impl ToPytorch for Add {
    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        let (branches, flat) = branches(code);
        Expression { text: branches.join(" + "), flat }
    }
}

impl Describe for Multiply {
    fn summary(&self) -> String {
        "× branch".to_owned()
    }
}

impl Editable for Multiply {
    fn presets() -> Vec<(&'static str, Layer)> {
        vec![("branch: multiply", Self.into())]
    }
}

impl ToPytorch for Multiply {
    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        let (branches, flat) = branches(code);
        Expression { text: branches.join(" * "), flat }
    }
}

impl Describe for Concat {
    fn summary(&self) -> String {
        "concat".to_owned()
    }
}

impl Editable for Concat {
    fn presets() -> Vec<(&'static str, Layer)> {
        vec![("branch: concatenate", Self.into())]
    }
}

impl ToPytorch for Concat {
    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        let (branches, flat) = branches(code);
        Expression { text: format!("torch.cat([{}], 1)", branches.join(", ")), flat }
    }
}
