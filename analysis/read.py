"""Files to articles."""

from pathlib import Path


def data_path(name: str) -> Path:
    """Path of a file under ``data/`` that ships with the package, from a checkout and from an installed wheel alike."""
    package = Path(__file__).parent
    installed = package / "data" / name
    return installed if installed.exists() else package.parent / "data" / name
