"""``python -m analysis`` and ``stance``: the command line, and how it ends."""

import sys
from errno import ENOSPC

from analysis.errors import InputError

INTERRUPTED = 130


def main() -> None:
    """Run the command line; what a user can put right ends in one line and exit status 2, an interrupt in 130."""
    try:
        # Imported here, so that an interrupt while the libraries are loading ends in one line too.
        from analysis.cli import app

        app()
    except InputError as error:
        _end(str(error), 2)
    except OSError as error:
        full = "; make room, and give the same command again" if error.errno == ENOSPC else ""
        _end(f"{error.filename or 'output'}: {error.strerror or error}{full}", 2)
    except (KeyboardInterrupt, SystemExit) as end:  # typer makes the one the other, and says nothing
        if isinstance(end, SystemExit) and end.code != INTERRUPTED:
            raise
        _end("interrupted; the output is complete or as it was before", INTERRUPTED)


def _end(message: str, status: int) -> None:
    print(f"stance: {message}", file=sys.stderr)
    sys.exit(status)


if __name__ == "__main__":
    main()
