"""Tables, figures and the page to files, all or nothing."""

import ctypes
import hashlib
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import requires, version
from pathlib import Path

import pandas as pd
from packaging.requirements import Requirement
from pandera.typing import DataFrame

from analysis.engine import Crew, Here, in_order
from analysis.errors import InputError
from analysis.figures import draw_all
from analysis.finish import Figure
from analysis.page import render_page
from analysis.parts import lay_out
from analysis.pipeline import Analysis, Long
from analysis.places import find_place, is_remote, remove, upload
from analysis.progress import track
from analysis.read import data_path
from analysis.tables import Problems

MANIFEST = "manifest.json"


def export(
    analysis: Analysis,
    folder: str | Path,
    problems: DataFrame[Problems] | None = None,
    parts: Sequence[Path] = (),
    crew: Crew | None = None,
) -> Path:
    """Write every table, every figure and the page to `folder` and return it.

    Tables: CSV and Parquet in ``tables/``. Of the long tables the Parquet file is a folder of files, which pandas,
    DuckDB, Dask and Spark read as one; with `parts`, see `run.run_corpus`, they are those of the parts, and where the
    analysis holds but a sample of them there is no CSV beside them. Figures: SVG, PNG and PDF in ``figures/``, each
    with the table behind it and its alt text. ``index.html`` shows all of it in one file; ``manifest.json`` tells
    inputs, versions and parameters.
    All is made in a temporary folder and moved in at the end, so that an interrupted run leaves what was there before.
    Same input, same bytes. `problems`, what reading left out, is written as a table too where there are any. Figures
    are rendered by the `crew` of `engine.workers`, or here.

    Raises InputError where `folder` holds anything that an export did not write.
    """
    folder = find_place(folder).absolute()
    with replacing(folder) as made:
        _write(analysis, made, problems, not parts, crew or (Here(), 1))
        if is_remote(folder):
            for name in ("tables", "sums"):
                remove(folder / name)
        laid_out = lay_out(parts, folder if is_remote(folder) else made)
        write_manifest(made, _manifest(analysis, parts), laid_out)
    return folder


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A new folder that takes the place of `folder` at the end, unless something fails.

    In a store, where nothing takes the place of another in one step, its files are put there, the manifest last.

    Raises InputError where `folder` cannot be written, or holds anything that its manifest does not name.
    """
    require_own(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=None if is_remote(folder) else folder.parent))
    except OSError as error:
        raise InputError(f"{folder}: cannot be written: {error.strerror}; give another folder") from error
    try:
        made.chmod(0o755)
        yield made
        if is_remote(folder):
            upload(made, folder, MANIFEST)
        else:
            _move_in(made, folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _write(analysis: Analysis, folder: Path, problems: DataFrame[Problems] | None, whole: bool, crew: Crew) -> None:
    (folder / "tables").mkdir()
    (folder / "figures").mkdir()
    left_out = {} if problems is None or problems.empty else {"problems": problems}
    for name, table in (analysis.whole_tables | left_out).items():
        write_csv(table, folder / "tables" / f"{name}.csv")
        path = folder / "tables" / f"{name}.parquet"
        if name not in Long._fields:
            table.to_parquet(path, index=False)
        elif whole:
            path.mkdir()
            table.to_parquet(path / "00000.parquet", index=False)
    figures = draw_all(analysis)
    rendered = in_order(*crew, Figure.files, figures)  # which takes most of the time
    shown = []
    for figure, files in zip(track(figures, "Writing figures"), rendered, strict=True):
        write_figure(figure, files, folder / "figures")
        shown.append((figure, files["svg"]))
    (folder / "index.html").write_text(render_page(analysis, shown), encoding="utf8")


def write_figure(figure: Figure, files: dict[str, bytes], folder: Path) -> None:
    """Write a figure's files in each format, with its alt text and the table behind it."""
    for file_format, content in files.items():
        (folder / f"{figure.name}.{file_format}").write_bytes(content)
    (folder / f"{figure.name}.txt").write_text(figure.told + "\n", encoding="utf8")
    write_csv(figure.table, folder / f"{figure.name}.csv")


def write_manifest(folder: Path, about: dict[str, object], elsewhere: Collection[str] = ()) -> None:
    """Write what is to be known of the files in `folder`, and which they are; some may already be where it will go."""
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    manifest = json.dumps(about | {"files": sorted(written.union(elsewhere))}, indent=2, ensure_ascii=False)
    (folder / MANIFEST).write_text(manifest + "\n", encoding="utf8")


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """Write a table for spreadsheets: text that one would run as a formula gets an apostrophe before it.

    The Parquet file beside it holds the text as it is.
    """
    words = table.select_dtypes(include="str")
    # What a spreadsheet takes for a formula, after the list of OWASP ("CSV injection").
    safe = words.apply(lambda column: column.str.replace(r"^([=+\-@\t\r\n＝＋－＠])", r"'\1", regex=True))
    safe = safe.replace({r"\r\n?": "\n"}, regex=True)  # a bare return would end the row in some readers
    table.assign(**safe).to_csv(path, index=False, lineterminator="\n")


def _manifest(analysis: Analysis, parts: Sequence[Path]) -> dict[str, object]:
    needed = [Requirement(line) for line in requires("stance-analysis") or []]
    names = ["stance-analysis", *sorted(requirement.name for requirement in needed if not requirement.marker)]
    hashed = zip(analysis.articles.article_id, analysis.articles.source, analysis.articles.text, strict=True)
    return {
        "parameters": {"targets": analysis.targets, "scorer": analysis.scorer},
        "articles": [{"article_id": i, "source": s, "sha256": _sha256(text.encode())} for i, s, text in hashed],
        "sample": analysis.articles.article_id.to_list() if analysis.sampled else None,
        "parts": [part.name for part in parts],
        "lexicons": {path.name: _sha256(path.read_bytes()) for path in sorted(data_path("lexicons").glob("*.csv"))},
        "model": _sha256(data_path("models/stance.onnx").read_bytes()) if analysis.scorer == "stance" else None,
        "versions": {"python": platform.python_version()} | {name: version(name) for name in names},
    }


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def require_own(folder: Path) -> None:
    """Refuse a folder with somebody else's files in it: they would be gone after the move."""
    if is_remote(folder) or not folder.exists():
        return
    if not folder.is_dir():
        raise InputError(f"{folder}: a file, not a folder; give another one for the output")
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    found = {name for name in found if not any(part.startswith(".") for part in name.split("/"))}
    try:
        own = {MANIFEST, *json.loads((folder / MANIFEST).read_text(encoding="utf8"))["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        own = set()
    if foreign := sorted(found - own):
        raise InputError(f"{folder}: holds {foreign[0]}, which is no output of this program; give an empty folder")


def _move_in(made: Path, folder: Path) -> None:
    """Put `made` in the place of `folder` in one step: at no moment is there neither the old nor the new one."""
    if not folder.exists():
        made.rename(folder)
    elif not _exchange(made, folder):
        old = made.with_name(made.name + "-old")
        folder.rename(old)
        made.rename(folder)
        shutil.rmtree(old)


def _exchange(one: Path, other: Path) -> bool:
    """Let two paths swap places atomically; False where the system or the file system has no such call."""
    paths = os.fsencode(one), os.fsencode(other)
    here, swap = -100, 2  # AT_FDCWD; RENAME_EXCHANGE on Linux is RENAME_SWAP on macOS
    try:
        library = ctypes.CDLL(None)
        if sys.platform == "darwin":
            return library.renamex_np(*paths, swap) == 0
        return library.renameat2(here, paths[0], here, paths[1], swap) == 0
    except (AttributeError, OSError, TypeError):  # TypeError: Windows, where CDLL needs a name
        return False
