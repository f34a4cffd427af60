"""Figures for print: those of a finished run, or any one, at the width that a journal asks for."""

import json
import textwrap
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, get_type_hints

import matplotlib.pyplot as plt
import pandas as pd
from pandera.errors import SchemaError, SchemaErrors

from analysis import chart
from analysis.door import model_of
from analysis.errors import InputError
from analysis.export import MANIFEST
from analysis.figures import draw_all
from analysis.finish import METADATA, WIDTH, Figure, lay_out
from analysis.pipeline import WIDE, Analysis, Long, cross

COLUMN = 85.0  # mm, one column of a paper
NARROWEST, WIDEST = 80.0, 300.0  # mm; below, labels no longer fit at their size
INCH = 25.4  # mm
TITLE, SOURCE = 48, 80  # characters of a line in one column


def reprint(
    run: str | Path,
    *,
    width: float = COLUMN,
    formats: Sequence[str] = tuple(METADATA),
    folder: str | Path | None = None,
) -> list[Path]:
    """Draw the figures of a finished run anew, `width` mm wide, and return the files written.

    `run` is the folder of `export`; its tables are read back, nothing is analysed again. Files go to ``figures/`` in
    it, in the place of those with the same names, or to `folder`. Type keeps its size, 6 points or more, whatever the
    width. PDF embeds its fonts (type 42); text in SVG stays text. All files are drawn before the first is written.

    Raises InputError for a folder without a run, a format or a width that cannot be made.
    """
    if unknown := sorted(set(formats) - METADATA.keys()):
        raise InputError(f"no such format: {', '.join(unknown)}; there are {', '.join(METADATA)}")
    figures = [fitted(figure, width) for figure in draw_all(read_run(run))]
    folder = Path(run, "figures") if folder is None else Path(folder)
    drawn = {folder / f"{figure.name}.{ending}": figure.render(ending) for figure in figures for ending in formats}
    folder.mkdir(parents=True, exist_ok=True)
    for path, content in drawn.items():
        path.write_bytes(content)
    return list(drawn)


def save_figure(figure: Figure, path: str | Path, *, width: float = COLUMN) -> Path:
    """Write one figure to a file, `width` mm wide; the ending of its name is the format: .svg, .pdf or .png.

    The figure keeps the width.

    Raises InputError for another ending or a width that cannot be made.
    """
    path = Path(path)
    if (ending := path.suffix.lower().removeprefix(".")) not in METADATA:
        raise InputError(f"{path}: no format for a figure; end the name in .{', .'.join(METADATA)}")
    path.write_bytes(fitted(figure, width).render(ending))
    return path


def millimetres(text: str) -> float:
    """A width as the command line takes it: "85mm" or "85"."""
    try:
        return float(text.removesuffix("mm"))
    except ValueError as error:
        raise InputError(f"{text}: not a width; write it in millimetres, like {COLUMN:g}mm") from error


def fitted(figure: Figure, width: float) -> Figure:
    """The figure, its canvas now `width` mm wide and as high as before, with the lines around it filled anew."""
    if not NARROWEST <= width <= WIDEST:
        raise InputError(f"{width:g} mm: a figure is legible from {NARROWEST:g} to {WIDEST:g} mm")
    columns = width / INCH / WIDTH
    canvas = figure.canvas
    canvas.set_size_inches(width / INCH, canvas.get_figheight())
    for text in canvas.texts:  # the title above and the source below
        line = TITLE if text.get_text() == canvas.get_suptitle() else SOURCE
        text.set_text(textwrap.fill(" ".join(text.get_text().split()), int(line * columns)))
    with plt.style.context(chart.STYLE):
        lay_out(canvas)
    return figure


def read_run(run: str | Path) -> Analysis:
    """Read the analysis back that `export` wrote to a folder; of a large corpus the long tables hold its sample.

    Raises InputError where the folder holds none, or one of another version, with other columns.
    """
    remedy = "give the folder that stance run wrote, or run it anew"
    try:
        manifest = json.loads(Path(run, MANIFEST).read_text(encoding="utf8"))
        asked, sample = manifest["parameters"], manifest["sample"]
        targets, scorer = tuple(map(str, asked["targets"])), str(asked["scorer"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{run}: no finished run; {remedy}") from error
    some = [("article_id", "in", sample)] if sample else None
    models = {name: model_of(hint) for name, hint in get_type_hints(Analysis).items()}
    tables: dict[str, Any] = {}
    for name in (field.name for field in fields(Analysis) if field.name not in ("targets", "scorer")):
        path = Path(run, "tables", f"{name}.parquet")
        if sample and name in WIDE:
            continue
        try:
            table = pd.read_parquet(path, filters=some if name in Long._fields else None)
            tables[name] = model.validate(table) if (model := models[name]) else table
        except (OSError, ValueError, SchemaError, SchemaErrors) as error:  # pyarrow's own are kinds of the first two
            raise InputError(f"{path}: cannot be read; {remedy}") from error
    if sample:
        tables |= cross(Long(*(tables[name] for name in Long._fields)), targets)
    return Analysis(targets=targets, scorer=scorer, **tables)
