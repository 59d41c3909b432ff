"""Writes regions.json: deltas of boxes and what anchors are for, as torchvision computes them in float64. By hand:
pip install torch torchvision; python tests/goldens/regions.py"""

import json
import pathlib

import torch
import torchvision
from torchvision.models.detection._utils import BoxCoder, Matcher
from torchvision.ops import box_iou

torch.manual_seed(23)


def tensor(values):
    return {"shape": list(values.shape), "data": [float(f"{value:.9g}") for value in values.flatten().tolist()]}


def boxes(count, least, most):
    center = 48 * torch.rand(count, 2, dtype=torch.float64)
    half = (least + (most - least) * torch.rand(count, 2, dtype=torch.float64)) / 2
    return torch.round(torch.cat([center - half, center + half], 1), decimals=2)


def deltas():
    coder = BoxCoder((1.0, 1.0, 1.0, 1.0))
    for i in range(4):
        reference, wanted = boxes(6, 3, 20), boxes(6, 3, 20)
        codes = torch.round(torch.randn(6, 4, dtype=torch.float64), decimals=2) * (1, 1, 1, 6)[i]
        yield {
            "name": f"deltas {i}",
            "op": "box_deltas",
            "inputs": {"reference": tensor(reference), "wanted": tensor(wanted), "deltas": tensor(codes)},
            "outputs": {
                "between": tensor(coder.encode_single(wanted, reference)),
                "applied": tensor(coder.decode_single(codes, reference)),
            },
        }


def matches():
    for i, (object, background) in enumerate([(0.6, 0.3), (0.7, 0.3), (0.5, 0.5), (0.6, 0.1)]):
        anchors, objects = boxes(40, 6, 20), boxes(3, 6, 20)
        found = Matcher(object, background, allow_low_quality_matches=True)(box_iou(objects, anchors))
        yield {
            "name": f"matches {i}",
            "op": "match_anchors",
            "attrs": {"object": object, "background": background},
            "inputs": {"anchors": tensor(anchors), "objects": tensor(objects)},
            # The object's index, −1 for background, −2 for neither.
            "outputs": {"y": tensor(found)},
        }


reference = f"torch {torch.__version__}, torchvision {torchvision.__version__}, float64"
cases = [*deltas(), *matches()]
text = json.dumps({"reference": reference, "seed": 23, "cases": cases}, separators=(",", ":"))
(pathlib.Path(__file__).parent / "regions.json").write_text(text + "\n")
