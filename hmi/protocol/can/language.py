"""The protocols that are told apart on a CAN bus. The first five are choices of the panel's PROTOCOL page."""

from enum import StrEnum


class Language(StrEnum):
    """A protocol by its name."""

    PYLON = "PYLON"
    SMA = "SMA"
    SOFAR = "SOFAR"
    GOODWE = "GOODWE"
    GROWATT = "GROWATT"
    VICTRON = "VICTRON"  # a profile of several makers' BMS: recognised and decoded, no choice of the panel
    SOFAR_HV = "SOFAR_HV"  # 29 bit identifiers; recognised


CHOICES = (Language.PYLON, Language.SMA, Language.SOFAR, Language.GOODWE, Language.GROWATT)
FAMILY = (Language.PYLON, Language.GOODWE, Language.SMA, Language.SOFAR, Language.VICTRON)  # share 35x
