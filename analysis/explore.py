"""The panel for notebooks: choose sentences, see how they treat a target, read them, keep them.

What is chosen and how it looks is made in `selection` and `sheet`; here are the controls and what they set off.
"""

import sys
from html import escape
from types import ModuleType
from typing import Any

import ipywidgets as widgets
import pandas as pd

from analysis.aggregate import total_stance
from analysis.chart import country_name, plot_stance
from analysis.errors import InputError
from analysis.evidence import legible
from analysis.figures import FIGURES
from analysis.finish import Figure, finish
from analysis.keep import keep
from analysis.pipeline import Analysis
from analysis.selection import ORDERS, ROWS, Choice, arrange, join_scores, page_of, pages, select, sum_selection
from analysis.sheet import counts_html, explain_row, sheet_html
from analysis.sum_scores import sum_scores
from analysis.tables import KINDS, VOICES
from analysis.template import render

FOLDER = "selections"
WRAP = widgets.Layout(flex_flow="row wrap")


def explore(analysis: Analysis) -> "Panel":
    """A panel on the sentences that mention a target, to filter, sort, page through, explain and export.

    Raises InputError where no target is mentioned.
    """
    return Panel(analysis)


class Panel:
    """Controls and what they show; `choice`, `rows` and `figure` are the current selection, to go on with in code."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._table = join_scores(analysis.articles, analysis.sentences, analysis.targeted, analysis.scores)
        self._sums = sum_scores(analysis.articles, analysis.scores)  # once, not at every click
        # Targets before other countries: of two that begin at one place the first is marked.
        self._mentions = pd.concat([analysis.targeted, analysis.mentions]).drop_duplicates(ignore_index=True)
        found = set(self._table.country)
        targets = [(legible(country_name(target)), target) for target in analysis.targets if target in found]
        if not targets:
            raise InputError(f"none of the targets is mentioned: {', '.join(analysis.targets)}; analyse others")
        outlets = [("all", ""), *((legible(outlet), outlet) for outlet in sorted(self._table.outlet.unique()))]
        self.target = _control(widgets.Dropdown, "Target", options=targets)
        self.outlet = _control(widgets.Dropdown, "Outlet", options=outlets)
        self.voice = _control(widgets.Dropdown, "Voice", options=[("all", ""), *((voice, voice) for voice in VOICES)])
        self.kind = _control(widgets.Dropdown, "Mentioned by", options=[("any", ""), *((kind, kind) for kind in KINDS)])
        undated = bool(self._table.date.isna().all())
        self.since = _control(widgets.DatePicker, "From", disabled=undated)
        self.until = _control(widgets.DatePicker, "Until", disabled=undated)
        self.confidence = _control(
            widgets.BoundedFloatText,
            "Confidence from",
            min=0.0,
            max=1.0,
            step=0.05,
            disabled=bool(self._table.confidence.isna().all()),
        )
        self.order = _control(widgets.Dropdown, "Sort by", options=list(ORDERS))
        self.page = _control(widgets.BoundedIntText, "Page", min=1, max=1, value=1)
        self.previous = widgets.Button(description="Previous page")
        self.next = widgets.Button(description="Next page")
        self.evidence = _control(widgets.Dropdown, "Words that made the score of", options=[("no sentence", -1)])
        self.evidence.layout.display = None if analysis.scorer == "stance" else "none"
        self.folder = _control(widgets.Text, "Folder", value=FOLDER)
        self.export = widgets.Button(description="Export selection and figure", layout=widgets.Layout(width="auto"))
        self.counts, self.chart, self.sheet, self.message = (widgets.HTML() for _ in range(4))
        self.widget = self._laid_out()
        self._connect()
        self._filter()

    @property
    def choice(self) -> Choice:
        """What the controls say."""
        return Choice(
            target=self.target.value,
            outlet=self.outlet.value,
            voice=self.voice.value,
            kind=self.kind.value,
            since=self.since.value,
            until=self.until.value,
            confidence=self.confidence.value,
            order=self.order.value,
        )

    @property
    def figure(self) -> Figure | None:
        """The stance chart of the selection; None where nothing is selected.

        Drawn anew each time: matplotlib gives other bytes when it renders a figure again.
        """
        if self.rows.empty:
            return None
        stance = total_stance(sum_selection(self._sums, self._analysis.articles, self.rows, self.choice))
        ax = plot_stance(stance, self.rows, measure=self._analysis.measure)
        source = f"{self._analysis.source} Selection: {legible(str(self.choice))}."
        plan = FIGURES["stance"]
        return finish("stance", (ax, stance, plan.alt(stance, self._analysis), plan.height(stance)), source)

    def _laid_out(self) -> widgets.VBox:
        filters = [self.target, self.outlet, self.voice, self.kind, self.since, self.until, self.confidence]
        paging = [self.order, self.previous, self.page, self.next, self.evidence]
        return widgets.VBox(
            [
                widgets.HTML(render("panel_style.html")),
                widgets.HBox(filters, layout=WRAP),
                widgets.HBox([self.counts, self.chart], layout=WRAP),
                widgets.HBox(paging, layout=WRAP),
                self.sheet,
                widgets.HBox([self.folder, self.export], layout=WRAP),
                self.message,
            ]
        ).add_class("stance-panel")

    def _connect(self) -> None:
        for control in (self.target, self.outlet, self.voice, self.kind, self.since, self.until, self.confidence):
            control.observe(lambda _: self._filter(), "value")
        self.order.observe(lambda _: self._arrange(), "value")
        self.page.observe(lambda _: self._turn(), "value")
        self.evidence.observe(lambda _: self._show(), "value")
        self.previous.on_click(lambda _: self._go(self.page.value - 1))
        self.next.on_click(lambda _: self._go(self.page.value + 1))
        self.export.on_click(lambda _: self._keep())

    def _filter(self) -> None:
        """A filter was changed: all of it anew. The sentences come first, since the chart takes longer."""
        self.rows = select(self._table, self.choice)
        self.counts.value = counts_html(self.rows, self.choice)
        self.message.value = ""
        self.export.disabled = self.rows.empty
        self._restart()
        figure = self.figure
        self.chart.value = render("chart.html", figure=figure, svg=figure.render("svg")) if figure else ""

    def _arrange(self) -> None:
        self.rows = arrange(self.rows, self.order.value)
        self._restart()

    def _restart(self) -> None:
        """Back to the first page."""
        self.page.max = pages(self.rows)
        if self.page.value == 1:
            self._turn()
        else:
            self.page.value = 1

    def _go(self, number: int) -> None:
        self.page.value = min(max(number, 1), self.page.max)

    def _turn(self) -> None:
        """Another page: nothing is explained on it yet."""
        self.previous.disabled = self.page.value == 1
        self.next.disabled = self.page.value == self.page.max
        first = (self.page.value - 1) * ROWS + 1
        numbers = range(len(page_of(self.rows, self.page.value)))
        self.evidence.value = -1
        self.evidence.options = [("no sentence", -1), *((f"sentence {first + n}", n) for n in numbers)]
        self._show()

    def _show(self) -> None:
        chosen, number, mentions = self.evidence.value, self.page.value, self._mentions
        shown = page_of(self.rows, number)
        explained = {} if chosen < 0 else {chosen: explain_row(shown.iloc[chosen], mentions)}
        self.sheet.value = sheet_html(self.rows, number, self.choice, mentions, explained)

    def _keep(self) -> None:
        figure = self.figure
        assert figure is not None  # the button is off while nothing is selected
        try:
            place = keep(self.rows, figure, self.choice, self._analysis.scorer, self.folder.value)
            said = f"Written to {place}"
        except InputError as error:
            said = f"Not written: {error}"
        self.message.value = f'<p role="status">{escape(legible(said))}</p>'

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        still = f"{self.counts.value}{self.sheet.value}"
        plain = f"Panel: {len(self.rows)} sentences on {country_name(self.target.value)}, {self.choice}"
        return {**self.widget._repr_mimebundle_(), "text/html": still, "text/plain": plain}


def _control(kind: type[widgets.Widget], label: str, **settings: Any) -> Any:
    """A control whose label is whole and belongs to it, for eyes and for screen readers."""
    width = widgets.Layout(width="auto")
    return kind(description=label, style={"description_width": "initial"}, layout=width, **settings)


class _Callable(ModuleType):
    """``from analysis import explore`` gives this module once something has imported it: call that too."""

    def __call__(self, analysis: Analysis) -> Panel:
        return explore(analysis)


sys.modules[__name__].__class__ = _Callable
