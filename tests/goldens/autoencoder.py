"""Writes autoencoder.json: the loss of a variational autoencoder, and the mean that its latent layer gives in inference, as PyTorch
computes them in float64. By hand: pip install torch; python tests/goldens/autoencoder.py"""

import json
import pathlib

import torch
import torch.nn.functional as F
from torch.distributions import Normal, kl_divergence

torch.manual_seed(23)


def rounded(values):
    return torch.round(values, decimals=3)


def tensor(values):
    return {"shape": list(values.shape), "data": [float(f"{value:.9g}") for value in values.flatten().tolist()]}


def case(name, op, attrs, x, y, upstream):
    y.backward(upstream)
    return {
        "name": name,
        "op": op,
        "attrs": attrs,
        "inputs": {"x": tensor(x.detach())},
        "outputs": {"y": tensor(y.detach())},
        "upstream": tensor(upstream),
        "grads": {"x": tensor(x.grad)},
    }


def losses():
    for i, (n, values, latent, beta, scale) in enumerate([(1, 3, 1, 1, 1), (3, 5, 2, 1, 3), (2, 4, 3, 0.25, 2), (4, 1, 1, 4, 8)]):
        for op in ["elbo", "elbo_mse"]:
            x = rounded(torch.randn(n, values + 2 * latent, dtype=torch.float64) * scale).requires_grad_()
            target = rounded(torch.rand(n, values, dtype=torch.float64))
            z, mean, log_variance = x.split([values, latent, latent], 1)
            q = Normal(mean, (0.5 * log_variance).exp())
            divergence = kl_divergence(q, Normal(torch.zeros_like(mean), torch.ones_like(mean))).sum()
            if op == "elbo":
                reconstruction = F.binary_cross_entropy_with_logits(z, target, reduction="sum")
            else:
                reconstruction = F.mse_loss(z, target, reduction="sum")
            loss = (reconstruction + beta * divergence) / n
            attrs = {"target": tensor(target), "latent": latent, "beta": beta, "reduction": "mean"}
            yield case(f"{op} {i}", op, attrs, x, loss, torch.tensor(1.0, dtype=torch.float64))


def means():
    for i, shape in enumerate([(2, 4, 1, 1), (1, 6, 2, 3)]):
        x = rounded(torch.randn(shape, dtype=torch.float64)).requires_grad_()
        mean, _ = x.chunk(2, 1)
        y = mean * 1
        yield case(f"reparameterize {i}", "reparameterize", {}, x, y, rounded(torch.randn(y.shape, dtype=torch.float64)))


text = {"reference": f"torch {torch.__version__}, float64", "seed": 23, "cases": [*losses(), *means()]}
path = pathlib.Path(__file__).parent / "autoencoder.json"
path.write_text(json.dumps(text, separators=(",", ":")) + "\n")
