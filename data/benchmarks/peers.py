"""Run flashgeotext and geotext on texts from standard input, for `mentions.py`, in an environment that has them."""

import json
import sys
import time

from flashgeotext.geotext import GeoText as FlashGeoText
from flashgeotext.geotext import GeoTextConfiguration
from geotext import GeoText


def main() -> None:
    """Write one JSON object: by tool, the spans by corpus (none where a tool gives no offsets) and MB/s."""
    work = json.load(sys.stdin)
    flash = FlashGeoText(GeoTextConfiguration())
    codes = GeoText.index.countries

    def spans(text: str) -> list[list]:
        found = flash.extract(input_text=text)["countries"]
        return [[*span, codes.get(name.lower(), "??")] for name, hit in found.items() for span in hit["span_info"]]

    size = sum(len(text.encode()) for text in work["speed"])
    result = {
        "flashgeotext": {
            "spans": {name: [spans(text) for text in texts] for name, texts in work["corpora"].items()},
            "speed": size / _seconds(flash.extract, work["speed"]) / 1e6,
        },
        # geotext counts, but does not say where.
        "geotext": {"spans": {}, "speed": size / _seconds(GeoText, work["speed"]) / 1e6},
    }
    sys.stdout.write("\n" + json.dumps(result) + "\n")


def _seconds(tag, texts: list[str]) -> float:
    """Time the tagging of all texts; the best of three."""
    times = []
    for _ in range(3):
        begin = time.process_time()
        for text in texts:
            tag(text)
        times.append(time.process_time() - begin)
    return min(times)


if __name__ == "__main__":
    main()
