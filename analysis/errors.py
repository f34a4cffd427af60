"""The one exception for what a user can put right."""


class InputError(ValueError):
    """Something given to the project cannot be used; the message is one line: what, where, and what would be."""
