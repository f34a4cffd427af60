"""The templates: every text that they show is escaped."""

from base64 import b64encode
from functools import cache

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined

from analysis.chart import country_colour, country_name, signed
from analysis.chart.base import plural
from analysis.evidence import legible, shade, tint


def render(name: str, **values: object) -> str:
    """Render one of ``analysis/templates/`` with these values."""
    return _environment().get_template(name).render(**values)


def _cell(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    if isinstance(value, float) and 0 < abs(value) < 0.005:  # a p-value is never 0.00
        return f"{value:.4f}".replace("-", "−")
    if isinstance(value, float):
        return "" if pd.isna(value) else signed(value).lstrip("+") if value < 0 else f"{value:.2f}"
    return "" if value is pd.NaT or value is pd.NA else str(value)


def _embedded(svg: bytes) -> str:
    return "data:image/svg+xml;base64," + b64encode(svg).decode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("analysis"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "cell": _cell,
        "signed": signed,
        "embedded": _embedded,
        "country": country_name,
        "colour": country_colour,
        "legible": legible,
        "counted": plural,
        "shade": shade,
        "tint": tint,
    }
    return environment
