"""Figures of a finished run, drawn anew for print."""

import re

import pytest
from matplotlib.text import Text
from typer.testing import CliRunner

from analysis import InputError
from analysis.cli import app
from analysis.export import export
from analysis.figures import draw, draw_all
from analysis.reprint import fitted, millimetres, read_run, reprint, save_figure


@pytest.fixture(scope="module")
def run(seed, tmp_path_factory):
    return export(seed, tmp_path_factory.mktemp("run") / "out")


def test_a_run_reads_back_as_it_was(seed, run):
    found = read_run(run)
    assert (found.targets, found.scorer) == (seed.targets, seed.scorer)
    assert {name: table.to_csv() for name, table in found.tables.items()} == {
        name: table.to_csv() for name, table in seed.tables.items()
    }


def test_the_command_writes_every_figure_at_the_width(run, tmp_path):
    to = tmp_path / "print"
    done = CliRunner().invoke(app, ["figures", str(run), "--width", "174mm", "--formats", "svg,pdf", "--to", str(to)])
    assert done.exit_code == 0, done.output
    names = {path.stem for path in (run / "figures").glob("*.svg")}
    assert {path.name for path in to.iterdir()} == {f"{name}.{ending}" for name in names for ending in ("svg", "pdf")}
    (width,) = {re.search(r'<svg [^>]*width="([\d.]+)pt"', path.read_text())[1] for path in to.glob("*.svg")}
    assert float(width) / 72 * 25.4 == pytest.approx(174, abs=0.01)
    for path in to.glob("*.pdf"):
        assert b"/FontFile2" in path.read_bytes()  # TrueType, which is type 42, within the file
        assert b"/Type3" not in path.read_bytes()
    assert all("<text" in path.read_text() for path in to.glob("*.svg"))


def test_the_folder_of_the_run_is_the_place_unless_another_is_given(run):
    before = {path: path.read_bytes() for path in (run / "figures").iterdir()}
    assert set(reprint(run)) < before.keys()
    pairs = ((path, path.read_bytes()) for path in reprint(run, formats=("svg",)))
    assert all(re.search(rb"<title>.*", new)[0] == re.search(rb"<title>.*", before[path])[0] for path, new in pairs)


@pytest.mark.parametrize("width", [85, 174])
def test_type_is_legible_at_any_width(seed, width):
    for figure in draw_all(seed):
        canvas = fitted(figure, width).canvas
        assert canvas.get_figwidth() * 25.4 == pytest.approx(width)
        assert min(text.get_fontsize() for text in canvas.findobj(Text) if text.get_text().strip()) >= 6


def test_one_line_saves_a_figure(seed, tmp_path):
    assert save_figure(draw(seed, "stance"), tmp_path / "a.pdf", width=174).read_bytes().startswith(b"%PDF")
    with pytest.raises(InputError, match=r"end the name in \.svg, \.png, \.pdf"):
        save_figure(draw(seed, "stance"), tmp_path / "a.gif")


@pytest.mark.parametrize(
    ("keywords", "said"),
    [
        ({"formats": ("svg", "gif")}, "no such format: gif; there are svg, png, pdf"),
        ({"width": 20}, "20 mm: a figure is legible from 80 to 300 mm"),
        ({"width": float("nan")}, "nan mm"),
    ],
)
def test_what_cannot_be_made_is_said_in_one_line(run, keywords, said):
    with pytest.raises(InputError, match=r"^[^\n]*$") as error:
        reprint(run, **keywords)
    assert said in str(error.value)


def test_a_folder_without_a_run(tmp_path):
    with pytest.raises(InputError, match="no finished run; give the folder that stance run wrote"):
        reprint(tmp_path)


@pytest.mark.parametrize("table", ["no table", "voice", "mean"])
def test_a_table_that_is_damaged(seed, tmp_path, table):
    folder = export(seed, tmp_path / "out")
    (folder / "tables" / "stance.parquet").write_bytes(
        b"no table" if table == "no table" else seed.stance.assign(**{table: "wrong"}).to_parquet()
    )
    with pytest.raises(InputError, match=r"stance\.parquet: cannot be read"):
        reprint(folder)


def test_widths_as_they_are_written():
    assert [millimetres("85mm"), millimetres("174")] == [85, 174]
    with pytest.raises(InputError, match="wide: not a width; write it in millimetres, like 85mm"):
        millimetres("wide")
