import io
import json
import os
import re
import select
import subprocess
import sys
from errno import ENOSPC

import pandas as pd
import pytest
from conftest import ROOT

from analysis.__main__ import main
from analysis.stance import StanceModel


@pytest.fixture
def stance(monkeypatch, capsys, tmp_path):
    """Run the command line in an empty folder; returns the exit status and what was said."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["stance", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            main()
        return end.value.code or 0, capsys.readouterr().err

    return run


def test_run(stance, tmp_path):
    assert stance("run", ROOT / "seeds", "--out", "out") == (
        0,
        "Alwaght; 1 article, 22 sentences. 81 mentions of 5 countries. See out/index.html\n",
    )
    assert (tmp_path / "out" / "index.html").exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "a/empty.txt: empty; an article needs text"),
        ("binary.txt", bytes(range(256)), "a/binary.txt: "),
        ("cut.txt", "“Iraq”".encode()[:-1], "a/cut.txt: not UTF-8 at byte 7: damaged or cut off"),
        ("long.txt", b"Iraq and Russia " * 3_300_000, "a/long.txt: 52,800,000 characters are no single article"),
        ("table.csv", b"id,words\n1,Iraq\n", "a/table.csv: no column with the text"),
        ("table.csv", b"id,text\n1,Iraq\n1,Iran\n", "a/table.csv row 3: article_id 1 is that of a/table.csv row 2 too"),
    ],
)
def test_bad_input_ends_in_one_line_and_status_2(stance, tmp_path, name, content, said):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / name).write_bytes(content)
    status, error = stance("run", "a")
    assert status == 2
    assert error.startswith(f"stance: {said}")
    assert error.count("\n") == 1
    assert not (tmp_path / "data").exists()


def test_a_full_disk_is_said_in_one_line_with_the_remedy(stance, tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(ENOSPC, os.strerror(ENOSPC))

    monkeypatch.setattr("analysis.cli.run_corpus", full)
    assert stance("run", ROOT / "seeds") == (
        2,
        "stance: output: No space left on device; make room, and give the same command again\n",
    )


def test_an_empty_folder(stance, tmp_path):
    (tmp_path / "a").mkdir()
    status, error = stance("run", "a")
    assert (status, error.split(";")[0]) == (2, "stance: a: no articles in this folder")


@pytest.mark.parametrize("text", ["A quiet day at the lake.", "يوم هادئ على البحيرة"])
def test_an_article_without_a_country(stance, tmp_path, text):
    (tmp_path / "a.txt").write_text(text, encoding="utf8")
    status, error = stance("run", "a.txt", "--out", "out")
    assert status == 0
    assert "no country found" in error
    assert "no country found" in (tmp_path / "out" / "index.html").read_text()


def test_skip_bad_reports_and_goes_on(stance, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "bad.txt").write_bytes(b"")
    (tmp_path / "a" / "good.txt").write_bytes(b"Iraq met Russia.")
    status, error = stance("run", "a", "--skip-bad", "--out", "out")
    assert (status, error.splitlines()[0]) == (0, "skipped a/bad.txt: empty; an article needs text")
    assert (tmp_path / "out" / "tables" / "problems.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "nowhere: no such file or folder"),
        ([ROOT / "seeds", "--target", "ATLANTIS"], "no such target: ATLANTIS; give ISO 3166 alpha-3 codes like USA"),
        ([ROOT / "seeds", "--out", ROOT / "LICENSE"], f"{ROOT / 'LICENSE'}: a file, not a folder"),
    ],
)
def test_a_wrong_call_ends_in_one_line(stance, arguments, said):
    status, error = stance("run", *arguments)
    assert (status, error[: len("stance: " + said)]) == (2, "stance: " + said)


def test_every_country_mentioned_can_be_a_target(stance, tmp_path):
    assert stance("run", ROOT / "seeds", "--target", "all", "--out", "out")[0] == 0
    assert (tmp_path / "out" / "tables" / "stance.csv").read_text().count("all") == 5


@pytest.fixture
def stream(monkeypatch, capsys):
    """Give lines to a streaming command; returns its answers."""

    def run(command: str, *lines: str) -> list[dict]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("\n".join(lines).encode())))
        monkeypatch.setattr(sys, "argv", ["stance", command])
        with pytest.raises(SystemExit):
            main()
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def test_mentions_streams_and_keeps_its_place(stream):
    lines = ['{"text": "Moscow met Iraqis."}', "not JSON", "[]", "{}", '{"text": 7}', '{"text": "US"}']
    answers = stream("mentions", *lines)
    assert answers[0] == {"mentions": [[0, 6, "RU", "RUS", "capital"], [11, 17, "IQ", "IRQ", "demonym"]]}
    assert [list(answer) for answer in answers[1:5]] == [["error"]] * 4
    assert answers[5] == {"mentions": [[0, 2, "US", "USA", "abbreviation"]]}


def test_score_streams_and_keeps_its_place(stream):
    text = "Iraqis praised Russia and blamed America."
    pairs = [(15, 21), (15, 15), (33, 40)]
    answers = stream("score", *(json.dumps({"text": text, "start": a, "end": b}) for a, b in pairs))
    assert [answer.get("label") for answer in answers] == [1, None, -1]
    assert sum(answers[0][name] for name in ("negative", "neutral", "positive")) == pytest.approx(1)
    assert "is empty" in answers[1]["error"]


@pytest.mark.parametrize("command", ["mentions", "score"])
def test_a_line_is_answered_before_the_next_one_comes(command):
    """Through pipes, as another program would: only the interpreter's own buffers could keep an answer back."""
    process = subprocess.Popen([sys.executable, "-m", "analysis", command], cwd=ROOT, stdin=-1, stdout=-1, text=True)
    with process:
        for text in ("Iraqis praised Russia.", "Iraqis blamed Russia."):
            process.stdin.write(json.dumps({"text": text, "start": 0, "end": 6}) + "\n")
            process.stdin.flush()
            ready, _, _ = select.select([process.stdout], [], [], 60)
            assert ready
            assert list(json.loads(process.stdout.readline())) != ["error"]
        process.stdin.close()
    assert process.returncode == 0


def explained(capsys, monkeypatch, *arguments: str) -> str:
    monkeypatch.setattr(sys, "argv", ["stance", "explain", *arguments])
    with pytest.raises(SystemExit) as end:
        main()
    assert not end.value.code
    return capsys.readouterr().out


def test_explain_reads_without_colour(capsys, monkeypatch):
    first, sentence, _ = explained(
        capsys, monkeypatch, "Iraqis praised [b]Russia[/b] highly.", "--target", "Russia"
    ).splitlines()
    assert re.fullmatch(r"positive toward Russia: negative 0\.\d\d, neutral 0\.\d\d, positive 0\.\d\d", first)
    assert re.sub(r"\([+-]\d\.\d\d\)", "", sentence) == "Iraqis praised [b][Russia][/b] highly."
    assert "praised(+" in sentence
    assert "\x1b" not in sentence


def test_explain_shades_in_a_terminal(capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in explained(capsys, monkeypatch, "Iraqis praised Russia.", "--target", "Russia")


def test_explain_as_json_is_what_the_model_says(capsys, monkeypatch):
    text = "Iraqis praised Russia and blamed Iran."
    found = json.loads(explained(capsys, monkeypatch, text, "--target", "Russia", "--json"))
    model = StanceModel.load()
    assert found.pop("words") == model.explain(text, (15, 21)).to_dict("records")
    assert list(found) == ["label", "negative", "neutral", "positive"]
    assert [found] == model.score([text], [(15, 21)])[list(found)].to_dict("records")


@pytest.mark.parametrize("target", ["China", "", " ", "Russian"])
def test_explain_needs_its_target_in_the_sentence(stance, target):
    status, error = stance("explain", "Iraqis praised Russia.", "--target", target)
    assert (status, error) == (
        2,
        f"stance: {target!r} is not in the sentence; give the target as it is written there\n",
    )


def test_voice_streams_and_keeps_its_place(stream):
    pair = json.dumps({"text": "“We welcome Russia,” Zamili said.", "start": 12, "end": 18})
    answers = stream("voice", pair, "{}", pair)
    assert answers[0] == answers[2] == {"voice": "quote", "speaker": "Zamili", "holder": "other"}
    assert list(answers[1]) == ["error"]


def test_the_model_can_be_the_scorer(stance, tmp_path):
    assert stance("run", ROOT / "seeds", "--scorer", "stance", "--out", "out")[0] == 0
    scores = pd.read_csv(tmp_path / "out" / "tables" / "scores.csv")
    assert scores.positive.notna().all()
    assert "probability positive − negative" in (tmp_path / "out" / "index.html").read_text()
