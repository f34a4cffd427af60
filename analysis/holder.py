"""Whose attitude toward a target a sentence reports: the author's, or somebody else's."""

OTHER = 0.5  # probability from which the model's word for "other" is taken


def decide_holder(voice: str, other: float) -> str:
    """Who holds the attitude: author or other.

    Words that are quoted or attributed carry the attitude of whoever speaks them. In the author's own words it may
    still be another's ("a march in support of Orban"), which is for the stance model to tell: `other` is its
    probability, from ``StanceModel.score``, or NaN where there is none.
    """
    return "other" if voice != "author" or other >= OTHER else "author"
