"""One way to train both networks: batches of like length, AdamW, bfloat16 on the processor, resumable by epoch."""

import csv
import random
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from networks import padded
from torch import Tensor, nn
from torch.nn import functional

from analysis.encode import Row

SEED = 11
BATCH = 32
Found = tuple[Tensor, Tensor, Tensor]  # logits of polarity and holder, and the pooled states
SMOOTHING = 0.05
POOL = 50  # batches sorted by length together, so that little is padded and order stays random


def batched(rows: list[Row], numbers: np.ndarray, dice: random.Random) -> list[list[int]]:
    """The rows of these numbers in batches of like length, in random order."""
    order = list(map(int, numbers))
    dice.shuffle(order)
    made = []
    for first in range(0, len(order), BATCH * POOL):
        near = sorted(order[first : first + BATCH * POOL], key=lambda number: len(rows[number][0]))
        made += [near[i : i + BATCH] for i in range(0, len(near), BATCH)]
    dice.shuffle(made)
    return made


def learn(
    model: nn.Module,
    rows: list[Row],
    epochs: list[np.ndarray],
    loss: Callable[[list[int], Found], Tensor],
    rates: tuple[float, float],
    folder: Path,
    extra: list[nn.Parameter] | None = None,
) -> None:
    """Train in place: `epochs` are the rows of each epoch, `rates` the learning rates of body and heads.

    Both rates rise for the first 6 % of the steps and fall in a straight line to nought. After each epoch the state
    is kept in `folder`, from where a training that was stopped goes on; `log.csv` there has a line each 100 steps.
    """
    folder.mkdir(parents=True, exist_ok=True)
    heads = [p for name, p in model.named_parameters() if name.split(".")[0] in ("polarity", "holder")] + (extra or [])
    body = [p for name, p in model.named_parameters() if name.split(".")[0] not in ("polarity", "holder")]
    tuner = torch.optim.AdamW([{"params": body, "lr": rates[0]}, {"params": heads, "lr": rates[1]}], weight_decay=0.01)
    counts = [-(-len(numbers) // BATCH) for numbers in epochs]
    total = sum(counts)
    slope = torch.optim.lr_scheduler.LambdaLR(tuner, lambda s: min((s + 1) / (0.06 * total), max(0.0, 1 - s / total)))
    start, state = 0, folder / "state.pt"
    if state.exists():
        kept = torch.load(state, weights_only=False)
        model.load_state_dict(kept["model"])
        tuner.load_state_dict(kept["tuner"])
        slope.load_state_dict(kept["slope"])
        start = kept["epochs"]
    model.train()
    for epoch in range(start, len(epochs)):
        torch.manual_seed(SEED + epoch)
        since, running = time.perf_counter(), 0.0
        batches = batched(rows, epochs[epoch], random.Random(SEED + epoch))
        for step, batch in enumerate(batches, 1):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                found = model(*padded([rows[number] for number in batch], model.pad))
            value = loss(batch, found)
            tuner.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(body + heads, 1.0)
            tuner.step()
            slope.step()
            running += (value.item() - running) / min(step, 100)
            if step % 100 == 0 or step == len(batches):
                with (folder / "log.csv").open("a", newline="") as file:
                    seconds = round(time.perf_counter() - since)
                    csv.writer(file).writerow([epoch, step, len(batches), round(running, 4), seconds])
        kept = {"model": model.state_dict(), "tuner": tuner.state_dict(), "slope": slope.state_dict()}
        torch.save(kept | {"epochs": epoch + 1}, folder / "state.new")
        (folder / "state.new").replace(state)


@torch.no_grad()
def judge(model: nn.Module, rows: list[Row]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Probabilities of polarity (rows, 3) and of holder (rows, 2), and the pooled states in half precision."""
    model.eval()
    made = [np.zeros((len(rows), width), kind) for width, kind in ((3, "f4"), (2, "f4"), (model.width, "f2"))]
    order = sorted(range(len(rows)), key=lambda number: len(rows[number][0]))
    for first in range(0, len(order), 2 * BATCH):
        batch = order[first : first + 2 * BATCH]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            polarity, holder, pooled = model(*padded([rows[number] for number in batch], model.pad))
        for array, value in zip(made, (polarity.float().softmax(-1), holder.float().softmax(-1), pooled), strict=True):
            array[batch] = value.float().numpy()
    return made[0], made[1], made[2]


def label_loss(found: Found, label: Tensor, holder: Tensor, weight: Tensor) -> Tensor:
    """Cross-entropy of the labels, and of the holders where they are labelled, which weighs half as much."""
    polarity = functional.cross_entropy(found[0].float(), label.long(), reduction="none", label_smoothing=SMOOTHING)
    value = (weight * polarity).mean()
    known = ~holder.isnan()
    if known.any():
        of_holder = functional.cross_entropy(found[1].float()[known], holder[known].long(), reduction="sum")
        value = value + 0.5 * of_holder / len(holder)
    return value
