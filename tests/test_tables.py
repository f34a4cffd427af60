import pandera.pandas as pa
import pytest

from analysis import tables

MODELS = [model for model in vars(tables).values() if isinstance(model, type) and issubclass(model, tables.Table)]
MODELS.remove(tables.Table)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_an_empty_table_keeps_its_types(model):
    empty = model.empty()
    assert list(empty.columns) == list(model.to_schema().columns)
    assert "object" not in {str(dtype) for dtype in empty.dtypes}


def test_every_table_of_an_analysis_is_declared_or_crossed(seed):
    crossed = {"matrix", "sentence_scores"}
    named = {name.title().replace("_", "") for name in seed.tables.keys() - crossed}
    assert named == {model.__name__ for model in MODELS} - {"Problems", "Selection"}


@pytest.mark.parametrize(
    ("column", "value"), [("label", 2), ("score", 1.5), ("voice", "ghost"), ("mentions", 0), ("tone", None)]
)
def test_a_table_refuses_what_it_cannot_hold(seed, column, value):
    with pytest.raises((pa.errors.SchemaError, pa.errors.SchemaErrors)):
        tables.Scores.validate(seed.scores.assign(**{column: value}))


def test_a_table_refuses_missing_and_unknown_columns(seed):
    with pytest.raises((pa.errors.SchemaError, pa.errors.SchemaErrors)):
        tables.Counts.validate(seed.counts.drop(columns="share"))
    with pytest.raises((pa.errors.SchemaError, pa.errors.SchemaErrors)):
        tables.Counts.validate(seed.counts.assign(extra=1))
