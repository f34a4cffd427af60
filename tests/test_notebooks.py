"""What nbval does not see: notebooks never run, run in disorder, with logic or with charts it cannot compare."""

import json

import pytest
from conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def cells(request) -> list[dict]:
    return json.loads(request.param.read_text(encoding="utf8"))["cells"]


@pytest.fixture
def code(cells) -> list[dict]:
    return [cell for cell in cells if cell["cell_type"] == "code"]


def test_there_are_notebooks():
    assert [path.stem[:2] for path in NOTEBOOKS][:5] == ["00", "01", "02", "03", "04"]


def test_every_cell_ran_in_order_without_error(code):
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert not [output for cell in code for output in cell["outputs"] if output["output_type"] == "error"]


def test_a_cell_that_shows_something_has_its_output(code):
    for cell in code:
        last = "".join(cell["source"]).strip().splitlines()[-1]
        silent = last.startswith(("pd.set_option", "study = ", ")"))
        assert silent or cell["outputs"], last


def test_charts_are_svg_which_is_compared(code):
    shown = [kind for cell in code for output in cell["outputs"] for kind in output.get("data", {})]
    assert "image/svg+xml" in shown
    assert not {"image/png", "image/jpeg"} & set(shown)


def test_logic_and_paths_live_in_the_package(code):
    source = "\n".join("".join(cell["source"]) for cell in code)
    assert len(source.splitlines()) <= 60
    for word in ("def ", "class ", "open(", "Path(", "seeds/", ".csv"):
        assert word not in source


def test_it_says_first_what_it_answers_and_what_it_cannot(cells):
    opening = "".join(cells[0]["source"])
    assert opening.startswith("# ")
    assert "**This notebook answers:**" in opening
    assert "**It cannot answer:**" in opening
