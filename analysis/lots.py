"""A corpus cut into lots: so many articles, not read yet, that one part of a run is made of."""

import hashlib
from collections.abc import Iterable, Iterator
from zlib import crc32

from analysis.read import Item

ARTICLES = 200  # of a lot, in the mean


def cut_lots(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Cut what `list_items` gives into lots of at most twice `ARTICLES`.

    Where a lot begins is told by the names of the articles alone, so that one more article moves no cut but its own,
    and a run over the grown corpus finds all other parts finished.
    """
    lot: list[Item] = []
    for item in items:
        if lot and (len(lot) == 2 * ARTICLES or crc32(item.article_id.encode()) % ARTICLES == 0):
            yield lot
            lot = []
        lot.append(item)
    if lot:
        yield lot


def content_key(lot: Iterable[Item], settings: str) -> str:
    """Name of the part that comes of a lot: another one where an article, or what `settings` say, has changed."""
    told = hashlib.sha256(settings.encode())
    for item in lot:
        # The folder around a file may name its outlet.
        about = (
            item.source,
            item.article_id,
            item.path.resolve().parent.name,
            sorted(item.metadata.items()),
            item.record,
        )
        told.update(repr(about).encode())
        if item.record is None:
            told.update(hashlib.sha256(item.path.read_bytes()).digest())
    return told.hexdigest()[:16]
