"""How well frames found agree with frames labelled."""

from zlib import crc32

import pandas as pd

from analysis.frames import find_frames, load_frames


def agreement(labelled: pd.DataFrame) -> pd.DataFrame:
    """Agreement of `find_frames` with labels, a row per frame and one over all frames of each family.

    `labelled` has the columns of ``data/gold/frames.csv``: sentence, and frames by family, separated by semicolons.
    Gives for each frame how often it is labelled and found, precision, recall, and Cohen's kappa (1960): agreement
    beyond what the two would have by chance. Missing where there is nothing to divide by.
    """
    marks = _marks(labelled)
    frames = [(*key, *_figures(group)) for key, group in marks.groupby(["family", "frame"], sort=False)]
    families = [(family, "all", *_figures(group)) for family, group in marks.groupby("family", sort=False)]
    columns = ["family", "frame", "labelled", "found", "precision", "recall", "kappa"]
    return pd.DataFrame([*frames, *families], columns=columns)


def disagreements(labelled: pd.DataFrame) -> pd.DataFrame:
    """Frames found and not labelled, or labelled and not found, a row each with the sentence and the `error`."""
    marks = _marks(labelled)
    wrong = marks[marks.labelled != marks.found]
    error = wrong.found.map({True: "found, not labelled", False: "labelled, not found"})
    return wrong.assign(error=error)[["family", "frame", "error", "sentence"]].reset_index(drop=True)


def tuning_half(labelled: pd.DataFrame) -> pd.Series:
    """Tell which sentences the lexicon may be tuned on: half, by a hash of their text; the others only measure it."""
    return labelled.sentence.map(lambda text: crc32(text.encode()) % 2 == 0)


def _marks(labelled: pd.DataFrame) -> pd.DataFrame:
    """A row per sentence and frame: whether it is labelled, whether it is found."""
    found = [find_frames(text) for text in labelled.sentence]
    rows = [
        (family, frame, row.sentence, frame in getattr(row, family).split(";"), (family, frame) in frames)
        for family, frame in load_frames().frames
        for row, frames in zip(labelled.itertuples(), found, strict=True)
    ]
    return pd.DataFrame(rows, columns=["family", "frame", "sentence", "labelled", "found"])


def _figures(marks: pd.DataFrame) -> tuple[float, ...]:
    labelled, found, both = marks.labelled.sum(), marks.found.sum(), (marks.labelled & marks.found).sum()
    n = len(marks)
    chance = (labelled * found + (n - labelled) * (n - found)) / n**2
    observed = (marks.labelled == marks.found).mean()
    kappa = (observed - chance) / (1 - chance) if chance < 1 else float("nan")
    nothing = float("nan")
    return (
        int(labelled),
        int(found),
        both / found if found else nothing,
        both / labelled if labelled else nothing,
        kappa,
    )
