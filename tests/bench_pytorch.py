"""How fast PyTorch runs and learns the networks of `#/bench`, in turns with this project's native engine.

    cargo build --profile trainer --package trainer
    python tests/bench_pytorch.py target/trainer/trainer --rounds 5

Both compute on one thread, on random images in batches of 64, SGD with momentum 0.9. Time is the time that the processor
computed, so that what else the machine does counts less; the best of all rounds is printed, and the ratio of the two.
Needs torch; nothing else.
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


NETWORKS = {"lenet": (lenet, (1, 28, 28)), "resnet20": (resnet20, (3, 32, 32)), "vgg32": (vgg32, (3, 32, 32))}


def rate(step, images, seconds):
    """Images per second of processor time; two steps warm up."""
    step(), step()
    start, steps = time.process_time(), 0
    while time.process_time() < start + seconds:
        step()
        steps += 1
    return steps * images / (time.process_time() - start)


def theirs(name, batch, seconds):
    make, shape = NETWORKS[name]
    network = make()
    images, labels = torch.rand(batch, *shape), torch.arange(batch) % 10
    optimizer, loss = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9), nn.CrossEntropyLoss()

    def train():
        optimizer.zero_grad()
        loss(network(images), labels).backward()
        optimizer.step()

    def infer():
        with torch.inference_mode():
            network(images)

    trained = rate(train, batch, seconds)
    network.eval()
    return rate(infer, batch, seconds), trained


def ours(program, name, batch, seconds):
    command = [program, "measure", "--net", name, "--batch", str(batch), "--seconds", str(seconds)]
    line = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[1].split()
    return float(line[3]), float(line[4])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", help="the trainer, built")
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--net", default=",".join(NETWORKS))
    options = parser.parse_args()
    print(f"{'network':<10}{'':<7}{'ours':>10}{'PyTorch':>10}{'ratio':>8}   images/s, batch {options.batch}, torch {torch.__version__}")
    for name in options.net.split(","):
        rounds = [(ours(options.program, name, options.batch, options.seconds), theirs(name, options.batch, options.seconds))
                  for _ in range(options.rounds)]
        for index, what in enumerate(["infer", "train"]):
            us, them = (max(r[who][index] for r in rounds) for who in (0, 1))
            print(f"{name:<10}{what:<7}{us:>10.0f}{them:>10.0f}{us / them:>8.2f}")


if __name__ == "__main__":
    main()
