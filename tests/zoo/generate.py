"""Writes logits.json: what PyTorch computes from weights that follow from their names (tests/zoo.rs makes the same ones).

Needs torch, torchvision and numpy.
"""

import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F
import torchvision

SHOWN = 100  # logits of each network


def uniform(name, shape):
    """Numbers from 0 to 1 that follow from a name: an integer hash of FNV-1a and the index."""
    seed = 2166136261
    for byte in name.encode():
        seed = ((seed ^ byte) * 16777619) % 2**32
    with np.errstate(over="ignore"):
        h = np.arange(int(np.prod(shape)), dtype=np.uint32) * np.uint32(2654435761) + np.uint32(seed)
        h = (h ^ (h >> np.uint32(16))) * np.uint32(0x7FEB352D)
        h = (h ^ (h >> np.uint32(15))) * np.uint32(0x846CA68B)
        h = h ^ (h >> np.uint32(16))
    return torch.tensor((h.astype(np.float64) / 2**32).reshape(shape))


def value(name, shape):
    u = uniform(name, shape)
    if name.endswith(".running_var") or (name.endswith(".weight") and len(shape) == 1):
        return 0.5 + u
    if len(shape) == 1:
        return 0.2 * (u - 0.5)
    # Of a layer behind a ReLU the variance stays.
    return (2 * u - 1) * np.sqrt(6 / np.prod(shape[1:]))


def image(shape):
    return 2 * uniform("input", shape) - 1


def of_torchvision(model):
    model = model.double().eval()
    state = {}
    for name, tensor in model.state_dict().items():
        counter = name.endswith("num_batches_tracked")
        state[name] = tensor if counter else value(name, tuple(tensor.shape))
    model.load_state_dict(state)
    with torch.no_grad():
        return model(image((1, 3, 224, 224)))[0]


def conv(x, name, filters, size, stride=1, padding=0, groups=1):
    weight = value(name + ".weight", (filters, x.shape[1] // groups, size, size))
    return F.conv2d(x, weight, value(name + ".bias", (filters,)), stride, padding, 1, groups)


def dense(x, name, units):
    return F.linear(x, value(name + ".weight", (units, x.shape[1])), value(name + ".bias", (units,)))


def alexnet_of_the_paper():
    norm = lambda x: F.local_response_norm(x, 5, 5e-4, 0.75, 2.0)
    x = image((1, 3, 227, 227))
    x = F.max_pool2d(norm(conv(x, "conv1", 96, 11, stride=4).relu()), 3, 2)
    x = F.max_pool2d(norm(conv(x, "conv2", 256, 5, padding=2, groups=2).relu()), 3, 2)
    x = conv(x, "conv3", 384, 3, padding=1).relu()
    x = conv(x, "conv4", 384, 3, padding=1, groups=2).relu()
    x = F.max_pool2d(conv(x, "conv5", 256, 3, padding=1, groups=2).relu(), 3, 2).flatten(1)
    return dense(dense(dense(x, "fc6", 4096).relu(), "fc7", 4096).relu(), "fc8", 1000)[0]


def efficientnet_lite0():
    stages = [(1, 3, 1, 1, 16), (2, 3, 2, 6, 24), (2, 5, 2, 6, 40), (3, 3, 2, 6, 80), (3, 5, 1, 6, 112)]
    stages += [(4, 5, 2, 6, 192), (1, 3, 1, 6, 320)]

    def norm(x, name):
        parts = ("running_mean", "running_var", "weight", "bias")
        return F.batch_norm(x, *[value(f"{name}.{part}", (x.shape[1],)) for part in parts], False, 0, 1e-3)

    def same(x, name, filters, size, stride=1, groups=1):
        pad = max((-(-x.shape[2] // stride) - 1) * stride + size - x.shape[2], 0)
        x = F.pad(x, (pad // 2, pad - pad // 2, pad // 2, pad - pad // 2))
        return F.conv2d(x, value(name + ".weight", (filters, x.shape[1] // groups, size, size)), None, stride, 0, 1, groups)

    x = F.relu6(norm(same(image((1, 3, 224, 224)), "_conv_stem", 32, 3, 2), "_bn0"))
    index = 0
    for blocks, size, stride, expansion, filters in stages:
        for block in range(blocks):
            name, y = f"_blocks.{index}", x
            inside = expansion * x.shape[1]
            if expansion > 1:
                y = F.relu6(norm(same(y, f"{name}._expand_conv", inside, 1), f"{name}._bn0"))
            y = same(y, f"{name}._depthwise_conv", inside, size, stride if block == 0 else 1, inside)
            y = norm(same(F.relu6(norm(y, f"{name}._bn1")), f"{name}._project_conv", filters, 1), f"{name}._bn2")
            x = y + x if block > 0 else y
            index += 1
    x = F.relu6(norm(same(x, "_conv_head", 1280, 1), "_bn1")).mean((2, 3))
    return dense(x, "_fc", 1000)[0]


def lenet5(seen):
    squash = lambda x: 1.7159 * torch.tanh(x * 2 / 3)
    x = squash(conv(image((1, 1, 32, 32)), "C1", 6, 5))
    x = squash(conv(F.avg_pool2d(x, 2), "S2.coefficient", 6, 1, groups=6))
    weight = value("C3.weight", (16, 6, 5, 5))
    table = torch.tensor([[float(map in row) for map in range(6)] for row in seen])
    x = squash(F.conv2d(x, weight * table[:, :, None, None], value("C3.bias", (16,))))
    x = squash(conv(F.avg_pool2d(x, 2), "S4.coefficient", 16, 1, groups=16))
    x = squash(conv(x, "C5", 120, 5)).flatten(1)
    return squash(dense(x, "F6", 84))[0]  # What the output compares with its codes.


here = pathlib.Path(__file__).parent
tables = json.loads((here / "architectures.json").read_text())
models = torchvision.models
networks = {
    "lenet5": lenet5(tables["lenet5_1998"]["c3_inputs"]),
    "alexnet": of_torchvision(models.alexnet()),
    "alexnet-paper": alexnet_of_the_paper(),
    "vgg16": of_torchvision(models.vgg16()),
    "googlenet": of_torchvision(models.googlenet(aux_logits=False, init_weights=False)),
    # As published weights are loaded: the network itself undoes ImageNet's mean and deviation.
    "googlenet-transform-input": of_torchvision(
        models.googlenet(aux_logits=False, init_weights=False, transform_input=True)
    ),
    "resnet18": of_torchvision(models.resnet18()),
    "resnet34": of_torchvision(models.resnet34()),
    "resnet50": of_torchvision(models.resnet50()),
    "efficientnet-lite0": efficientnet_lite0(),
}
logits = {name: [float(f"{x:.7g}") for x in values[:SHOWN].tolist()] for name, values in networks.items()}
reference = f"torch {torch.__version__.split('+')[0]}, torchvision {torchvision.__version__.split('+')[0]}, float64"
text = json.dumps({"reference": reference, "logits": logits})
(here / "logits.json").write_text(text.replace("], ", "],\n") + "\n")
