"""The package works away from its checkout, with its lexicons inside."""

import os
import subprocess
import sys
import zipfile

import pytest
from conftest import ROOT

from analysis.study import TEMPLATES


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--no-deps",
        "--quiet",
        "--target",
        str(folder / "site"),
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True)
    return wheel, folder / "site"


def test_the_wheel_holds_the_package_and_nothing_beside_it(installed):
    names = zipfile.ZipFile(installed[0]).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"analysis"}
    assert {"analysis/data/lexicons/countries.csv", "analysis/data/models/stance.onnx"} < set(names)
    assert {f"analysis/templates/study/{path.name}" for path in TEMPLATES.iterdir()} < set(names)


def test_it_runs_elsewhere(installed, tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("Moscow praised Iraq.")
    environment = os.environ | {"PYTHONPATH": str(installed[1])}
    command = [sys.executable, "-m", "analysis", "run", "news", "--out", "out"]
    where = [sys.executable, "-c", "import analysis; print(analysis.__file__)"]
    found = subprocess.run(where, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert found.stdout.startswith(str(installed[1]))
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert "2 mentions of 2 countries" in done.stderr
    assert (tmp_path / "out" / "index.html").exists()
