"""What alarms mean and what helps, read from the tables alarms and help."""

from collections.abc import Iterator, Mapping
from typing import Any

from hmi.model.alarm.name import Name, Priority, Unnamed
from hmi.model.facts import Explanation, Measure, Parameter, Topic
from hmi.protocol.status import Alarm, Fault, Unsure
from hmi.tables import reading

Table = Mapping[str, Any]
Parameters = Mapping[str, Mapping[str, Parameter]]  # group -> field


def explanations(table: Table, parameters: Parameters) -> Iterator[tuple[tuple[Priority, Name], Explanation]]:
    """What is told of each alarm. Raises FactsError."""
    for number, one in enumerate(table.get("alarm", ()), 1):
        with reading("alarms", f"alarm {number}"):
            priority = _priority(one["priority"])
            yield (priority, _name(priority, one["alarm"])), _explanation(one, parameters)


def contested(table: Table, parameters: Parameters) -> Iterator[tuple[Unsure, Explanation]]:
    """What is told of each state that the papers disagree about. Raises FactsError."""
    for number, one in enumerate(table.get("contested", ()), 1):
        with reading("alarms", f"contested {number}"):
            yield Unsure(one["state"]), _explanation(one, parameters)


def topics(table: Table) -> Iterator[Topic]:
    """The questions that no single alarm answers. Raises FactsError."""
    for number, one in enumerate(table.get("topic", ()), 1):
        with reading("help", f"topic {number}"):
            yield Topic(
                name=_sentence(one, "topic"),
                title=_sentence(one, "title"),
                causes=_sentences(one, "causes"),
                now=_sentences(one, "now"),
                call=_sentence(one, "call"),
                sources=_sentences(one, "sources"),
                urgent=one.get("urgent", False) is True,
            )


def _priority(name: str) -> Priority:
    known = {one.name.lower(): one for one in Priority}
    if name not in known:
        raise ValueError(f"priority: {name!r} is none of {', '.join(known)}")
    return known[name]


def _name(priority: Priority, name: str) -> Name:
    if priority is Priority.FAULT:
        return Fault(name)
    return Unnamed.OTHER if name == Unnamed.OTHER else Alarm(name)


def _explanation(one: Table, parameters: Parameters) -> Explanation:
    return Explanation(
        meaning=_sentence(one, "meaning"),
        causes=_sentences(one, "causes"),
        now=_sentences(one, "now"),
        call=_sentence(one, "call"),
        sources=_sentences(one, "sources"),
        measure=Measure(one["measure"]) if "measure" in one else None,
        limit=_parameter(one, "limit", parameters),
        ends=_parameter(one, "ends", parameters),
    )


def _sentence(one: Table, key: str) -> str:
    text = one[key]
    if not isinstance(text, str) or not text:
        raise ValueError(f"{key}: expected a text, not {text!r}")
    return text


def _sentences(one: Table, key: str) -> tuple[str, ...]:
    each = one[key]
    if not isinstance(each, list) or not each or not all(isinstance(text, str) and text for text in each):
        raise ValueError(f"{key}: expected a list of texts, not {each!r}")
    return tuple(each)


def _parameter(one: Table, key: str, parameters: Parameters) -> str:
    name: str = one.get(key, "")
    group, _, field = name.partition(".")
    if name and field not in parameters.get(group, ()):
        raise ValueError(f"{key}: {name!r} is no GROUP.FIELD of parameters.toml")
    return name
