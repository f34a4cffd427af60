"""The command line: each command is one call of the library."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from analysis.export import export
from analysis.pipeline import TARGETS, analyse
from analysis.read import read_articles, sift_articles
from analysis.score import Scorer
from analysis.tone import vader

SCORERS: dict[str, Scorer] = {"vader": vader}
ScorerName = StrEnum("ScorerName", list(SCORERS))

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def stance() -> None:
    """Which countries news talks about, how it treats them, in whose voice and in which words."""


@app.command()
def run(
    sources: Annotated[list[Path], typer.Argument(help="Files and folders with articles.")],
    out: Annotated[Path, typer.Option(help="Folder for tables, figures and the page.")] = Path("data/output"),
    target: Annotated[list[str], typer.Option(help="ISO 3166 alpha-3 code of a country, or all; may be repeated.")] = [*TARGETS],
    scorer: Annotated[ScorerName, typer.Option(help="vader is the target-blind baseline.")] = ScorerName.vader,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Report unreadable articles and go on.")] = False,
) -> None:
    """Analyse articles and write tables, figures and a page."""
    say = Console(stderr=True, soft_wrap=True, highlight=False, markup=False).print
    articles, problems = sift_articles(*sources) if skip_bad else (read_articles(*sources), None)
    for problem in problems.itertuples() if problems is not None else ():
        say(f"skipped {problem.source}: {problem.problem}")
    targets = "all" if target == ["all"] else [code.upper() for code in target]
    analysis = analyse(articles, targets=targets, scorer=SCORERS[scorer])
    export(analysis, out)
    countries = analysis.mentions.country.nunique()
    found = f"{len(analysis.mentions)} mentions of {countries} countries" if countries else "no country found"
    say(f"{analysis.source.removeprefix('Source: ')} {found}. See {out / 'index.html'}")
