"""How fast PyTorch runs and learns the networks of `#/bench`, in turns with this project's native engine.

    cargo build --profile trainer --package trainer
    python tests/bench_pytorch.py target/trainer/trainer --rounds 5
    python tests/bench_pytorch.py target/trainer/trainer --cuda --net lenet,resnet20,vgg32,resnet18 --batch 64,256,1024 --rounds 1

Both compute on one thread, on random images in batches of 64, SGD with momentum 0.9. Time is the time that the processor
computed, so that what else the machine does counts less; the best of all rounds is printed, and the ratio of the two.
With --cuda both compute on the same GPU, by the clock, and PyTorch once more with numbers of 32 bits throughout, since
cuDNN's convolutions round to TF32 (10 bits of a mantissa) by default. Needs torch; nothing else.
"""
import argparse
import subprocess
import time

import torch
from torch import nn

torch.set_num_threads(1)


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


def vgg32():
    layers, channels = [], 3
    for filters in [32, 64, 128]:
        for _ in range(2):
            layers += [nn.Conv2d(channels, filters, 3, padding=1), nn.ReLU()]
            channels = filters
        layers += [nn.MaxPool2d(2)]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(2048, 128), nn.ReLU(), nn.Linear(128, 10))


def norm(channels, filters, size, stride=1):
    conv = nn.Conv2d(channels, filters, size, stride=stride, padding=size // 2, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(filters))


class Block(nn.Module):
    def __init__(self, channels, filters):
        super().__init__()
        stride = 1 if channels == filters else 2
        self.branch = nn.Sequential(norm(channels, filters, 3, stride), nn.ReLU(), norm(filters, filters, 3))
        self.shortcut = nn.Identity() if stride == 1 else norm(channels, filters, 1, stride)

    def forward(self, x):
        return torch.relu(self.branch(x) + self.shortcut(x))


def resnet20():
    widths = [16, 16, 16, 16, 32, 32, 32, 64, 64, 64]
    blocks = [Block(channels, filters) for channels, filters in zip(widths, widths[1:])]
    return nn.Sequential(norm(3, 16, 3), nn.ReLU(), *blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


def resnet18():
    widths = [64, 64, 64, 128, 128, 256, 256, 512, 512]
    blocks = [Block(channels, filters) for channels, filters in zip(widths, widths[1:])]
    return nn.Sequential(norm(3, 64, 7, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1), *blocks, nn.AdaptiveAvgPool2d(1),
                         nn.Flatten(), nn.Linear(512, 1000))


NETWORKS = {"lenet": (lenet, (1, 28, 28)), "resnet20": (resnet20, (3, 32, 32)), "vgg32": (vgg32, (3, 32, 32)),
            "resnet18": (resnet18, (3, 224, 224))}


def rate(step, images, seconds, cuda):
    """Images per second of processor time, or of the clock where a GPU computes; two steps warm up."""
    clock = time.perf_counter if cuda else time.process_time
    wait = torch.cuda.synchronize if cuda else lambda: None
    step(), step(), wait()
    start, steps = clock(), 0
    while clock() < start + seconds:
        step()
        steps += 1
        # As whoever looks at the loss now and then.
        if steps % 8 == 0:
            wait()
    wait()
    return steps * images / (clock() - start)


def theirs(name, batch, seconds, cuda=False, tf32=True):
    torch.backends.cudnn.allow_tf32 = tf32
    make, shape = NETWORKS[name]
    device = "cuda" if cuda else "cpu"
    network = make().to(device)
    images, labels = torch.rand(batch, *shape, device=device), torch.arange(batch, device=device) % 10
    optimizer, loss = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9), nn.CrossEntropyLoss()

    def train():
        optimizer.zero_grad()
        loss(network(images), labels).backward()
        optimizer.step()

    def infer():
        with torch.inference_mode():
            network(images)

    trained = rate(train, batch, seconds, cuda)
    network.eval()
    return rate(infer, batch, seconds, cuda), trained


def ours(program, name, batch, seconds, cuda=False):
    command = [program, "measure", "--net", name, "--batch", str(batch), "--seconds", str(seconds)]
    command += ["--gpu"] if cuda else []
    line = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[1].split()
    return float(line[3]), float(line[4])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", help="the trainer, built")
    parser.add_argument("--batch", default="64")
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--net", default="lenet,resnet20,vgg32")
    parser.add_argument("--cuda", action="store_true", help="on a GPU")
    options = parser.parse_args()
    seconds, cuda = options.seconds, options.cuda
    where = torch.cuda.get_device_name() if cuda else "one thread"
    kinds = ["TF32", "FP32"] if cuda else ["PyTorch"]
    heads = "".join(f"{kind:>10}{'ratio':>8}" for kind in kinds)
    print(f"{'network':<10}{'batch':>6} {'':<7}{'ours':>10}{heads}   images/s on {where}, torch {torch.__version__}")
    for name in options.net.split(","):
        for batch in map(int, options.batch.split(",")):
            rounds = []
            for _ in range(options.rounds):
                others = [theirs(name, batch, seconds, cuda, kind != "FP32") for kind in kinds]
                rounds.append([ours(options.program, name, batch, seconds, cuda), *others])
            for index, what in enumerate(["infer", "train"]):
                us, *them = (max(r[who][index] for r in rounds) for who in range(1 + len(kinds)))
                ratios = "".join(f"{other:>10.0f}{us / other:>8.2f}" for other in them)
                print(f"{name:<10}{batch:>6} {what:<7}{us:>10.0f}{ratios}", flush=True)


if __name__ == "__main__":
    main()
