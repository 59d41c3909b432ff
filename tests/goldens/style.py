"""Writes style.json: steps of L-BFGS, Gram matrices and the losses of style and content with their gradients, as PyTorch computes them
in float64. By hand: pip install torch; python tests/goldens/style.py"""

import json
import pathlib

import torch
import torch.nn.functional as F

torch.manual_seed(23)
FOLDER = pathlib.Path(__file__).parent


def rounded(*shape, digits=3):
    return torch.round(torch.randn(*shape, dtype=torch.float64), decimals=digits)


def tensor(values):
    return {"shape": list(values.shape), "data": [float(f"{value:.9g}") for value in values.flatten().tolist()]}


def lbfgs(name, gradients, lr, history):
    """Steps on given gradients: each call of step() takes one, and keeps what it learnt from those before."""
    w = rounded(len(gradients[0]))
    x = w.clone().requires_grad_()
    optimizer = torch.optim.LBFGS([x], lr=lr, max_iter=1, history_size=history)
    after = []
    for gradient in gradients:

        def closure():
            x.grad = gradient.clone()
            return torch.zeros((), dtype=torch.float64)

        optimizer.step(closure)
        after.append(x.detach().clone())
    return {
        "name": name,
        "op": "lbfgs",
        "attrs": {"lr": lr, "history": history},
        "inputs": {"w": tensor(w)},
        "gradients": [tensor(gradient) for gradient in gradients],
        "outputs": {"w_after_step": [tensor(w) for w in after]},
    }


def valley(n, steps):
    """Gradients along a way down a quadratic, so that every pair tells a curvature."""
    a = rounded(n, n)
    a = a @ a.T / n + torch.eye(n, dtype=torch.float64)
    x, b, gradients = rounded(n), rounded(n), []
    for _ in range(steps):
        gradients.append(torch.round(a @ x - b, decimals=4))
        x = x - 0.3 * gradients[-1]
    return gradients


def gram_of(maps):
    flat = maps.flatten(1)
    return flat @ flat.T / flat.shape[1]


def gram(c, h, w):
    maps, dgram = rounded(c, h, w).requires_grad_(), rounded(c, c)
    matrix = gram_of(maps)
    matrix.backward(dgram)
    return {
        "name": f"{c} maps of {h} × {w}",
        "op": "gram",
        "inputs": {"maps": tensor(maps.detach())},
        "outputs": {"gram": tensor(matrix.detach())},
        "upstream": tensor(dgram),
        "grads": {"maps": tensor(maps.grad)},
    }


def brightness(x):
    return F.avg_pool2d((x * torch.tensor([0.30, 0.59, 0.11], dtype=torch.float64).view(3, 1, 1)).sum(0, keepdim=True), 4)


def standardised(cells):
    return (cells - cells.mean()) / (cells.std() + 1e-4)


def content(h, w):
    picture = torch.rand(3, h, w, dtype=torch.float64).round(decimals=3).requires_grad_()
    z = standardised(brightness(picture))
    upstream = rounded(*z.shape)
    z.backward(upstream)
    return {
        "name": f"content of {h} × {w}",
        "op": "content",
        "inputs": {"picture": tensor(picture.detach())},
        "outputs": {"z": tensor(z.detach())},
        "upstream": tensor(upstream),
        "grads": {"picture": tensor(picture.grad)},
    }


def transfer(side, padding, weight):
    """Style and content loss of a picture with two banks of filters, and dL/dpixel."""
    banks = [rounded(4, 3, 3, 3), rounded(5, 3, 5, 5)]
    biases = [rounded(4), rounded(5)]
    style, photograph, picture = (torch.rand(3, side, side, dtype=torch.float64).round(decimals=3) for _ in range(3))
    picture.requires_grad_()

    def maps(x):
        return [
            F.relu(F.conv2d(F.pad(x[None], (w.shape[2] // 2,) * 4, padding), w, b))[0] for w, b in zip(banks, biases)
        ]

    wanted = [gram_of(bank) for bank in maps(style)]
    style_loss = sum(((gram_of(f) - a) ** 2).sum() / (a**2).sum() for f, a in zip(maps(picture), wanted))
    content_loss = ((standardised(brightness(picture)) - standardised(brightness(photograph))) ** 2).mean()
    (style_loss + weight * content_loss).backward()
    return {
        "name": f"two banks with {padding} padding",
        "op": "style",
        "attrs": {"padding": padding, "weight": weight},
        "parameters": [tensor(value) for pair in zip(banks, biases) for value in pair],
        "inputs": {"style": tensor(style), "photograph": tensor(photograph), "picture": tensor(picture.detach())},
        "outputs": {"style": tensor(style_loss.detach()), "content": tensor(content_loss.detach())},
        "grads": {"picture": tensor(picture.grad)},
    }


cases = [
    lbfgs("a quadratic", valley(6, 8), 1.0, 10),
    lbfgs("a quadratic, three pairs remembered", valley(5, 9), 0.5, 3),
    lbfgs("gradients that tell no curvature", [rounded(4) for _ in range(6)], 0.7, 4),
    gram(1, 2, 3),
    gram(5, 4, 3),
    gram(12, 7, 9),
    content(8, 8),
    content(16, 12),
    transfer(8, "circular", 0.15),
    transfer(12, "reflect", 1.0),
]
text = json.dumps({"reference": f"torch {torch.__version__}, float64", "seed": 23, "cases": cases}, separators=(",", ":"))
(FOLDER / "style.json").write_text(text + "\n")
