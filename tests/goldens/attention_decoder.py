"""Writes attention_decoder.json: a GRU cell, attention, and a whole decoder of sentences with all of its gradients, as PyTorch computes
them in float64; and losses of masks with cells that do not count. By hand: pip install torch; python tests/goldens/attention_decoder.py"""

import json
import pathlib

import torch
import torch.nn.functional as F

torch.manual_seed(29)
torch.set_default_dtype(torch.float64)
FOLDER = pathlib.Path(__file__).parent


def rounded(*shape, digits=3):
    return torch.round(torch.randn(*shape), decimals=digits)


def tensor(values):
    return {"shape": list(values.shape), "data": [float(f"{value:.9g}") for value in values.flatten().tolist()]}


def round_parameters(module):
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(torch.round(parameter, decimals=3))


def gru_cell(inputs, hidden):
    cell = torch.nn.GRUCell(inputs, hidden)
    round_parameters(cell)
    x, h = rounded(1, inputs).requires_grad_(), rounded(1, hidden).requires_grad_()
    upstream = rounded(1, hidden)
    y = cell(x, h)
    y.backward(upstream)
    return {
        "name": f"{inputs} in, {hidden} remembered",
        "op": "gru_cell",
        "parameters": [tensor(parameter.detach()) for parameter in cell.parameters()],
        "inputs": {"x": tensor(x.detach()), "h": tensor(h.detach())},
        "outputs": {"h": tensor(y.detach())},
        "upstream": tensor(upstream),
        "grads": {
            "x": tensor(x.grad),
            "h": tensor(h.grad),
            "parameters": [tensor(parameter.grad) for parameter in cell.parameters()],
        },
    }


def attention(hidden, seen, cells):
    q, k, v = (rounded(*shape).requires_grad_() for shape in ((1, 1, hidden), (1, hidden, cells), (1, seen, cells)))
    upstream = rounded(1, 1, seen)
    y = F.scaled_dot_product_attention(q, k.transpose(1, 2), v.transpose(1, 2))
    y.backward(upstream)
    return {
        "name": f"{cells} cells, {hidden} numbers",
        "op": "attention",
        "inputs": {"query": tensor(q.detach()[0, 0]), "keys": tensor(k.detach()[0]), "values": tensor(v.detach()[0])},
        "outputs": {"context": tensor(y.detach()[0, 0])},
        "upstream": tensor(upstream[0, 0]),
        "grads": {"query": tensor(q.grad[0, 0]), "keys": tensor(k.grad[0]), "values": tensor(v.grad[0])},
    }


class Decoder(torch.nn.Module):
    """Parameters in the order of the crate."""

    def __init__(self, maps, hidden, embedding, units, words):
        super().__init__()
        self.keys, self.values = torch.nn.Linear(maps, hidden), torch.nn.Linear(maps, hidden)
        self.embedding = torch.nn.Embedding(words, embedding)
        self.gru = torch.nn.GRUCell(embedding + hidden, hidden)
        self.head = torch.nn.Sequential(torch.nn.Linear(2 * hidden, units), torch.nn.ReLU(), torch.nn.Linear(units, words))
        round_parameters(self)

    def forward(self, maps, words):
        """N × maps × cells and N × steps; the scores N × words × steps × 1."""
        cells = maps.transpose(1, 2)
        keys, values = self.keys(cells), self.values(cells)
        h, context, scores = torch.zeros_like(values[:, 0]), values.mean(1), []
        for word in words.unbind(1):
            h = self.gru(torch.cat([self.embedding(word), context], 1), h)
            weights = torch.softmax((keys @ h[:, :, None])[:, :, 0] / h.shape[1] ** 0.5, 1)
            context = (weights[:, :, None] * values).sum(1)
            scores.append(self.head(torch.cat([h, context], 1)))
        return torch.stack(scores, 2)[..., None]


def decoder(maps, cells, hidden, embedding, units, words, sentences):
    module = Decoder(maps, hidden, embedding, units, words)
    seen, said = rounded(len(sentences), maps, cells).requires_grad_(), torch.tensor(sentences)
    y = module(seen, said)
    upstream = rounded(*y.shape)
    y.backward(upstream)
    x = torch.cat([seen.detach().flatten(1), said.double()], 1)
    # Nothing is learnt about words.
    dx = torch.cat([seen.grad.flatten(1), torch.zeros_like(said.double())], 1)
    steps = said.shape[1]
    settings = {"maps": maps, "cells": cells, "hidden": hidden, "embedding": embedding, "units": units, "words": words, "steps": steps}
    return {
        "name": f"{len(sentences)} sentences of {steps} words",
        "op": "attention_decoder",
        "attrs": settings,
        "inputs": {"x": tensor(x)} | {name: tensor(parameter.detach()) for name, parameter in module.named_parameters()},
        "outputs": {"y": tensor(y.detach())},
        "upstream": tensor(upstream),
        "grads": {"x": tensor(dx)} | {name: tensor(parameter.grad) for name, parameter in module.named_parameters()},
    }


def ignored(op, n, c, cells, count, scale):
    """The mean over the cells of each sample that count, and over samples."""
    x = (rounded(n, c, cells, 1) * scale).requires_grad_()
    labels = torch.randint(c, (n, cells, 1))
    for sample in range(n):
        labels[sample, torch.randperm(cells)[: count[sample]]] = 255
    losses = []
    for z, t in zip(x, labels):
        if op == "mask_cross_entropy":
            losses.append(F.cross_entropy(z[None], t[None], ignore_index=255))
            continue
        counts = t.flatten() != 255
        one_hot = F.one_hot(t.flatten()[counts], c).T.double()
        of = F.mse_loss if op == "mask_mse" else F.huber_loss
        losses.append(of(z[:, counts, 0], one_hot))
    y = torch.stack(losses).mean()
    y.backward()
    return {
        "name": f"{op}, of {cells} cells {count} ignored",
        "op": op,
        "attrs": {"labels": labels.flatten().tolist(), "cells": cells, "reduction": "mean"},
        "inputs": {"x": tensor(x.detach())},
        "outputs": {"y": tensor(y.detach())},
        "upstream": {"shape": [], "data": [1.0]},
        "grads": {"x": tensor(x.grad)},
    }


cases = [
    gru_cell(1, 1),
    gru_cell(5, 4),
    attention(4, 4, 6),
    attention(3, 5, 2),
    decoder(3, 4, 5, 3, 6, 7, [[0, 3, 2, 4, 3]]),
    decoder(4, 9, 6, 4, 5, 5, [[0], [2]]),
    decoder(2, 6, 4, 5, 3, 8, [[0, 7, 7], [0, 2, 5], [1, 0, 3]]),
    *(
        ignored(op, *case)
        for op in ["mask_cross_entropy", "mask_mse", "mask_huber"]
        for case in [(1, 2, 4, [1], 1), (2, 4, 6, [0, 5], 3), (3, 3, 5, [2, 4, 1], 8)]
    ),
]
text = json.dumps({"reference": f"torch {torch.__version__}, float64", "seed": 29, "cases": cases}, separators=(",", ":"))
(FOLDER / "attention_decoder.json").write_text(text + "\n")
