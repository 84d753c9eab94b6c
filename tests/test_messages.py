"""Where the texts of the catalogues come from."""

from pathlib import Path

from babel.messages.pofile import read_po

from locales.update import HERE, collect, shown_texts, write

KV = """
#:import theme hmi.ui.theme
<Page@BoxLayout>:
    # it's a comment
    title: _('Cell voltages')
    on_release:
        app.say(_('{n} packs').format(n=2))
    Label:
        text: _('On') if app.state.on else _("it's off")
"""
FACTS = """
[[alarm]]
key = "cell"
title = "A cell is too high"
causes = ["Unbalanced", "Worn"]
limits = { text = "3.7 V a cell", value = 3.7 }
"""


def texts(root: Path) -> list[str]:
    return [str(message.id) for message in collect(root) if message.id]


def test_kv_rules_are_read_like_python(tmp_path: Path) -> None:
    for name, text in (("hmi/page.py", "TITLE = _('Title')\n"), ("kv/page.kv", KV)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert texts(tmp_path) == ["Title", "Cell voltages", "{n} packs", "On", "it's off"]


def test_facts_give_the_texts_under_shown_keys(tmp_path: Path) -> None:
    (tmp_path / "assets/facts").mkdir(parents=True)
    (tmp_path / "assets/facts/alarms.toml").write_text(FACTS, encoding="utf-8")
    assert texts(tmp_path) == ["A cell is too high", "Unbalanced", "Worn", "3.7 V a cell"]


def test_a_text_that_is_not_shown_stays_out() -> None:
    assert list(shown_texts({"key": "a", "title": "", "inner": {"title": {"key": "b", "note": "c"}}})) == [
        "c"
    ]


def test_a_catalogue_does_not_change_from_one_writing_to_the_next(tmp_path: Path) -> None:
    write(collect(HERE.parent), tmp_path / "once.pot")
    write(collect(HERE.parent), tmp_path / "again.pot")
    assert (tmp_path / "once.pot").read_bytes() == (tmp_path / "again.pot").read_bytes()
    assert b"-Date:" not in (tmp_path / "once.pot").read_bytes()


def test_the_catalogues_hold_every_text() -> None:
    """`make messages` brings them up to date."""
    wanted = set(texts(HERE.parent))
    for path in (HERE / "hmi.pot", *HERE.glob("*/LC_MESSAGES/hmi.po")):
        with path.open("rb") as file:
            assert {str(message.id) for message in read_po(file) if message.id} == wanted, path
