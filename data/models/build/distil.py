"""The student: taught by labels, and by what the teachers say of pairs without one."""

import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from learn import SEED, Found, label_loss, learn
from networks import Student, read
from pool import exchanged
from torch import Tensor, nn
from torch.nn import functional

EPOCHS = 4
Loss = Callable[[list[int], Found], Tensor]
RATES = (1.5e-4, 1e-3)


def distil(pairs: pd.DataFrame, judged: pd.DataFrame, work: Path, encoder: Path) -> Student:
    """The student, from the labels, and from what the teachers say of the unlabelled pairs.

    In every epoch half of the labelled pairs about countries have all their countries exchanged, the label kept: the
    answer must not depend on which country it is. A last epoch on the labels alone made every figure worse.
    """
    torch.manual_seed(SEED)
    labelled = with_copies(pairs[pairs.use == "train"].reset_index(drop=True))
    table = pd.concat([labelled, judged], ignore_index=True)
    rows, theirs = read(encoder, Student, table), np.arange(len(labelled), len(table))
    student = Student.start(encoder)
    pooled = np.load(work / "pooled.npy", mmap_mode="r")
    bridge = nn.Linear(Student.width, pooled.shape[1])
    epochs = [np.concatenate([drawn(labelled, epoch), theirs]) for epoch in range(EPOCHS)]
    loss = joint_loss(table, len(labelled), pooled, bridge)
    learn(student, rows, epochs, loss, RATES, work / "student", list(bridge.parameters()))
    return student


def with_copies(labelled: pd.DataFrame) -> pd.DataFrame:
    """The labelled pairs and, twice, those about countries with other countries; ``original`` is the pair's number."""
    dice, about = random.Random(7), labelled[labelled.source != "newsmtsc"]
    copies = []
    for _ in range(2):
        made = [exchanged(row.text, row.start, row.end, dice) for row in about.itertuples()]
        kept = about[[pair is not None for pair in made]]
        new = pd.DataFrame([pair for pair in made if pair], columns=["text", "start", "end"], index=kept.index)
        copies.append(kept.assign(**new, original=kept.index))
    return pd.concat([labelled.assign(original=labelled.index), *copies], ignore_index=True)


def drawn(labelled: pd.DataFrame, seed: int) -> np.ndarray:
    """Numbers of the rows of one epoch: each pair as it is or as one of its copies, half of the pairs as a copy."""
    rng = np.random.default_rng(seed)
    mixed = labelled.original.to_numpy()[order := rng.permutation(len(labelled))]
    _, first = np.unique(mixed, return_index=True)
    copied, own = order[first], np.arange(first.size)
    return np.where(rng.random(first.size) < 0.75, copied, own)


def label_losses(labelled: pd.DataFrame) -> Loss:
    """The loss of a batch of labelled pairs."""
    targets = [torch.tensor(labelled[name].to_numpy("f4")) for name in ("label", "holder", "weight")]
    return lambda batch, found: label_loss(found, *(column[batch] for column in targets))


def joint_loss(table: pd.DataFrame, first: int, pooled: np.ndarray, bridge: nn.Module) -> Loss:
    """The loss of a batch of labelled pairs and of judged ones, which are those from row `first` on."""
    of_labels = label_losses(table)
    chance = torch.tensor(table[["negative", "neutral", "positive"]].to_numpy("f4"))
    other = torch.tensor(table["other"].to_numpy("f4"))

    def loss(batch: list[int], found: Found) -> Tensor:
        rows = torch.tensor(batch)
        known, value = rows < first, torch.zeros(())
        if known.any():
            mine = tuple(part[known] for part in found)
            value = value + known.float().mean() * of_labels(rows[known], mine)
        if not known.all():
            there = rows[~known]
            theirs = torch.tensor(pooled[(there - first).numpy()]).float()
            mine = tuple(part[~known].float() for part in found)
            value = value + (~known).float().mean() * teacher_loss(mine, bridge, chance[there], other[there], theirs)
        return value

    return loss


def teacher_loss(found: Found, bridge: nn.Module, chance: Tensor, other: Tensor, pooled: Tensor) -> Tensor:
    """Divergence from the teacher's probabilities (Hinton et al. 2015), and from its pooled states by their angle."""
    polarity = functional.kl_div(found[0].log_softmax(-1), chance, reduction="batchmean")
    matters = 1 - chance[:, 1]  # whose attitude it is means nothing where there is none
    of_holder = functional.cross_entropy(found[1], torch.stack([1 - other, other], 1), reduction="none")
    angle = 1 - functional.cosine_similarity(bridge(found[2]), pooled).mean()
    return polarity + 0.5 * (matters * of_holder).mean() + angle
