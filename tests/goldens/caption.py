"""Writes caption.json: a GRU cell, attention, and a whole decoder of sentences with its loss and gradients, as PyTorch computes them in
float64. By hand: pip install torch; python tests/goldens/caption.py"""

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

    def forward(self, maps, sentence):
        """maps × cells, and the words; the mean loss of all words and the end."""
        keys, values = self.keys(maps.T), self.values(maps.T)
        h, context, scores = torch.zeros(1, keys.shape[1]), values.mean(0, keepdim=True), []
        for word in [0, *sentence]:
            h = self.gru(torch.cat([self.embedding(torch.tensor([word])), context], 1), h)
            context = torch.softmax(h @ keys.T / keys.shape[1] ** 0.5, 1) @ values
            scores.append(self.head(torch.cat([h, context], 1)))
        return F.cross_entropy(torch.cat(scores), torch.tensor([*sentence, 1]))


def decoder(maps, cells, hidden, embedding, units, words, sentence):
    module = Decoder(maps, hidden, embedding, units, words)
    x = rounded(maps, cells)
    loss = module(x, sentence)
    loss.backward()
    return {
        "name": f"{len(sentence)} words",
        "op": "decoder",
        "attrs": {"hidden": hidden, "embedding": embedding, "units": units, "words": words, "sentence": sentence},
        "parameters": [tensor(parameter.detach()) for parameter in module.parameters()],
        "inputs": {"maps": tensor(x)},
        "outputs": {"loss": tensor(loss.detach())},
        "grads": {"parameters": [tensor(parameter.grad) for parameter in module.parameters()]},
    }


cases = [
    gru_cell(1, 1),
    gru_cell(5, 4),
    attention(4, 4, 6),
    attention(3, 5, 2),
    decoder(3, 4, 5, 3, 6, 7, [3, 2, 4, 3]),
    decoder(4, 9, 6, 4, 5, 5, [2]),
]
text = json.dumps({"reference": f"torch {torch.__version__}, float64", "seed": 29, "cases": cases}, separators=(",", ":"))
(FOLDER / "caption.json").write_text(text + "\n")
