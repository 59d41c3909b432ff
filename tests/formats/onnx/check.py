"""Lets onnx.checker and onnxruntime look at what `onnx::write` wrote: the same outputs within 1e-4.

    CONVOSCOPE_EXPORTS=FOLDER cargo test --test onnx
    python check.py FOLDER

Needs onnx 1.23.2 and onnxruntime 1.32.0 of PyPI.
"""

import glob
import json
import sys

import numpy as np
import onnx
import onnxruntime

from fetch import uniform

paths = sorted(glob.glob(f"{sys.argv[1]}/*.onnx"))
assert paths, "nothing was written"
for path in paths:
    onnx.checker.check_model(path, full_check=True)
    session = onnxruntime.InferenceSession(path)
    taken = session.get_inputs()[0]
    shape = [dim if isinstance(dim, int) else 1 for dim in taken.shape]
    x = uniform("input", int(np.prod(shape))).reshape(shape)
    with open(path[:-5] + ".json") as file:
        wanted = np.array(json.load(file)["outputs"][0], np.float32)
    found = session.run(None, {taken.name: x})[0].flatten()
    assert found.shape == wanted.shape, f"{path}: {found.shape} instead of {wanted.shape}"
    error = np.abs(found - wanted).max() / max(np.abs(wanted).max(), 1e-30)
    assert error <= 1e-4, f"{path}: off by {error}"
print(len(paths), "files are the same in onnxruntime")
