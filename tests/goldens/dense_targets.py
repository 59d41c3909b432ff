"""Writes dense_targets.json and roi_align.json: losses of masks and of weighted values, and RoIAlign, as PyTorch and torchvision
compute them in float64. By hand: pip install torch torchvision; python tests/goldens/dense_targets.py"""

import json
import pathlib

import torch
import torch.nn.functional as F
import torchvision

torch.manual_seed(19)
FOLDER = pathlib.Path(__file__).parent


def rounded(values, digits=3):
    return torch.round(values, decimals=digits)


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
    for i, (n, c, h, w, scale) in enumerate([(1, 2, 1, 3, 1), (2, 4, 3, 2, 3), (3, 3, 2, 2, 8), (2, 1, 2, 2, 1)]):
        x = rounded(torch.randn(n, c, h, w, dtype=torch.float64) * scale)
        labels = torch.randint(c, (n, h, w))
        attrs = {"labels": labels.flatten().tolist(), "cells": h * w}
        yield case(f"cross_entropy of masks {i}", "mask_cross_entropy", attrs, x, lambda x: F.cross_entropy(x, labels))
        one_hot = F.one_hot(labels, c).permute(0, 3, 1, 2).double()
        yield case(f"mse of masks {i}", "mask_mse", attrs, x, lambda x: F.mse_loss(x, one_hot))
        target = rounded(torch.randn(n, c, h, w, dtype=torch.float64))
        weights = rounded(5 * torch.rand(n, c, h, w, dtype=torch.float64)) * (torch.rand(n, c, h, w) < 0.7)
        attrs = {"target": tensor(target), "weights": tensor(weights)}
        yield case(f"weighted mse {i}", "weighted_mse", attrs, x, lambda x: (weights * (x - target) ** 2).mean())


def roi_aligns():
    features = rounded(torch.randn(1, 2, 6, 5, dtype=torch.float64))
    boxes = [(0, 0, 10, 12), (1.5, 2.25, 7, 9.5), (-4, -3, 6, 5), (8, 9, 14, 16), (3, 3, 3.5, 3.25), (-9, 2, -5, 6)]
    for i, box in enumerate(boxes):
        for bins, samples in [((1, 1), 1), ((2, 3), 2), ((5, 5), 1)]:
            region = torch.tensor([[0, *box]], dtype=torch.float64)
            pooled = torchvision.ops.roi_align(features, region, bins, 0.5, samples, aligned=True)
            yield {
                "name": f"box {i}, {bins}",
                "op": "roi_align",
                "attrs": {"box": list(box), "bins": list(bins), "samples": samples, "scale": 0.5},
                "inputs": {"x": tensor(features)},
                "outputs": {"y": tensor(pooled)},
            }


for name, cases in [("dense_targets", losses()), ("roi_align", roi_aligns())]:
    reference = f"torch {torch.__version__}, torchvision {torchvision.__version__}, float64"
    text = json.dumps({"reference": reference, "seed": 19, "cases": list(cases)}, separators=(",", ":"))
    (FOLDER / f"{name}.json").write_text(text + "\n")
