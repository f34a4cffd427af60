"""What a notebook keeps of a live panel when it is saved: the part that can be read without a kernel."""

from typing import Any

from nbconvert.preprocessors import Preprocessor

LIVE = "application/vnd.jupyter.widget-view+json"


class KeepReadable(Preprocessor):
    """Take away the view of a widget, which names a model of a kernel that is gone, where there is a table instead."""

    def preprocess_cell(self, cell: Any, resources: dict, index: int) -> tuple[Any, dict]:
        for output in cell.get("outputs", []):
            if "text/html" in output.get("data", {}):
                output["data"].pop(LIVE, None)
        return cell, resources
