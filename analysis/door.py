"""What stands at each stage's door: pandera, less the time that it takes for tables that plainly fit."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import pandas as pd
import pandera.pandas as pa
from pandas.api.extensions import ExtensionArray
from pandera.typing import DataFrame

Stage = TypeVar("Stage", bound=Callable[..., Any])


def check_types(stage: Stage) -> Stage:
    """Check every table that goes into a stage or comes out, by the model that its annotation names.

    As ``pandera.check_types`` does, which reads the annotations again at each call.
    """
    signature = inspect.signature(stage)
    models = {name: model for name, hint in get_type_hints(stage).items() if (model := model_of(hint))}

    @wraps(stage)
    def checked(*args: Any, **kwargs: Any) -> Any:
        given = signature.bind(*args, **kwargs)
        for name in models.keys() & given.arguments.keys():
            value, check = given.arguments[name], models[name].validate
            if value is not signature.parameters[name].default:
                given.arguments[name] = tuple(map(check, value)) if isinstance(value, tuple) else check(value)
        found = stage(*given.args, **given.kwargs)
        return models["return"].validate(found) if "return" in models else found

    return checked  # type: ignore[return-value]


def model_of(hint: Any) -> type[pa.DataFrameModel] | None:
    """The model that the annotation of a table names, or of one that may be left out; None for any other annotation."""
    return next((get_args(each)[0] for each in (hint, *get_args(hint)) if get_origin(each) is DataFrame), None)


class Door(pa.DataFrameSchema):
    """A schema that lets a table pass at once where columns, types and values fit, and leaves all others to pandera.

    pandera takes a millisecond a column even for an empty table, which for parts of a corpus, that pass some twenty
    doors each, was more than the work behind the doors. What it coerces and refuses, and its words, stay as they are.
    """

    def validate(self, check_obj: pd.DataFrame, *args: Any, **kwargs: Any) -> pd.DataFrame:
        """Give a new table that fits the schema. Raises SchemaError or SchemaErrors, as pandera does."""
        if isinstance(check_obj, pd.DataFrame) and self._lets_pass(check_obj):
            return check_obj.copy(deep=False)
        return super().validate(check_obj, *args, **kwargs)

    def _lets_pass(self, table: pd.DataFrame) -> bool:
        columns = self.columns.values()
        return (
            not (self.checks or self.parsers or self.index or self.unique)
            and list(table.columns) == list(self.columns)
            and list(table.dtypes) == [column.dtype.type for column in columns]
            and all(_fits(table[column.name].array, column) for column in columns)
        )

    @classmethod
    def get_backend(cls, check_obj: Any = None, check_type: type | None = None) -> Any:
        """Give what checks the tables that do not pass; pandera looks it up by the very class of the schema."""
        return pa.DataFrameSchema.get_backend(check_obj, check_type)


def _fits(values: ExtensionArray, column: pa.Column) -> bool:
    return (
        not column.parsers
        and (column.nullable or not values.isna().any())
        and (not column.unique or len(values.unique()) == len(values))
        and all(_holds(values, check) for check in column.checks)
    )


def _holds(values: ExtensionArray, check: pa.Check) -> bool:
    """Whether a check holds, missing values aside; not where the check is of a kind that is not known here."""
    told = check.statistics or {}
    match check.name:
        case "greater_than_or_equal_to":
            return not (values < told["min_value"]).any()
        case "less_than_or_equal_to":
            return not (values > told["max_value"]).any()
        case "isin":
            return (values.isin(told["allowed_values"]) | values.isna()).all()
    return False
