//! A whole network as a PyTorch module whose `state_dict` has the names of our files of weights. What stands for a layer is
//! written by [`ToPytorch::pytorch`](crate::layers::ToPytorch::pytorch).

use super::names::{Names, quoted};
use crate::layers::pytorch::{Pytorch, Variable};
use crate::network::{NodeId, Plan};
use crate::shape::Shape;

/// The network as Python code: imports and a class `Network`.
///
/// ```
/// use convoscope::layers::dense::Dense;
/// use convoscope::network::{Network, Plan};
/// use convoscope::shape::Shape;
/// let mut network = Network::new(Shape::new(1, 28, 28));
/// network.chain([Dense::new(10).into()]);
/// let code = convoscope::app::pytorch::network(&Plan::new(network)?);
/// assert!(code.contains("self.dense1 = nn.Linear(784, 10)"));
/// assert!(code.contains("dense1 = self.dense1(input.flatten(1))"));
/// # Ok::<(), convoscope::network::PlanError>(())
/// ```
pub fn network(plan: &Plan) -> String {
    format!("import torch\nimport torch.nn.functional as F\nfrom torch import nn\n\n{}", module(plan))
}

/// The class `Network` and the functions it calls, without imports.
pub(super) fn module(plan: &Plan) -> String {
    let names = Names::of(plan);
    let mut flat = vec![false];
    // Each module with how deep it lies: what holds others stands before them.
    let (mut modules, mut steps): (Vec<(usize, String)>, Vec<String>) = (vec![], vec![]);
    let (mut average, mut attention_decoder, mut nested) = (false, false, false);
    for id in plan.ids().skip(1) {
        let Some(layer) = plan.layer(id) else { continue };
        let variable =
            |id: NodeId| Variable { name: &names.variables[id.0], shape: plan.shape(id), flat: flat[id.0] };
        let inputs: Vec<Variable<'_>> = plan.inputs(id).iter().map(|&input| variable(input)).collect();
        let (name, path) = (&names.variables[id.0], names.path(plan, id));
        let mut code = Pytorch {
            inputs: &inputs,
            output: plan.shape(id),
            path: &path,
            name,
            module: None,
            statements: vec![],
            average: false,
            attention_decoder: false,
        };
        let step = layer.to_pytorch().pytorch(&mut code);
        steps.push(format!("{name} = {}", step.text));
        let Pytorch { module, statements, .. } = code;
        average |= code.average;
        attention_decoder |= code.attention_decoder;
        if let Some(module) = module {
            let own = names.is_attribute(plan, id);
            nested |= !own;
            let given = plan.name(id);
            let statement = match own {
                true => format!("{path} = {module}"),
                false => format!("put(self, {}, {module})", quoted(given)),
            };
            modules.push((given.matches('.').count(), statement));
        }
        modules.extend(statements.into_iter().map(|statement| (0, statement)));
        flat.push(step.flat);
    }
    modules.sort_by_key(|(depth, _)| *depth);
    let modules: Vec<String> = modules.into_iter().map(|(_, statement)| statement).collect();
    let last = plan.network().last();
    let output =
        Variable { name: &names.variables[last.0], shape: plan.output(), flat: flat[last.0] }.flattened();
    let helpers = [(average, AVERAGE), (attention_decoder, ATTENTION_DECODER), (nested, NESTED)]
        .map(|(called, code)| if called { code } else { "" });
    let indented =
        |lines: Vec<String>| lines.iter().map(|line| format!("        {line}\n")).collect::<String>();
    let Shape { c, h, w } = plan.network().input;
    format!(
        "{}\n\
         class Network(nn.Module):\n    \"\"\"Takes batches of {c} × {h} × {w}, gives the logits of {} classes.\"\"\"\n\n    \
         def __init__(self):\n        super().__init__()\n{}\n    def forward(self, input):\n{}        return {output}\n",
        helpers.concat(),
        plan.output().len(),
        indented(modules),
        indented(steps)
    )
}

/// PyTorch's own average knows no dilation and no uneven padding.
const AVERAGE: &str = "
def average(x, kernel, stride, dilation, pads, counted):
    \"\"\"Means over windows; of the padding only `counted` cells are part of the divisor.\"\"\"
    c = x.shape[1]
    cells = F.pad(F.pad(torch.ones_like(x), counted, value=1.), [p - q for p, q in zip(pads, counted)])
    ones = torch.ones(c, 1, *kernel, device=x.device)
    sums, counts = (F.conv2d(y, ones, None, stride, 0, dilation, c) for y in (F.pad(x, pads), cells))
    return sums / counts

";

/// Sentences about maps, word by word.
const ATTENTION_DECODER: &str = "
class AttentionDecoder(nn.Module):
    \"\"\"Scores of each word of a sentence after those before it, which lie behind the maps that it is about.\"\"\"

    def __init__(self, maps, hidden, embedding, units, words):
        super().__init__()
        self.keys = nn.Linear(maps, hidden)
        self.values = nn.Linear(maps, hidden)
        self.embedding = nn.Embedding(words, embedding)
        self.gru = nn.GRUCell(embedding + hidden, hidden)
        self.head = nn.Sequential(nn.Linear(2 * hidden, units), nn.ReLU(), nn.Linear(units, words))

    def forward(self, x, steps):
        cells = x[:, :-steps].unflatten(1, (self.keys.in_features, -1)).transpose(1, 2)
        keys, values = self.keys(cells), self.values(cells)
        h, context, scores = torch.zeros_like(values[:, 0]), values.mean(1), []
        for word in x[:, -steps:].long().clamp(0, self.embedding.num_embeddings - 1).unbind(1):
            h = self.gru(torch.cat([self.embedding(word), context], 1), h)
            context = F.scaled_dot_product_attention(h[:, None], keys, values)[:, 0]
            scores.append(self.head(torch.cat([h, context], 1)))
        return torch.stack(scores, 2)[..., None]

";

/// For names that no attribute can have, as \"layer1.0.conv\".
const NESTED: &str = "
def put(network, name, module):
    \"\"\"Adds a module so that `state_dict` has it under this name.\"\"\"
    *path, last = name.split(\".\")
    for part in path:
        network = network._modules.setdefault(part, nn.Module())
    network._modules[last] = module


def at(network, name):
    \"\"\"The module of this name.\"\"\"
    for part in name.split(\".\"):
        network = network._modules[part]
    return network

";
