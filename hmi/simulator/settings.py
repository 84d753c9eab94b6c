"""The BMS's parameters: factory values of a model, read and written group by group."""

import dataclasses
from typing import Any

from hmi.facts import Model, Parameter, load_parameters
from hmi.protocol.control import Empty
from hmi.protocol.messages import MESSAGES, Command


class RefusedError(Exception):
    """The BMS says no: the return code, and what the refusal carries."""

    def __init__(self, code: int, message: object = Empty()) -> None:
        super().__init__(f"return code {code:02X}")
        self.code = code
        self.message = message


BAD_DATA = 0x06

# Every write command of a parameter group -> the command that reads the group.
WRITES = {Command[f"WRITE_{group.upper()}"]: Command[f"READ_{group.upper()}"] for group in load_parameters()}


def _ranges(read: Command) -> dict[str, Parameter]:
    return load_parameters()[read.name.removeprefix("READ_").lower()]


def _factory(read: Command, model: Model) -> Any:
    form = MESSAGES[read].reply[0]
    values = {}
    for field, parameter in _ranges(read).items():
        charging = read is Command.READ_CHARGE_OVER_CURRENT or field == "charge"
        value = float(parameter.factory_for(model, charging))
        values[field] = int(value) if value.is_integer() else value
    return form(**values)


class Settings:
    """The parameter groups of one BMS. `revision` counts the writes."""

    def __init__(self, model: Model) -> None:
        self._groups = {read: _factory(read, model) for read in WRITES.values()}
        self.revision = 0

    def read(self, command: Command) -> Any:
        """The group that this read command asks for."""
        return self._groups[command]

    def write(self, command: Command, message: Any) -> None:
        """Take over a group. Raises RefusedError when a value is out of range, the group is then as before.

        Fields that a write may leave out keep their value.
        """
        read = WRITES[command]
        old, ranges = self._groups[read], _ranges(read)
        given = {name: value for name, value in _values(message).items() if value is not None}
        if not given.keys() <= ranges.keys():  # the longer form with a release, unknown to this firmware
            raise RefusedError(BAD_DATA)
        for name, value in given.items():
            if not ranges[name].admits(value):
                raise RefusedError(BAD_DATA)
        self._groups[read] = dataclasses.replace(old, **given)
        self.revision += 1


def _values(message: Any) -> dict[str, Any]:
    return {field.name: getattr(message, field.name) for field in dataclasses.fields(message)}
