"""Files and folders, on this machine or in a store that fsspec reaches: s3://, gs://, abfs:// and the like."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from analysis.errors import InputError


def find_place(name: str | Path) -> Path:
    """A path that can be opened and walked, whether local or an address like ``s3://bucket/news``.

    Raises InputError for an address where what reaches it is not installed.
    """
    if "://" not in str(name):
        return Path(name)
    try:
        from upath import UPath

        remote: Any = UPath(name)  # a path in all that is asked of it here
        return remote
    except ImportError as error:  # of this library, or of the one for the kind of store
        kind = str(name).split("://")[0]
        raise InputError(
            f"{name}: needs pip install 'stance-analysis[remote]', and fsspec's library for {kind}"
        ) from error
    except ValueError as error:
        raise InputError(f"{name}: {error}") from error


def is_remote(place: Path) -> bool:
    """Whether a place is in a store and not on a disk."""
    return "://" in str(place)


def store_of(place: Path) -> tuple[Any, str]:
    """The fsspec file system of a place in a store, and its name there."""
    remote: Any = place
    return remote.fs, remote.path


def walk(folder: Path, unreadable: Callable[[OSError], object]) -> Iterator[tuple[Path, list[str], list[str]]]:
    """Every folder from `folder` down, with its subfolders and files, as `os.walk` does."""
    remote: Any = folder
    if is_remote(folder):
        yield from remote.walk(on_error=unreadable)
    else:
        for place, folders, files in os.walk(folder, onerror=unreadable):
            yield Path(place), folders, files


def again(path: Path, place: Path) -> None:
    """Give a file a second name, which takes no room; where there is no such thing, copy it."""
    if is_remote(path):
        store, name = store_of(path)
        store.copy(name, store_of(place)[1])  # within the store, not by way of this machine
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, place)
    except OSError:
        shutil.copyfile(path, place)


def upload(folder: Path, place: Path, last: str) -> None:
    """Put the files of a local folder in the place of those in a store; the one that is put there `last` says that
    all are.
    """
    files = sorted((path for path in folder.rglob("*") if path.is_file()), key=lambda path: (path.name == last, path))
    for path in files:
        (place / path.relative_to(folder).as_posix()).write_bytes(path.read_bytes())


def remove(folder: Path) -> None:
    """Remove a folder with all that is in it; there may be none."""
    if not is_remote(folder):
        shutil.rmtree(folder, ignore_errors=True)
    elif folder.exists():
        store, name = store_of(folder)
        store.rm(name, recursive=True)
