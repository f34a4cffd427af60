"""pyproject.toml, the lock and environment.yml name the same packages in the same versions."""

import re
import tomllib

import pytest
import yaml
from conftest import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf8")
# A package may be locked in two versions, each for some versions of Python.
LOCKED = [Requirement(line) for line in re.findall(r"^(\S+==[^\\\n]+?) *\\?$", LOCK, re.MULTILINE)]
CARD = ("jupyterlab", "pandas", "scikit-learn", "matplotlib", "vadersentiment", "nbval")


def declared() -> list[str]:
    extras = PROJECT["optional-dependencies"]
    return [*PROJECT["dependencies"], *extras["test"], *extras["lexicon"], *extras["dask"]]


@pytest.mark.parametrize("line", declared())
def test_what_is_declared_is_locked_in_a_version_that_fits(line):
    wanted = Requirement(line)
    locked = [found for found in LOCKED if found.name == canonicalize_name(wanted.name)]
    assert locked
    assert all(wanted.specifier.contains(next(iter(found.specifier)).version) for found in locked)


@pytest.mark.parametrize("name", CARD)
def test_the_packages_the_project_is_known_by(name):
    assert name in {found.name for found in LOCKED}


def test_every_locked_package_has_hashes():
    blocks = re.split(r"\n(?=\S)", LOCK.strip())
    assert len(blocks) == len(LOCKED)
    assert all("--hash=sha256:" in block for block in blocks)


def test_conda_installs_the_same():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf8"))
    (pip,) = [entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict)]
    assert pip[-1] == "-e ."
    assert [str(Requirement(line)) for line in pip[:-1]] == [str(found) for found in LOCKED]
    assert f"python{PROJECT['requires-python']}" in environment["dependencies"]
