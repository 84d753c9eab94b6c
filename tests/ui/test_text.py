"""Values as text: signs, units, thresholds, and "--" for what is not known."""

import pytest

from hmi.ui import text
from hmi.ui.language import language_tag, own_name


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (text.volts(58.4), "58.40"),
        (text.volts(None), "--"),
        (text.cell_volts(3.3204), "3.320"),
        (text.signed_amps(-199.99), "−200.0"),
        (text.signed_amps(-327.68), "−327.7"),
        (text.signed_amps(18.44), "+18.4"),
        (text.signed_amps(-0.04), "0.0"),
        (text.percent(0.4), "1"),
        (text.percent(0.0), "0"),
        (text.percent(99.6), "99"),
        (text.percent(99.96), "100"),
        (text.percent(None), "--"),
        (text.power(-999.4), "999"),
        (text.power(1000.0), "1.00"),
        (text.power(None), "--"),
        (text.power_unit(None), "W"),
        (text.power_unit(-11680.0), "kW"),
        (text.amp_hours(63.24), "63.2"),
        (text.degrees(-10.04), "−10.0°"),
        (text.degrees(None), "--"),
        (text.count(65535), "65,535"),
        (text.spread(0.0204), "20"),
        (text.spread(1.998), "2.00"),
        (text.spread(None), "--"),
        (text.spread_unit(None), "mV"),
        (text.spread_unit(0.9994), "mV"),
        (text.spread_unit(0.9996), "V"),
        (text.off_mean(3.295, 3.3), ("−5", "")),
        (text.off_mean(3.3004, 3.3), ("0", "")),
        (text.off_mean(0.512, 3.145), ("−2.6", "V")),
        (text.off_mean(4.2995, 3.3), ("+1.0", "V")),
        (text.hours(None), "--"),
        (text.hours(0.5), "30 min"),
        (text.hours(1.999), "2 hr"),
        (text.age(5.4), "5 sec old"),
        (text.age(90), "2 min old"),
        (text.ranges((1, 2, 3, 5, 6, 9)), "1–3, 5, 6, 9"),
        (text.ranges(()), ""),
        (text.in_two("ES512100LP2411000123"), "ES512100LP\n2411000123"),
        (text.in_two("20190827DS11"), "20190827DS11"),
        (text.words(""), "--"),
    ],
)
def test_a_value_is_said(said: object, expected: object) -> None:
    assert said == expected


def test_a_language_is_called_by_its_own_name() -> None:
    assert own_name("en") == "English"
    assert own_name("zh_Hans") == "简体中文"
    assert own_name("de") == "Deutsch"


@pytest.mark.parametrize("wanted", ["zh", "zh-CN", "zh_Hans", "zh_Hans_CN"])
def test_chinese_is_found_by_the_tags_that_are_in_use(wanted: str) -> None:
    assert language_tag(wanted) == "zh_Hans"


def test_a_language_without_catalogue_is_refused() -> None:
    with pytest.raises(ValueError, match="expected one of en, de, es"):
        language_tag("xx")
