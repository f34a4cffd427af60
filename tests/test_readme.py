"""What the README says is so: its data dictionary, its commands, its charts, its example."""

import re

import pytest
from conftest import ROOT
from typer.testing import CliRunner

from analysis import tables
from analysis.figures import draw

README = (ROOT / "README.md").read_text(encoding="utf8")
MARK = "<!-- data dictionary -->"


def dictionary() -> str:
    """The data dictionary, made from the models."""
    parts = []
    for model in vars(tables).values():
        if isinstance(model, type) and issubclass(model, tables.Table) and model is not tables.Table:
            parts.append(f"**{model.__name__.lower()}**: {model.__doc__[0].lower()}{model.__doc__[1:]}\n")
            parts.append("| column | type | meaning |\n|---|---|---|")
            for name, column in model.to_schema().columns.items():
                kind = re.sub(r"string\[pyarrow\]|str", "text", str(column.dtype)).replace("datetime64[ns]", "date")
                meaning = column.description or "As in the tables above"
                parts.append(f"| `{name}` | {kind} | {meaning} |")
            parts.append("")
    return "\n".join(parts).strip()


def test_the_data_dictionary_is_that_of_the_tables():
    assert README.split(MARK)[1].strip() == dictionary()


def test_every_make_target_and_file_it_names_is_there():
    targets = set(re.findall(r"\bmake ([a-z-]+)", README)) - {"and"}
    makefile = (ROOT / "Makefile").read_text(encoding="utf8")
    assert {"run", "test", "lab", "notebooks"} <= targets
    assert all(f"\n{target}:" in makefile for target in targets)
    for path in re.findall(r"`((?:data/lexicons|seeds)/[\w./]*)`", README):
        assert (ROOT / path).exists()
    for notebook in re.findall(r"`(\d\d-[\w-]+)`", README):
        assert (ROOT / "notebooks" / f"{notebook}.ipynb").exists()


def test_every_option_it_names_is_there(monkeypatch):
    from analysis.cli import app

    monkeypatch.setenv("COLUMNS", "200")
    known = CliRunner().invoke(app, ["run", "--help"]).output
    for line in re.findall(r"stance run .*", README):
        assert all(option in known for option in re.findall(r"--[a-z-]+", line))
    assert "--skip-bad" in known


def test_its_example_runs(monkeypatch):
    monkeypatch.chdir(ROOT)
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    found: dict = {}
    exec(example, found)
    assert not found["study"].stance.empty


@pytest.mark.parametrize("name", ["mentions", "strip"])
def test_its_charts_are_those_drawn_today(seed, name):
    assert (ROOT / "data" / "readme" / f"{name}.svg").read_bytes() == draw(seed, name).render("svg")


if __name__ == "__main__":
    before, _, behind = README.split(MARK)
    (ROOT / "README.md").write_text(f"{before}{MARK}\n{dictionary()}\n{MARK}{behind}", encoding="utf8")
