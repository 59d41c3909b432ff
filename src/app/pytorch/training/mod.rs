//! A network and its training as a PyTorch program, which goes on with the page's weights on the page's samples.

mod rule;
mod samples;

use std::fmt::Write as _;

use super::network::module;
use crate::data::Scale;
use crate::layers::Initial;
use crate::layers::pytorch::float;
use crate::network::{Plan, SlotKind};
use crate::session::Settings;

/// A run of the page, as far as a program depends on it.
#[derive(Clone, Copy, Debug)]
pub struct TrainingProgram<'a> {
    /// The network.
    pub plan: &'a Plan,
    /// How it is trained.
    pub settings: &'a Settings,
    /// What the bytes of the samples stand for.
    pub scale: Scale,
    /// What the classes are called.
    pub names: &'a [String],
    /// Which samples are for validation, if that is known.
    pub validation: Option<&'a [u32]>,
    /// How often it sees all samples.
    pub epochs: u32,
    /// What the page's last evaluation came to: the step, the share of right answers, and of how many samples.
    pub evaluation: Option<(u64, f32, u32)>,
}

/// The program: `python train.py`, or `torchrun` for more devices than one.
pub fn training(program: &TrainingProgram<'_>) -> String {
    let TrainingProgram { plan, settings, .. } = program;
    let Settings { batch, seed, label_smoothing, augmentation, .. } = settings;
    let augmented = augmentation.filter(|_| plan.network().input.h.min(plan.network().input.w) > 1);
    let (augment, vary) = match augmented {
        Some(augmentation) => (samples::augment(&augmentation), ["augment(", ")"]),
        None => (String::new(), ["", ""]),
    };
    format!(
        "{HEAD}{IMPORTS}\n{constants}\
         SEED = {seed}\nBATCH = {batch}\nEPOCHS = {epochs}\nSMOOTHING = {smoothing}\n\n\n{module}\n\n\
         {initialise}\n{inputs}{augment}\n\n\
         def cost(logits, labels, smoothing=0.):\n{cost}\n\n\
         def rate(step):\n    \"\"\"The learning rate as a share of the highest.\"\"\"\n{schedule}\n\n{balanced}\
         def train(network, images, labels, training, epochs, world, rank, device):\n    \
             \"\"\"Sees the samples `training` so often; with several processes each its share of every batch.\"\"\"\n    \
             optimizer = {optimizer}\n    \
             schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)\n    \
             {balance}\
             model = network\n    \
             if world > 1:\n        \
                 model = DistributedDataParallel(network, device_ids=[device] if device.type == \"cuda\" else None)\n    \
             sampler = DistributedSampler(training, num_replicas=world, rank=rank, seed=SEED)\n    \
             model.train()\n    \
             for epoch in range(epochs):\n        \
                 sampler.set_epoch(epoch)\n        \
                 for batch in training[list(sampler)].split(math.ceil(BATCH / world)):\n            \
                     optimizer.zero_grad()\n            \
                     logits = model({vary}inputs(images[batch].to(device)){yrav})\n            \
                     loss = cost(logits, labels[batch].to(device), SMOOTHING)\n            \
                     {penalised}.backward()\n            \
                     optimizer.step()\n            \
                     schedule.step()\n        \
                 if rank == 0:\n            \
                     print(f\"epoch {{epoch + 1}}: loss {{loss.item():.4f}} in the last batch\")\n\n\n{MAIN}",
        constants = samples::constants(program),
        epochs = program.epochs,
        smoothing = float(*label_smoothing),
        module = module(plan).trim_start(),
        initialise = initialise(plan, settings),
        inputs = samples::inputs(program.scale),
        cost = rule::cost(settings.loss, plan.output().len()),
        schedule = rule::schedule(settings),
        balanced = if settings.balanced { samples::BALANCED } else { "" },
        balance = if settings.balanced { "training = balanced(training, labels)\n    " } else { "" },
        optimizer = rule::optimizer(settings),
        vary = vary[0],
        yrav = vary[1],
        penalised = rule::penalised(settings),
    )
}

/// The first weights: of each as many products are summed as the page says, which is not always what PyTorch counts.
fn initialise(plan: &Plan, settings: &Settings) -> String {
    let mut weights = String::new();
    for slot in plan.slots() {
        if let SlotKind::Param { initial: Initial::Normal { fan_in }, .. } = slot.kind {
            let name = super::names::quoted(&slot.name);
            let std = float(settings.initialization.std(slot, fan_in));
            writeln!(weights, "    {name}: {std},  # fan in {fan_in}").expect("strings take all");
        }
    }
    format!(
        "# The standard deviation that each weight begins with.\nDEVIATIONS = {{\n{weights}}}\n\n\n\
         def initialise(network):\n    \
             \"\"\"The first weights: normal; biases are 0, and the scales of norms stay 1.\"\"\"\n    \
             for name, values in network.named_parameters():\n        \
                 if name in DEVIATIONS:\n            \
                     nn.init.normal_(values, std=DEVIATIONS[name])\n        \
                 elif name.endswith(\".bias\"):\n            \
                     nn.init.zeros_(values)\n"
    )
}

const HEAD: &str = "\"\"\"A network as it is trained in the browser.

The samples: in the page, “Save”, “Data set (safetensors)” writes data.safetensors; put it beside this program.
The weights: “Save”, “Weights (safetensors)”; rename the file weights.safetensors, or name it after --weights.

    pip install torch safetensors numpy
    python train.py --epochs 0     scores these weights: the page's figure
    python train.py                trains, from these weights if they are there
    torchrun --nproc_per_node 2 train.py

The rule of the steps is the page's. The random numbers are others: the first weights, the order of the samples, what dropout
leaves out and how images are varied have the same distributions, but not the same values. With several processes each has
its share of a batch; the last ones of an epoch are filled up with samples seen before, and batch norm sees only its share.
The page loads trained.safetensors, which this program writes.
\"\"\"

";

const IMPORTS: &str = "import argparse
import math
import os

import torch
import torch.distributed as dist
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import nn
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DistributedSampler
";

const MAIN: &str = "@torch.no_grad()
def evaluate(network, images, labels, samples, device):
    \"\"\"The mean loss, without what large weights cost and without smoothing, and the share of right answers.\"\"\"
    network.eval()
    loss, right = 0., 0
    for some in samples.split(100):
        logits, wanted = network(inputs(images[some].to(device))), labels[some].to(device)
        loss += cost(logits, wanted).item() * len(some)
        right += (logits.argmax(1) == wanted).sum().item()
    return loss / len(samples), right / len(samples)


def main():
    parser = argparse.ArgumentParser(formatter_class=argparse.RawDescriptionHelpFormatter, description=__doc__)
    parser.add_argument(\"--data\", default=\"data.safetensors\")
    parser.add_argument(\"--weights\", default=\"weights.safetensors\")
    parser.add_argument(\"--epochs\", type=int, default=EPOCHS)
    options = parser.parse_args()
    # What torchrun says; without it there is one process.
    world, rank = int(os.environ.get(\"WORLD_SIZE\", 1)), int(os.environ.get(\"RANK\", 0))
    device = torch.device(\"cpu\")
    if torch.cuda.is_available():
        device = torch.device(\"cuda\", int(os.environ.get(\"LOCAL_RANK\", 0)))
        torch.cuda.set_device(device)
    if not os.path.exists(options.data):
        raise SystemExit(f\"{options.data} is missing: in the page, “Save”, “Data set (safetensors)” writes it.\")
    if world > 1:
        dist.init_process_group(\"nccl\" if device.type == \"cuda\" else \"gloo\")

    data = load_file(options.data)
    images, labels, validation = data[\"images\"], data[\"labels\"].long(), data[\"validation\"]
    if VALIDATION is not None and validation.tolist() != list(VALIDATION) and rank == 0:
        print(f\"{options.data} is of another run: its figures are not those of the page.\")
    trained_on = torch.ones(len(images), dtype=torch.bool)
    trained_on[validation] = False
    training = trained_on.nonzero().flatten()

    torch.manual_seed(SEED)
    network = Network()
    initialise(network)
    network.to(device)

    def report(what):
        if rank == 0 and len(validation) > 0:
            samples = validation[:SCORED]
            loss, accuracy = evaluate(network, images, labels, samples, device)
            print(f\"{what}: validation {accuracy:.4f}, loss {loss:.4f}, of {len(samples)} samples\")

    if os.path.exists(options.weights):
        network.load_state_dict(load_file(options.weights))
        report(options.weights)
    elif rank == 0:
        print(f\"{options.weights} is missing: the first weights are fresh ones.\")
    # Each process leaves out and varies in its own way.
    torch.manual_seed(SEED + rank)
    if options.epochs > 0:
        train(network, images, labels, training, options.epochs, world, rank, device)
        report(\"trained\")
        if rank == 0:
            save_file(network.state_dict(), \"trained.safetensors\")
    if world > 1:
        dist.destroy_process_group()


if __name__ == \"__main__\":
    main()
";
