"""Colours stay apart for every reader, whatever their colour vision."""

from itertools import combinations

import numpy as np
import pytest

from analysis.chart import PALETTE
from analysis.chart.sources import INTRODUCED

# Simulation of colour vision without one kind of cone, in linear RGB: Machado, Oliveira & Fernandes (2009), "A
# Physiologically-based Model for Simulation of Color Vision Deficiency", severity 1.0.
VISION = {
    "normal": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
# sRGB (IEC 61966-2-1) to XYZ, by the white of D65.
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
# CIE 1976 ΔE. 2.3 is just noticeable side by side (Mahy et al. 1994); marks of a chart are small and lie apart.
APART = 16.0


def lab(colour: str, vision: str = "normal") -> np.ndarray:
    """CIE L*a*b* of a colour "#RRGGBB" as seen."""
    rgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    xyz = XYZ @ np.clip(np.array(VISION[vision]) @ linear, 0, 1) / XYZ.sum(axis=1)
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(a: str, b: str, vision: str = "normal") -> float:
    return float(np.linalg.norm(lab(a, vision) - lab(b, vision)))


def test_the_measure():
    assert lab("#FFFFFF") == pytest.approx([100, 0, 0], abs=0.05)
    assert lab("#FF0000") == pytest.approx([53.24, 80.09, 67.20], abs=0.05)  # as tables of sRGB give it
    assert difference("#000000", "#FFFFFF") == pytest.approx(100, abs=0.1)
    # Red and green of one lightness: far apart, but not without the middle cones.
    assert difference("#D00000", "#7A7A00", "deuteranopia") < 40 < difference("#D00000", "#7A7A00")


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("colours", [PALETTE, tuple(INTRODUCED.values())], ids=["palette", "introductions"])
def test_any_two_colours_stay_apart(colours, vision):
    differences = {(a, b): difference(a, b, vision) for a, b in combinations(colours, 2)}
    assert min(differences.values()) >= APART, min(differences, key=differences.get)


@pytest.mark.parametrize("colour", PALETTE)
def test_a_colour_shows_on_white_in_grey_too(colour):
    assert lab(colour)[0] <= 75
