//! Which tensor of a file is which of a network: by name, without what wrappers of PyTorch put in front, or by order and
//! shape.

use std::collections::{HashMap, HashSet};

use super::error::{Differences, WrongShape};
use super::order::Order;
use crate::network::Plan;
use crate::tensors::short;

/// What wrappers of PyTorch put in front of every name: `DataParallel`, `torch.compile`, and modules around modules.
const PREFIXES: [&str; 4] = ["module.", "_orig_mod.", "model.", "net."];
/// A file with more of them was wrapped by nobody.
const MOST_PREFIXES: usize = 6;

/// A tensor of a file, without its numbers.
pub(super) struct Tensor<'a> {
    pub name: &'a str,
    pub dims: &'a [usize],
}

/// Which tensors are which.
#[derive(Debug, PartialEq)]
pub(super) struct Assignment {
    /// For each slot of the plan its tensor, an index.
    pub tensors: Vec<usize>,
    /// What was left out in front of every name.
    pub prefix: String,
    /// Whether the names of both differ.
    pub by_order: bool,
}

/// Tells by order and shape which tensors of a network are which of a file.
pub(super) type ByOrder = fn(&[Tensor<'_>], &[Tensor<'_>]) -> Order;

/// Finds every tensor by its name, or else by `by_order`.
pub(super) fn assign(
    plan: &Plan,
    tensors: &[Tensor<'_>],
    by_order: ByOrder,
) -> Result<Assignment, Box<Differences>> {
    let at = prefix(plan, tensors);
    let prefix = tensors.first().map_or(String::new(), |tensor| tensor.name[..at].to_owned());
    let mut differences = match by_name(plan, tensors, at) {
        Ok(tensors) => return Ok(Assignment { tensors, prefix, by_order: false }),
        // Names that are all the same mean the same, whatever their shapes.
        Err(differences) if differences.missing.is_empty() => return Err(differences),
        Err(differences) => differences,
    };
    let ours: Vec<Tensor<'_>> =
        plan.slots().iter().map(|slot| Tensor { name: &slot.name, dims: &slot.dims }).collect();
    match by_order(&ours, tensors) {
        Order::One(tensors) => Ok(Assignment { tensors, prefix, by_order: true }),
        Order::None => Err(differences),
        Order::Several(doubts) => {
            doubts.into_iter().for_each(|doubt| differences.doubts.push(|| doubt));
            Err(differences)
        }
    }
}

/// For each slot of the plan the tensor of its name, without the first `prefix` bytes of every name: an index.
pub(super) fn by_name(
    plan: &Plan,
    tensors: &[Tensor<'_>],
    prefix: usize,
) -> Result<Vec<usize>, Box<Differences>> {
    let named: HashMap<&str, usize> =
        tensors.iter().enumerate().map(|(index, tensor)| (&tensor.name[prefix..], index)).collect();
    let mut differences = Box::new(Differences::default());
    let (mut found, mut is_known) = (Vec::new(), vec![false; tensors.len()]);
    for slot in plan.slots() {
        let Some(&index) = named.get(slot.name.as_str()) else {
            differences.missing.push(|| short(&slot.name));
            continue;
        };
        let tensor = &tensors[index];
        is_known[index] = true;
        found.push(index);
        if tensor.dims != slot.dims {
            differences.shapes.push(|| WrongShape::new(tensor.name, &slot.dims, tensor.dims));
        }
    }
    for (tensor, _) in tensors.iter().zip(is_known).filter(|(_, is_known)| !is_known) {
        differences.unexpected.push(|| short(tensor.name));
    }
    if *differences == Differences::default() { Ok(found) } else { Err(differences) }
}

/// How many bytes of every name are prefixes.
fn prefix(plan: &Plan, tensors: &[Tensor<'_>]) -> usize {
    let slots: HashSet<&str> = plan.slots().iter().map(|slot| slot.name.as_str()).collect();
    let mut at = 0;
    for _ in 0..MOST_PREFIXES {
        // A network may have nodes of such names itself.
        if tensors.iter().any(|tensor| slots.contains(&tensor.name[at..])) {
            break;
        }
        let shared = |prefix: &&str| {
            tensors
                .iter()
                .all(|tensor| tensor.name[at..].strip_prefix(prefix).is_some_and(|rest| !rest.is_empty()))
        };
        match PREFIXES.iter().find(|prefix| !tensors.is_empty() && shared(prefix)) {
            Some(prefix) => at += prefix.len(),
            None => break,
        }
    }
    at
}
