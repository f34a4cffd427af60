"""The score must not depend on which country a sentence is about."""

import csv

import numpy as np
import pytest
from conftest import CASES

from analysis.stance import CLASSES, StanceModel

COUNTRIES = [
    "America", "Russia", "China", "Britain", "France", "Germany", "Italy", "Spain",
    "Poland", "Ukraine", "Turkey", "Iran", "Iraq", "Syria", "Israel", "Egypt",
    "Pakistan", "India", "Japan", "Vietnam", "Australia", "Canada", "Mexico", "Brazil",
    "Argentina", "Nigeria", "Kenya", "Norway", "Greece", "Peru",
]  # fmt: skip
WIDEST = 0.10


@pytest.fixture(scope="module")
def chances() -> np.ndarray:
    """Probabilities (templates, countries, classes)."""
    with (CASES / "swap.csv").open(encoding="utf8", newline="") as file:
        templates = [row["template"] for row in csv.DictReader(file)]
    places = [(template.index("{}"), template, country) for template in templates for country in COUNTRIES]
    texts = [template.format(country) for _, template, country in places]
    spans = [(start, start + len(country)) for start, _, country in places]
    found = StanceModel.load().score(texts, spans)[list(CLASSES)].to_numpy()
    return found.reshape(len(templates), len(COUNTRIES), len(CLASSES))


def test_fifty_templates_and_thirty_countries(chances):
    assert chances.shape == (50, 30, 3)


def test_no_two_countries_differ_in_the_mean_over_templates(chances):
    means = chances.mean(axis=0)
    assert np.ptp(means, axis=0).max() < WIDEST


def test_no_two_countries_differ_template_by_template(chances):
    apart = np.abs(chances[:, :, None] - chances[:, None, :]).mean(axis=0)
    assert apart.max() < WIDEST
