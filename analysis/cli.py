"""The command line: each command is one call of the library."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from analysis.export import export
from analysis.holder import decide_holder
from analysis.lines import answer_lines
from analysis.mention import tag_text
from analysis.pipeline import TARGETS, analyse
from analysis.read import sift_articles
from analysis.score import Scorer
from analysis.stance import StanceModel
from analysis.stance import stance as stance_scorer
from analysis.tables import KINDS
from analysis.tone import vader
from analysis.voice import voice_in_text

SCORERS: dict[str, Scorer] = {"vader": vader, "stance": stance_scorer}

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def stance() -> None:
    """Which countries news talks about, how it treats them, in whose voice and in which words."""


@app.command()
def run(
    sources: Annotated[list[Path], typer.Argument(help="Files and folders with articles.", readable=False)],
    out: Annotated[Path, typer.Option(help="Folder for tables, figures and the page.")] = Path("data/output"),
    target: Annotated[
        list[str] | None,
        typer.Option(help="ISO 3166 alpha-3 code of a country, or all; may be repeated. By default USA and RUS."),
    ] = None,
    scorer: Annotated[
        Literal["vader", "stance"], typer.Option(help="vader is the target-blind baseline, stance the project's model.")
    ] = "vader",
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Report unreadable articles and go on.")] = False,
) -> None:
    """Analyse articles and write tables, figures and a page."""
    articles, problems = sift_articles(*sources, skip_bad=skip_bad)
    for problem in problems.itertuples():
        typer.echo(f"skipped {problem.source}: {problem.problem}", err=True)
    codes = [code.upper() for code in target or TARGETS]
    analysis = analyse(articles, targets="all" if codes == ["ALL"] else codes, scorer=SCORERS[scorer])
    export(analysis, out, problems)
    countries = analysis.mentions.country.nunique()
    found = f"{len(analysis.mentions)} mentions of {countries} countries" if countries else "no country found"
    typer.echo(f"{analysis.source.removeprefix('Source: ')} {found}. See {out / 'index.html'}", err=True)


@app.command()
def mentions(
    kind: Annotated[
        list[str] | None, typer.Option(help="name, demonym, abbreviation, capital or government; may be repeated.")
    ] = None,
) -> None:
    """Find countries in texts: a line {"text"} in, a line {"mentions": [[start, end, alpha-2, alpha-3, kind]]} out."""
    answer_lines(lambda row: {"mentions": tag_text(row["text"], kinds=kind or KINDS)})


@app.command()
def score() -> None:
    """Score targets: a line {"text", "start", "end"} in, a line {"label", "negative", "neutral", "positive"} out."""
    model = StanceModel.load()

    def answer(row: dict[str, Any]) -> dict[str, Any]:
        (found,) = model.score([row["text"]], [(row["start"], row["end"])]).drop(columns="score").to_dict("records")
        return found

    answer_lines(answer)


@app.command()
def voice() -> None:
    """Tell who names targets: a line {"text", "start", "end"} in, a line {"voice", "speaker", "holder"} out."""
    model = StanceModel.load()

    def answer(row: dict[str, Any]) -> dict[str, Any]:
        text, span = row["text"], (row["start"], row["end"])
        other = float(model.holder([text], [span]).other.iloc[0])
        found, speaker = voice_in_text(text, span)
        return {"voice": found, "speaker": speaker, "holder": decide_holder(found, other)}

    answer_lines(answer)
