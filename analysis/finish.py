"""A figure finished for print: one column wide, with title, source, the table behind it, and in words what it shows."""

import textwrap
from dataclasses import dataclass
from html import escape
from io import BytesIO

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.layout_engine import ConstrainedLayoutEngine

from analysis import chart

WIDTH = 3.35  # inches, one column of a paper
EDGE = 0.01  # of the width of a figure, free beside its texts
# No date and no version of a program: same input, same bytes.
METADATA: dict[str, dict[str, None]] = {
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}

Drawn = tuple[Axes, pd.DataFrame, str, float]
"""Axes, the table behind them, in words what they show, and how many inches high they want to be."""


@dataclass(frozen=True)
class Figure:
    """A finished figure: its canvas, the table behind it, its title, and in words what it shows."""

    name: str
    canvas: Canvas
    table: pd.DataFrame
    title: str
    alt: str

    def render(self, file_format: str) -> bytes:
        """The figure as the bytes of a file: svg, png (300 dpi) or pdf."""
        file = BytesIO()
        with plt.style.context(chart.STYLE):
            self.canvas.savefig(file, format=file_format, metadata=METADATA[file_format])
        if file_format != "svg":
            return file.getvalue()
        told = f' role="img">\n <title>{escape(self.title)}</title>\n <desc>{escape(self.alt)}</desc>\n <metadata>'
        return file.getvalue().replace(b">\n <metadata>", told.encode(), 1)

    def files(self) -> dict[str, bytes]:
        """The bytes of a file in each format."""
        return {file_format: self.render(file_format) for file_format in METADATA}

    @property
    def told(self) -> str:
        """Title and description in one, for whoever does not see the figure."""
        return f"{self.title}{'' if self.title.endswith('?') else '.'} {self.alt}"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"image/svg+xml": self.render("svg").decode(), "text/plain": self.told}


def lay_out(canvas: Canvas) -> None:
    """Lay out the axes as matplotlib does, and move the label of one that would be cut so far that it is not.

    That layout leaves room for the height of a label, but not for its width. It is done once, before any file: an
    engine of the canvas lays out, and draws, a second time for each.
    """
    engine = ConstrainedLayoutEngine()
    engine.execute(canvas)
    if len(canvas.axes) > 1:  # with panels, what stands beside an axis of their width needs another round to settle
        engine.execute(canvas)
    edge = EDGE * canvas.bbox.width
    for ax in canvas.axes:
        label = ax.xaxis.label
        label.set_x(0.5)
        if label.get_text():
            box, middle = label.get_window_extent(), ax.bbox.x0 + ax.bbox.width / 2
            half = min(box.width / 2, canvas.bbox.width / 2 - edge)
            within = min(max(middle, edge + half), canvas.bbox.width - edge - half)
            label.set_x(0.5 + (within - middle) / ax.bbox.width)


def finish(name: str, drawn: Drawn, source: str) -> Figure:
    """Make what was drawn one column wide, with its title above and its source below."""
    ax, table, alt, height = drawn
    title = " ".join(ax.get_title(loc="left").split())
    ax.set_title("", loc="left")
    canvas = ax.get_figure(root=True)
    assert canvas is not None
    with plt.rc_context({"figure.constrained_layout.use": False, "figure.autolayout": False}):
        canvas.set_layout_engine()  # none: see `lay_out`
    with plt.style.context(chart.STYLE):
        canvas.set_size_inches(WIDTH, height)
        canvas.suptitle(textwrap.fill(title, 48), x=0.01, ha="left", fontsize=8, weight="bold")
        canvas.supxlabel(textwrap.fill(source, 80), x=0.01, ha="left", fontsize=6, color="#444444")
        lay_out(canvas)
    return Figure(name, canvas, table, title, alt)
