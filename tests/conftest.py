"""What holds for all tests."""

import gc
from collections import Counter

import pytest

# Full passes of the collector over all that Kivy has built are an eighth of the time that the screen takes.
gc.set_threshold(100_000, 50, 100)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests have counted, added up."""
    counted: Counter[str] = Counter()
    for report in (*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")):
        counted.update(dict(report.user_properties))
    if counted:
        terminalreporter.section("counted")
        terminalreporter.write_line(", ".join(f"{what}: {count}" for what, count in counted.items()))
