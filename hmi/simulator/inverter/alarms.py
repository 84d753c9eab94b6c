"""The UART's alarms in the words of each language, its nearest ones where it has none of its own."""

from collections.abc import Iterable, Mapping

from hmi.protocol.bits import Alarm
from hmi.protocol.can.alarm import Alarm as Code
from hmi.protocol.can.language import Language
from hmi.simulator.inverter.announced import Announced

_A = Alarm
_HOT = (_A.CHARGE_OVER_TEMPERATURE, _A.DISCHARGE_OVER_TEMPERATURE)
_COLD = (_A.CHARGE_UNDER_TEMPERATURE, _A.DISCHARGE_UNDER_TEMPERATURE)
_BESIDE_HOT = (_A.MOSFET_OVER_TEMPERATURE, _A.ENVIRONMENT_OVER_TEMPERATURE)
_CURRENTS = {
    _A.CHARGE_OVER_CURRENT: Code.CHARGE_OVER_CURRENT,
    _A.DISCHARGE_OVER_CURRENT: Code.DISCHARGE_OVER_CURRENT,
}
_COARSE = {
    **dict.fromkeys((_A.CELL_OVER_VOLTAGE, _A.PACK_OVER_VOLTAGE), Code.OVER_VOLTAGE),
    **dict.fromkeys((_A.CELL_UNDER_VOLTAGE, _A.PACK_UNDER_VOLTAGE), Code.UNDER_VOLTAGE),
    **dict.fromkeys((*_HOT, *_BESIDE_HOT), Code.OVER_TEMPERATURE),
    **dict.fromkeys((*_COLD, _A.ENVIRONMENT_UNDER_TEMPERATURE), Code.UNDER_TEMPERATURE),
    **_CURRENTS,
}
_PYLON = {**_COARSE, _A.SHORT_CIRCUIT: Code.SYSTEM_ERROR}  # 359H
_GOODWE = {**_COARSE, _A.SHORT_CIRCUIT: Code.BMS_INTERNAL}
_PAIRS = {  # 35AH
    **_COARSE,
    _A.CHARGE_OVER_TEMPERATURE: Code.CHARGE_OVER_TEMPERATURE,
    _A.CHARGE_UNDER_TEMPERATURE: Code.CHARGE_UNDER_TEMPERATURE,
    _A.SHORT_CIRCUIT: Code.SHORT_CIRCUIT,
}
_GROWATT = {  # 312H
    _A.CELL_OVER_VOLTAGE: Code.CELL_OVER_VOLTAGE,
    _A.CELL_UNDER_VOLTAGE: Code.CELL_UNDER_VOLTAGE,
    _A.PACK_OVER_VOLTAGE: Code.MODULE_OVER_VOLTAGE,
    _A.PACK_UNDER_VOLTAGE: Code.MODULE_UNDER_VOLTAGE,
    _A.CHARGE_OVER_TEMPERATURE: Code.CHARGE_OVER_TEMPERATURE,
    _A.CHARGE_UNDER_TEMPERATURE: Code.CHARGE_UNDER_TEMPERATURE,
    **dict.fromkeys((_A.DISCHARGE_OVER_TEMPERATURE, *_BESIDE_HOT), Code.DISCHARGE_OVER_TEMPERATURE),
    **dict.fromkeys(
        (_A.DISCHARGE_UNDER_TEMPERATURE, _A.ENVIRONMENT_UNDER_TEMPERATURE), Code.DISCHARGE_UNDER_TEMPERATURE
    ),
    _A.SHORT_CIRCUIT: Code.SHORT_CIRCUIT,
    **_CURRENTS,
}
_WORDS = {Language.PYLON: _PYLON, Language.GOODWE: _GOODWE, Language.GROWATT: _GROWATT}
_FAILED = {Language.PYLON: Code.SYSTEM_ERROR, Language.GROWATT: Code.SYSTEM_ERROR}


def protections(language: Language, values: Announced) -> tuple[Code, ...]:
    """What acts, a part of a BMS that has failed among it."""
    failed = (_FAILED.get(language, Code.BMS_INTERNAL),) if any(bms.faults for bms in values.packs) else ()
    return tuple(dict.fromkeys((*_told(language, values.protections), *failed)))


def warnings(language: Language, values: Announced) -> tuple[Code, ...]:
    """What is announced."""
    return _told(language, values.warnings)


def _told(language: Language, alarms: Iterable[Alarm]) -> tuple[Code, ...]:
    words: Mapping[Alarm, Code] = _WORDS.get(language, _PAIRS)
    return tuple(dict.fromkeys(words[alarm] for alarm in Alarm if alarm in alarms and alarm in words))
