"""A reader's selection to files."""

import hashlib
import json
import re
from dataclasses import asdict
from pathlib import Path

import pandas as pd

from analysis.export import replacing, write_csv, write_figure, write_manifest
from analysis.finish import Figure
from analysis.selection import Choice


def keep(rows: pd.DataFrame, figure: Figure, choice: Choice, scorer: str, folder: str | Path) -> Path:
    """Write a selection and its figure to a folder of their own in `folder`, and return it.

    The folder is named after target and choice: the same choice replaces its files, another one leaves them alone.
    ``selection.csv`` is safe to open in a spreadsheet, the figure is there as SVG, PNG and PDF with the table behind
    it, and ``manifest.json`` tells the choice. All or nothing; same input, same bytes.

    Raises InputError where the folder cannot be written, or holds somebody else's files.
    """
    asked = {
        name: value if isinstance(value, (str, float)) else str(value or "") for name, value in asdict(choice).items()
    }
    digest = hashlib.sha256(json.dumps([asked, scorer]).encode()).hexdigest()[:8]
    target = re.sub(r"[^A-Za-z0-9]+", "-", choice.target)
    place = Path(folder).expanduser().absolute() / f"{target}-{digest}"
    with replacing(place) as made:
        write_csv(rows, made / "selection.csv")
        write_figure(figure, figure.files(), made)
        write_manifest(made, {"choice": asked, "scorer": scorer, "sentences": len(rows)})
    return place
