"""A study of one's own: a folder with a corpus, its settings, and notebooks that read them."""

import json
import shutil
import tempfile
import tomllib
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from analysis.errors import InputError
from analysis.read import read_articles
from analysis.targets import parse_targets

SETTINGS = "study.toml"
TEMPLATES = Path(__file__).parent / "templates" / "study"
# Where a template goes that cannot have its own name in the package.
PLACES = {"gitignore": ".gitignore", "notebooks.yml": ".github/workflows/notebooks.yml"}


class Settings(NamedTuple):
    """What the notebooks of a study read; paths are relative to the folder of the study."""

    sources: list[str]
    targets: list[str]


def new_study(folder: str | Path, sources: Sequence[str | Path], targets: Sequence[str]) -> Path:
    """Make a folder to study articles in and return it.

    It holds a copy of `sources` in ``articles/``, so that it can be given away and checked as it is; ``study.toml``,
    which names them and `targets`; three notebooks that read it, not run yet; and what JupyterLab, Git and GitHub need.
    All is made in a temporary folder and moved in at the end.

    Raises InputError for a folder that is not empty, articles that cannot be read and targets that do not exist.
    """
    folder = Path(folder).absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder}: not an empty folder; give a new one")
    parse_targets(targets)
    read_articles(*sources)
    named = {_name(Path(source)): Path(source) for source in sources}
    if len(named) < len(sources):
        raise InputError(f"two of the sources are called alike: {', '.join(map(str, sources))}; rename one")
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        made.chmod(0o755)
        for name, source in named.items():
            _copy(source, made / "articles" / name)
        _fill(made, _name(folder), Settings([f"articles/{name}" for name in named], list(targets)))
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return folder


def read_settings(folder: str | Path = ".") -> Settings | None:
    """Read ``study.toml`` of a folder; None where there is none.

    Raises InputError where it is not what `new_study` writes.
    """
    path = Path(folder, SETTINGS)
    try:
        found = tomllib.loads(path.read_text(encoding="utf8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error
    for key in Settings._fields:
        value = found.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(text, str) for text in value):
            raise InputError(f'{path}: {key} must be a list of texts, like {key} = ["…"]')
    return Settings([str(Path(folder, source)) for source in found["sources"]], found["targets"])


def _name(source: Path) -> str:
    name = source.resolve().name
    if not name.isprintable():
        raise InputError(f"{str(source)!a}: signs in the name that cannot be printed; rename it")
    return name


def _copy(source: Path, place: Path) -> None:
    place.parent.mkdir(exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, place, ignore=shutil.ignore_patterns(".*"))
    else:
        shutil.copy(source, place)


def _fill(made: Path, name: str, settings: Settings) -> None:
    """Write the files of the study but for its articles."""
    environment = Environment(
        loader=PackageLoader("analysis", "templates/study"), undefined=StrictUndefined, keep_trailing_newline=True
    )
    for template in sorted(TEMPLATES.iterdir()):
        path = made / PLACES.get(template.name, template.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        if template.suffix == ".ipynb":
            shutil.copyfile(template, path)
        else:
            text = environment.get_template(template.name).render(name=name, version=version("stance-analysis"))
            path.write_text(text, encoding="utf8")
    # What JSON writes for a text, and for a list of them, is TOML too.
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in settings._asdict().items())
    told = "# What the notebooks read. Targets: countries (ISO 3166 alpha-3), groups, or names with their aliases.\n"
    (made / SETTINGS).write_text(told + "".join(lines), encoding="utf8")
