"""The command line: each command is one call of the library."""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console

from analysis.evidence import FAINT, find_target, legible, shaded
from analysis.holder import decide_holder
from analysis.lines import Rows, answer_lines
from analysis.mention import tag_text
from analysis.pipeline import TARGETS
from analysis.reprint import millimetres, reprint
from analysis.run import run_corpus
from analysis.stance import CLASSES, StanceModel
from analysis.study import new_study
from analysis.tables import KINDS
from analysis.voice import voice_in_text

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
        typer.Option(
            help="A country (ISO 3166 alpha-3 code), a group like EU, a name with its aliases like"
            " 'Wagner=Wagner Group|Wagner', or all; may be repeated. By default USA and RUS."
        ),
    ] = None,
    scorer: Annotated[
        Literal["stance", "vader"], typer.Option(help="stance is the project's model, vader the target-blind baseline.")
    ] = "stance",
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Report unreadable articles and go on.")] = False,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes at work; by default one a core.")] = None,
    engine: Annotated[
        Literal["local", "dask"], typer.Option(help="dask works on a cluster (extra dask), or makes one of --jobs.")
    ] = "local",
    scheduler: Annotated[str | None, typer.Option(help="Address of a Dask scheduler, like tcp://host:8786.")] = None,
) -> None:
    """Analyse articles and write tables, figures and a page."""
    analysis, problems = run_corpus(
        *sources,
        out=out,
        targets=target or TARGETS,
        scorer=scorer,
        skip_bad=skip_bad,
        jobs=jobs,
        scheduler=(scheduler or "") if engine == "dask" else None,
    )
    for problem in problems.itertuples():
        typer.echo(f"skipped {problem.source}: {problem.problem}", err=True)
    mentions, countries = analysis.counts.mentions.sum(), analysis.counts.country.nunique()
    found = f"{mentions:,} mentions of {countries} countries" if countries else "no country found"
    typer.echo(f"{analysis.source.removeprefix('Source: ')} {found}. See {out / 'index.html'}", err=True)


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="Folder to make; it must not exist, or be empty.")],
    sources: Annotated[list[Path], typer.Option(help="Files or folders with articles; may be repeated.")],
    target: Annotated[list[str] | None, typer.Option(help="As for run; may be repeated.")] = None,
) -> None:
    """Make a folder to study articles in: a copy of them, notebooks that read it, and checks for GitHub."""
    made = new_study(folder, sources, target or TARGETS)
    typer.echo(f"{made}: open it in JupyterLab; its README.md says what else it is ready for", err=True)


@app.command()
def figures(
    run: Annotated[Path, typer.Argument(help="Folder that stance run wrote.")],
    width: Annotated[str, typer.Option(help="In print; a column is some 85mm wide, a page 174mm.")] = "85mm",
    formats: Annotated[str, typer.Option(help="Of svg, pdf and png.")] = "svg,pdf,png",
    to: Annotated[Path | None, typer.Option(help="Another folder than figures/ of the run.")] = None,
) -> None:
    """Draw the figures of a finished run anew, at the width that a journal asks for."""
    written = reprint(run, width=millimetres(width), formats=formats.split(","), folder=to)
    typer.echo(f"{len(written)} files" + (f" in {written[0].parent}" if written else ""), err=True)


@app.command()
def mentions(
    kind: Annotated[
        list[str] | None, typer.Option(help="name, demonym, abbreviation, capital or government; may be repeated.")
    ] = None,
) -> None:
    """Find countries in texts: a line {"text"} in, a line {"mentions": [[start, end, alpha-2, alpha-3, kind]]} out."""
    answer_lines(lambda rows: [{"mentions": tag_text(row["text"], kinds=kind or KINDS)} for row in rows])


@app.command()
def score() -> None:
    """Score targets: a line {"text", "start", "end"} in, a line {"label", "negative", "neutral", "positive"} out."""
    model = StanceModel.load()

    def answer(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        texts, spans = [row["text"] for row in rows], [(row["start"], row["end"]) for row in rows]
        return model.score(texts, spans)[["label", *CLASSES]].to_dict("records")

    answer_lines(answer)


@app.command()
def explain(
    sentence: Annotated[str, typer.Argument(help="A sentence with a target in it.")],
    target: Annotated[str, typer.Option(help="The target as the sentence writes it; the first place counts.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show which words of a sentence speak for and against a target: its label, probabilities, and words shaded."""
    sentence = legible(sentence)
    span, model = find_target(sentence, target), StanceModel.load()
    (found,) = model.score([sentence], [span])[["label", *CLASSES]].to_dict("records")
    words = model.explain(sentence, span)
    if as_json:
        typer.echo(json.dumps({**found, "words": words.to_dict("records")}))
        return
    chances = ", ".join(f"{name} {found[name]:.2f}" for name in CLASSES)
    console = Console(highlight=False, markup=False, soft_wrap=True)
    console.print(f"{CLASSES[found['label'] + 1]} toward {sentence[slice(*span)]}: {chances}")
    console.print(shaded(sentence, span, words))
    console.print(f"(+ or -): how far the word moves positive - negative, from {FAINT:.2f} on")


@app.command()
def voice() -> None:
    """Tell who names targets: a line {"text", "start", "end"} in, a line {"voice", "speaker", "holder"} out."""
    model = StanceModel.load()

    def answer(rows: Rows) -> Rows:
        texts, spans = [row["text"] for row in rows], [(row["start"], row["end"]) for row in rows]
        others = model.score(texts, spans).other.tolist()
        voices = [voice_in_text(*pair) for pair in zip(texts, spans, strict=True)]
        return [
            {"voice": voice, "speaker": speaker, "holder": decide_holder(voice, other)}
            for (voice, speaker), other in zip(voices, others, strict=True)
        ]

    answer_lines(answer)
