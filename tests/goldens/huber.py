"""Writes huber.json: Huber's loss of values, of weighted values, of masks and of reconstructions, as PyTorch computes it in float64.
By hand: pip install torch; python tests/goldens/huber.py"""

import json
import pathlib

import torch
import torch.nn.functional as F
from torch.distributions import Normal, kl_divergence

torch.manual_seed(29)
HUBER = torch.nn.HuberLoss(delta=1.0)


def rounded(values):
    return torch.round(values, decimals=3)


def normal(*shape):
    return rounded(torch.randn(*shape, dtype=torch.float64))


def tensor(values):
    return {"shape": list(values.shape), "data": [float(f"{value:.9g}") for value in values.flatten().tolist()]}


def case(name, op, attrs, x, loss):
    x = x.clone().requires_grad_()
    y = loss(x)
    y.backward()
    return {
        "name": name,
        "op": op,
        "attrs": attrs | {"reduction": "mean"},
        "inputs": {"x": tensor(x.detach())},
        "outputs": {"y": tensor(y.detach())},
        "upstream": {"shape": [], "data": [1.0]},
        "grads": {"x": tensor(x.grad)},
    }


def losses():
    for i, (n, k, scale) in enumerate([(1, 3, 1), (2, 4, 3), (5, 1, 2), (3, 7, 20)]):
        x, target = rounded(normal(n, k) * scale), normal(n, k)
        yield case(f"huber {i}", "huber", {"target": tensor(target)}, x, lambda x: HUBER(x, target))
        weights = rounded(5 * torch.rand(n, k, dtype=torch.float64)) * (torch.rand(n, k) < 0.7)
        attrs = {"target": tensor(target), "weights": tensor(weights)}
        weighted = lambda x: (weights * F.huber_loss(x, target, reduction="none", delta=1.0)).mean()
        yield case(f"weighted huber {i}", "weighted_huber", attrs, x, weighted)
    # Exactly δ off, on both sides, and not at all.
    x, target = torch.tensor([[1.0, -1.0, 0.0, 2.0]], dtype=torch.float64), torch.zeros(1, 4, dtype=torch.float64)
    yield case("huber at delta", "huber", {"target": tensor(target)}, x, lambda x: HUBER(x, target))
    for i, (n, c, h, w, scale) in enumerate([(1, 2, 1, 3, 1), (2, 4, 3, 2, 3)]):
        x, labels = rounded(normal(n, c, h, w) * scale), torch.randint(c, (n, h, w))
        one_hot = F.one_hot(labels, c).permute(0, 3, 1, 2).double()
        attrs = {"labels": labels.flatten().tolist(), "cells": h * w}
        yield case(f"huber of masks {i}", "mask_huber", attrs, x, lambda x: HUBER(x, one_hot))
    for i, (n, values, latent, beta, scale) in enumerate([(1, 3, 1, 1, 1), (3, 5, 2, 0.25, 3)]):
        x, target = rounded(normal(n, values + 2 * latent) * scale), rounded(torch.rand(n, values, dtype=torch.float64))

        def elbo(x):
            z, mean, log_variance = x.split([values, latent, latent], 1)
            q = Normal(mean, (0.5 * log_variance).exp())
            divergence = kl_divergence(q, Normal(torch.zeros_like(mean), torch.ones_like(mean))).sum()
            return (F.huber_loss(z, target, reduction="sum", delta=1.0) + beta * divergence) / n

        yield case(f"elbo with huber {i}", "elbo_huber", {"target": tensor(target), "latent": latent, "beta": beta}, x, elbo)


text = json.dumps({"reference": f"torch {torch.__version__}, float64", "seed": 29, "cases": list(losses())}, separators=(",", ":"))
(pathlib.Path(__file__).parent / "huber.json").write_text(text + "\n")
