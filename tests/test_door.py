"""A door lets pass what fits and nothing else; what pandera alone would say of a table is the measure."""

import pandas as pd
import pandera.pandas as pa
import pytest
from pandera.typing import DataFrame
from test_tables import MODELS

from analysis.door import Door, check_types
from analysis.tables import Articles, Mentions, Scores, Voices

ERRORS = (pa.errors.SchemaError, pa.errors.SchemaErrors)
WRONG = [
    ("scores", "tone", None),
    ("scores", "tone", -1.5),
    ("scores", "negative", 1.5),
    ("scores", "label", 2),
    ("scores", "mentions", 0),
    ("scores", "voice", "ghost"),
    ("voices", "speaker", None),
    ("voices", "speaker_start", -1),
    ("actions", "agency", 2),
    ("articles", "article_id", "a0"),  # that of the first article too
    ("comparisons", "p", 2.0),
]


@pytest.fixture
def tables(seed):
    two = pd.concat([seed.articles] * 2, ignore_index=True)
    return seed.tables | {"articles": Articles.validate(two.assign(article_id=["a0", "a1"]))}


def model_of(name: str) -> type[pa.DataFrameModel]:
    return next(model for model in MODELS if model.__name__.lower() == name)


@pytest.mark.parametrize(
    "name", ["articles", "sentences", "mentions", "voices", "scores", "actions", "counts", "terms"]
)
def test_a_table_that_fits_passes_without_pandera(tables, name, monkeypatch):
    monkeypatch.setattr(pa.DataFrameSchema, "validate", None)
    found = model_of(name).validate(tables[name])
    pd.testing.assert_frame_equal(found, tables[name])
    assert found is not tables[name]


@pytest.mark.parametrize(("name", "column", "value"), WRONG)
def test_one_wrong_value_is_refused(tables, name, column, value):
    table = tables[name]
    wrong = pd.Series([*table[column][:-1], value], table.index, dtype=table[column].dtype)
    with pytest.raises(ERRORS):
        model_of(name).validate(table.assign(**{column: wrong}))


def test_types_are_coerced_as_pandera_does(seed):
    small = seed.mentions.astype({"start": "int32", "kind": object})
    pd.testing.assert_frame_equal(Mentions.validate(small), seed.mentions)


def test_a_check_that_the_door_does_not_know_is_made_by_pandera():
    schema = Door({"x": pa.Column(int, pa.Check.lt(3))})
    assert schema.validate(pd.DataFrame({"x": [2]})).x.to_list() == [2]
    with pytest.raises(ERRORS):
        schema.validate(pd.DataFrame({"x": [3]}))
    whole = Door({"x": pa.Column(int)}, checks=pa.Check(lambda table: len(table) < 2))
    with pytest.raises(ERRORS):
        whole.validate(pd.DataFrame({"x": [1, 2]}))


def test_a_stage_checks_what_comes_in_and_what_goes_out(seed):
    @check_types
    def stage(
        scores: DataFrame[Scores], more: DataFrame[Voices] | None = None, *, same: bool = True
    ) -> DataFrame[Scores]:
        return scores if same else scores.assign(label=2)

    pd.testing.assert_frame_equal(stage(seed.scores), seed.scores)
    stage(seed.scores, None)
    stage(seed.scores, more=seed.voices)
    for wrong in (
        lambda: stage(seed.voices),
        lambda: stage(seed.scores, seed.scores),
        lambda: stage(seed.scores, more=seed.scores),
        lambda: stage(seed.scores, same=False),
    ):
        with pytest.raises(ERRORS):
            wrong()
    with pytest.raises(TypeError, match="DataFrame"):
        stage(None)


def test_a_stage_checks_each_of_any_number_of_tables(seed):
    @check_types
    def stage(*tables: DataFrame[Scores]) -> int:
        return len(tables)

    assert stage(seed.scores, seed.scores) == 2
    with pytest.raises(ERRORS):
        stage(seed.scores, seed.voices)


def test_an_empty_table_passes():
    assert Articles.validate(Articles.empty()).empty
