"""`pack-hmi reset-password`: the factory's code counts again, and the record says so."""

import os
import sqlite3
from pathlib import Path

import pytest

from hmi.__main__ import main
from hmi.links.gatekeeper import Gatekeeper
from hmi.links.record import Record
from hmi.links.record_file import NAME
from hmi.model.access import FACTORY_CODE, Verdict
from hmi.model.digits import Digits
from hmi.model.record import Mark

OWN, WRONG = Digits("271828"), Digits("314159")


def forgotten(state: Path) -> tuple[Gatekeeper, Record]:
    """A running panel's gatekeeper: an own code, and locked by wrong ones."""
    record = Record(state)
    keeper = Gatekeeper(record, lambda: 0.0, cost=16)
    keeper.set_code(OWN)
    for _ in range(5):
        keeper.judge(WRONG)
    assert keeper.judge(OWN).verdict is Verdict.LOCKED
    return keeper, record


def test_the_factory_code_opens_at_once_and_it_is_on_record(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keeper, record = forgotten(tmp_path)
    assert main(["reset-password", "--state", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "factory" in said
    assert FACTORY_CODE.typed not in said
    assert record.rows(0, 1)[0][0].entry.mark is Mark.CODE_RESET
    assert keeper.judge(FACTORY_CODE).verdict is Verdict.RIGHT
    assert keeper.judge(OWN).verdict is Verdict.WRONG


def test_nothing_is_forgotten_by_it(tmp_path: Path) -> None:
    _, record = forgotten(tmp_path)
    before = list(record.from_the_start())
    assert main(["reset-password", "--state", str(tmp_path)]) == 0
    assert list(record.from_the_start())[:-1] == before


def test_no_record_is_told_and_none_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reset-password", "--state", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert "nothing was changed" in told
    assert str(tmp_path / NAME) in told
    assert not list(tmp_path.iterdir())


def test_a_record_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, record = forgotten(tmp_path)
    writer = sqlite3.connect(record.file)
    writer.execute("PRAGMA user_version = 2")
    writer.close()
    assert main(["reset-password", "--state", str(tmp_path)]) == 2
    assert "of version 2" in capsys.readouterr().err


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be the wrong user")
def test_run_as_root_it_leaves_no_file_that_the_panel_cannot_write(tmp_path: Path) -> None:
    forgotten(tmp_path)[1].close()
    nobody = 65534
    for place in (tmp_path, tmp_path / NAME):
        os.chown(place, nobody, nobody)
    assert main(["reset-password", "--state", str(tmp_path)]) == 0
    assert [(file.name, file.stat().st_uid) for file in tmp_path.iterdir()] == [(NAME, nobody)]
