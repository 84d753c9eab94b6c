"""`pack-hmi decode` as a program: files, pipes, exit status."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import pytest

from hmi.commands import decode

PROGRAM = """
import sys
from hmi.__main__ import main
sys.exit(main(["decode", *sys.argv[1:]]))
"""
ASK_COUNT, COUNT = b"~250146900000FDA5", b"~25014600E00202FD35"


def parsed(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    decode.add_parser(parser.add_subparsers())
    return parser.parse_args(["decode", *words])


def run_as_program(text: bytes, *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *words], input=text, capture_output=True, timeout=60, check=False
    )


@pytest.mark.parametrize(("text", "status"), [(COUNT, 0), (b"", 0), (b"rubbish", 1), (COUNT[:-1], 1)])
def test_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: bytes, status: int) -> None:
    file = tmp_path / "capture.txt"
    file.write_bytes(text + b"\n" + COUNT)
    arguments = parsed(str(file))
    assert arguments.run(arguments) == status
    written = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert written[-1]["address"] == 1


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_a_file_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    arguments = parsed(str(tmp_path / name))
    assert arguments.run(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("pack-hmi decode: cannot read ")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("words", [[], ["-"]])
def test_a_pipe(words: list[str]) -> None:
    done = run_as_program(ASK_COUNT + b"\n" + COUNT + b"\n\xff\xfe\n", *words)
    assert done.returncode == 1
    assert [json.loads(line).get("kind") for line in done.stdout.splitlines()] == ["request", "reply", None]
    assert done.stderr == b""


def test_each_line_is_told_before_the_next_one_comes() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for text in (ASK_COUNT + b"\n", COUNT + b"\r"):
            running.stdin.write(text)
            running.stdin.flush()
            assert b"pack_count" in running.stdout.readline()
        running.stdin.close()
        assert running.wait(30) == 0


def test_a_reader_that_goes_away_ends_it_quietly() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        running.stdout.close()
        _, errors = running.communicate((ASK_COUNT + b"\n") * 1000, timeout=60)
        assert (running.returncode, errors) == (0, b"")


def test_help_has_examples() -> None:
    done = run_as_program(b"", "--help")
    assert done.returncode == 0
    assert b"examples:" in done.stdout
    assert b"exit status" in done.stdout
