"""A study of one's own: made all or nothing, and its notebooks say the same twice."""

import json
import subprocess
import sys
import tomllib

import pytest
import yaml
from typer.testing import CliRunner

from analysis import InputError
from analysis.cli import app
from analysis.notebook import read_corpus, read_targets
from analysis.study import TEMPLATES, Settings, new_study, read_settings

SAID = (
    "China praised the deal and thanked the United States.",
    "Beijing attacked Washington over the tariffs.",
    "“America lied to us,” said a Chinese official.",
    "The Wagner Group killed civilians, said the White House.",
    "American aid saved thousands of lives in Kenya.",
)
TARGETS = ["CHN", "USA", "Wagner=Wagner Group|Wagner"]


@pytest.fixture
def news(tmp_path):
    """Twenty invented articles of two outlets."""
    for number in range(20):
        path = tmp_path / "news" / ("Herald", "Gazette")[number % 2] / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Report {number}\n\n" + " ".join(SAID[(number * step) % 5] for step in (1, 2, 3)))
    return tmp_path / "news"


def test_its_notebooks_run_and_say_the_same_twice(news, tmp_path, monkeypatch):
    monkeypatch.delenv("STANCE_SOURCES", raising=False)
    study = new_study(tmp_path / "study", [news], TARGETS)
    run = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "notebook", "--execute", "--inplace"]
    notebooks = sorted(path.name for path in study.glob("*.ipynb"))
    subprocess.run([*run, *notebooks], cwd=study, check=True, capture_output=True)
    cells = [cell for name in notebooks for cell in json.loads((study / name).read_text())["cells"]]
    assert all(cell["execution_count"] for cell in cells if cell["cell_type"] == "code")
    text = json.dumps(cells)
    assert "20 articles" in text
    assert "image/svg+xml" in text
    assert "Alwaght" not in text
    check = [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", *notebooks]
    done = subprocess.run(check, cwd=study, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_what_a_study_holds(news, tmp_path):
    done = CliRunner().invoke(
        app, ["new", str(tmp_path / "my study"), "--sources", str(news), *(w for t in TARGETS for w in ("--target", t))]
    )
    assert done.exit_code == 0, done.output
    study = tmp_path / "my study"
    found = {path.relative_to(study).as_posix() for path in study.rglob("*") if path.is_file()}
    assert {name for name in found if not name.startswith("articles/")} == {
        ".github/workflows/notebooks.yml",
        ".gitignore",
        "01-corpus-and-mentions.ipynb",
        "02-stance.ipynb",
        "03-framing-and-outlets.ipynb",
        "README.md",
        "environment.yml",
        "requirements.txt",
        "study.toml",
    }
    assert tomllib.loads((study / "study.toml").read_text()) == {"sources": ["articles/news"], "targets": TARGETS}
    readme = (study / "README.md").read_text().splitlines()
    assert (readme[0], len(readme[2:])) == ("# my study", 5)
    assert yaml.safe_load((study / "environment.yml").read_text())["name"] == "my-study"
    steps = yaml.safe_load((study / ".github/workflows/notebooks.yml").read_text())["jobs"]["notebooks"]["steps"]
    assert steps[-1] == {"run": "pytest --nbval *.ipynb"}


def test_notebooks_of_a_study_read_its_settings(news, tmp_path, monkeypatch):
    monkeypatch.delenv("STANCE_SOURCES", raising=False)
    study = new_study(tmp_path / "study", [news / "Herald", news / "Gazette"], ["EU"])
    monkeypatch.chdir(study)
    assert set(read_corpus().outlet) == {"Herald", "Gazette"}
    assert read_targets() == ["EU"]
    monkeypatch.setenv("STANCE_SOURCES", str(news / "Herald"))
    assert set(read_corpus().outlet) == {"Herald"}
    monkeypatch.chdir(tmp_path)
    assert read_targets() == ["USA", "RUS"]


@pytest.mark.parametrize(
    ("make", "targets", "said"),
    [
        (lambda folder: folder.mkdir() or (folder / "mine").touch(), TARGETS, "not an empty folder; give a new one"),
        (lambda folder: folder.touch(), TARGETS, "not an empty folder; give a new one"),
        (lambda folder: None, ["Atlantis"], "no such target: Atlantis"),
        (lambda folder: (folder.parent / "news" / "bad.txt").touch(), TARGETS, "bad.txt: empty"),
    ],
)
def test_a_study_is_made_whole_or_not_at_all(news, tmp_path, make, targets, said):
    make(tmp_path / "study")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InputError, match=said):
        new_study(tmp_path / "study", [news], targets)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_failure_half_way_leaves_nothing(news, tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.study._fill", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        new_study(tmp_path / "study", [news], TARGETS)
    assert [path.name for path in tmp_path.iterdir()] == ["news"]


def test_an_empty_folder_may_be_there(news, tmp_path):
    (tmp_path / "study").mkdir()
    assert read_settings(new_study(tmp_path / "study", [news], ["CHN"])) == Settings(
        [str(tmp_path / "study" / "articles" / "news")], ["CHN"]
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sources = [", "study.toml: cannot be read"),
        ('sources = "a"\ntargets = ["USA"]', "sources must be a list of texts"),
        ('sources = ["a"]\ntargets = []', "targets must be a list of texts"),
    ],
)
def test_settings_that_are_wrong(tmp_path, text, said):
    (tmp_path / "study.toml").write_text(text)
    with pytest.raises(InputError, match=said):
        read_settings(tmp_path)


def test_templates_were_not_run_and_name_no_corpus():
    for path in TEMPLATES.glob("*.ipynb"):
        cells = [cell for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == "code"]
        assert not any(cell["outputs"] or cell["execution_count"] for cell in cells)
        assert not any(word in path.read_text() for word in ("Russia", "Iraq", "seed", "def ", "open("))
