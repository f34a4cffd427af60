import io
import os
import subprocess
import sys

import nbformat
import pytest
from conftest import ROOT
from nbclient import NotebookClient

from analysis import progress
from analysis.progress import pace, track

HIDDEN, SHOWN, ERASED = "\x1b[?25l", "\x1b[?25h", "\x1b[2K"  # the cursor, and a line


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch):
    """Seconds that pass only where a test says so."""
    now = [0.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def attach(monkeypatch):
    """Puts a terminal in the place of the standard error: called in a test, since pytest puts its own before that."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")

    def make() -> Terminal:
        monkeypatch.setattr(sys, "stderr", Terminal())
        return sys.stderr

    return make


def is_clean(terminal) -> bool:
    """Whether the bar is gone, the cursor is back, and the next loop may show a bar."""
    said = terminal.getvalue()
    gone = said.rindex(ERASED) > said.rindex("/s") and said.rindex(SHOWN) > said.rindex(HIDDEN)
    return gone and sys.stderr is terminal and not progress.ONE.locked()


def test_the_bar_comes_after_two_seconds_and_not_before(clock, attach):
    terminal = attach()
    seen = []
    for _ in track(range(8), "Counting"):
        seen.append(terminal.getvalue())
        clock[0] += 0.5
    assert seen[:4] == [""] * 4  # at 0, 0.5, 1 and 1.5 seconds
    assert "Counting" in seen[4]
    assert "4 of 8, 2/s, 0:02 left" in seen[4]
    assert "7 of 8, 2/s, 0:00 left" in seen[7]
    assert is_clean(terminal)


def test_a_stage_under_two_seconds_shows_nothing(clock, attach):
    terminal = attach()
    for _ in track(range(4), "Counting"):
        clock[0] += 0.5
    assert terminal.getvalue() == ""


def test_nothing_is_shown_where_there_is_no_terminal(clock, capsys):
    for _ in track(range(8), "Counting"):
        clock[0] += 1
    assert capsys.readouterr() == ("", "")


def test_items_without_a_length_are_counted(clock, attach):
    terminal = attach()
    for _ in track(iter(range(4)), "Counting"):
        clock[0] += 1
    assert "3, 1/s" in terminal.getvalue()
    assert "left" not in terminal.getvalue()
    assert is_clean(terminal)


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_in_the_loop_takes_the_bar_away_at_once(clock, attach, error):
    terminal = attach()

    def stage():
        for number in track(range(8), "Counting"):
            clock[0] += 1
            if number == 4:
                raise error

    with pytest.raises(error) as caught:  # which keeps the frames of the stage alive
        stage()
    assert is_clean(terminal)
    assert caught.traceback[-1].name == "stage"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_between_two_items_takes_the_bar_away_too(clock, attach, error):
    terminal = attach()

    def items():
        yield from range(4)
        raise error

    def stage():
        for _ in track(items(), "Counting"):
            clock[0] += 1

    with pytest.raises(error):
        stage()
    assert is_clean(terminal)


def test_one_bar_at_a_time(clock, attach):
    terminal = attach()
    for _ in track(range(4), "Outer"):
        clock[0] += 2
        for _ in track(range(4), "Inner"):
            clock[0] += 1
    first, _, rest = terminal.getvalue().partition("Outer")
    assert "Inner" in first  # before there was a bar of the outer loop
    assert "Inner" not in rest
    assert is_clean(terminal)


def test_the_items_come_as_they_are():
    assert list(track("abc", "Counting")) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("done", "total", "seconds", "told"),
    [
        (0, 5, 2, "0 of 5, 0/s"),
        (1, 5, 4, "1 of 5, 0.25/s, 0:16 left"),
        (100, 1_000, 8, "100 of 1,000, 12/s, 1:12 left"),
        (1_000, 1_001_000, 10, "1,000 of 1,001,000, 100/s, 2:46:40 left"),
        (5, None, 2, "5, 2.5/s"),
    ],
)
def test_the_pace_in_words(done, total, seconds, told):
    assert pace(done, total, seconds) == told


SLOW = """
import fcntl, sys, termios, time
fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # so that Ctrl-C reaches this process as it does in a terminal
from analysis import progress, stance
from analysis.__main__ import main
progress.PATIENCE, padded = 0.1, stance.padded
stance.padded = lambda rows: time.sleep(0.2) or padded(rows)
main()
"""


def test_an_interrupt_in_a_terminal_ends_in_one_line(tmp_path):
    openpty = pytest.importorskip("pty").openpty
    ours, theirs = openpty()
    command = [
        sys.executable,
        "-c",
        SLOW,
        "run",
        str(ROOT / "seeds"),
        "--out",
        str(tmp_path / "out"),
        "--target",
        "all",
    ]
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "100", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, env=environment
    )
    os.close(theirs)
    said, stopped = "", False
    while part := _read(ours):
        said += part
        if "Scoring stance" in said and " left" in said and not stopped:
            stopped = bool(os.write(ours, b"\x03"))
    os.close(ours)
    assert process.wait() == 130
    assert stopped
    assert "Traceback" not in said
    bar, _, rest = said.rpartition(ERASED)
    assert " left" in bar
    assert rest.replace(SHOWN, "").split("\r\n") == [
        "stance: interrupted; the output is complete or as it was before",
        "",
    ]
    assert [path.name for path in tmp_path.iterdir()] in ([], [".out-parts"])  # with what was finished


def _read(terminal: int) -> str:
    try:
        return os.read(terminal, 4096).decode(errors="replace")
    except OSError:  # Linux: the other side is closed
        return ""


CELL = """
print("before")
for number in track(range(4), "Counting"):
    time.sleep(0.15)
print("behind")
"""


def test_a_notebook_keeps_no_bar():
    cells = ["import time; from analysis import progress; from analysis.progress import track", CELL]
    cells += ["progress.PATIENCE = 0.2", CELL]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    messages = []
    client = NotebookClient(book, resources={"metadata": {"path": str(ROOT)}})
    client.process_message = lambda message, *rest: (
        messages.append(message) or NotebookClient.process_message(client, message, *rest)
    )
    client.execute()
    texts = ["".join(output.get("text", "") for output in cell.outputs) for cell in book.cells]
    views = [[output["data"] for output in cell.outputs if "data" in output] for cell in book.cells]
    assert texts == ["", "before\nbehind\n", "", "before\nbehind\n"]
    assert views == [[], [], [], [{}]]
    shown = [message["content"]["data"] for message in messages if message["msg_type"] == "display_data"]
    assert [list(data) for data in shown] == [["application/vnd.jupyter.widget-view+json"]]  # nbval skips this kind
    states = str([message["content"] for message in messages if message["msg_type"].startswith("comm")])
    assert "Counting" in states
    assert "of 4, " in states
