"""Alarms, troubles, directions and pages as words."""

from hmi.model.alarm.name import Unnamed
from hmi.model.events import Trouble
from hmi.model.navigation import Page, Section
from hmi.model.stack import Flow
from hmi.protocol.status import Alarm, Fault, Unsure
from hmi.ui.language import translator as _
from hmi.ui.marked import N_

ALARMS: dict[Alarm | Fault | Unnamed, str] = {
    Alarm.CELL_OVER_VOLTAGE: N_("Cell over-voltage"),
    Alarm.CELL_UNDER_VOLTAGE: N_("Cell under-voltage"),
    Alarm.PACK_OVER_VOLTAGE: N_("Pack over-voltage"),
    Alarm.PACK_UNDER_VOLTAGE: N_("Pack under-voltage"),
    Alarm.CHARGE_OVER_CURRENT: N_("Charge over-current"),
    Alarm.DISCHARGE_OVER_CURRENT: N_("Discharge over-current"),
    Alarm.SHORT_CIRCUIT: N_("Short circuit"),
    Alarm.CHARGE_OVER_TEMPERATURE: N_("Too hot to charge"),
    Alarm.DISCHARGE_OVER_TEMPERATURE: N_("Too hot to discharge"),
    Alarm.CHARGE_UNDER_TEMPERATURE: N_("Too cold to charge"),
    Alarm.DISCHARGE_UNDER_TEMPERATURE: N_("Too cold to discharge"),
    Alarm.MOSFET_OVER_TEMPERATURE: N_("MOSFET too hot"),
    Alarm.ENVIRONMENT_OVER_TEMPERATURE: N_("Ambient too hot"),
    Alarm.ENVIRONMENT_UNDER_TEMPERATURE: N_("Ambient too cold"),
    Alarm.LOW_SOC: N_("Low state of charge"),
    Alarm.REVERSE_POLARITY: N_("Charger reversed"),
    Fault.CHARGE_MOSFET: N_("Charge MOSFET failed"),
    Fault.DISCHARGE_MOSFET: N_("Discharge MOSFET failed"),
    Fault.NTC: N_("Temp. sensor failed"),
    Fault.CELL: N_("Cell failed"),
    Fault.SAMPLING: N_("Measuring circuit failed"),
    Unnamed.OTHER: N_("Other alarm"),
}

UNSURE = {
    Unsure.CURRENT_LIMITING: N_("Limiting current"),
    Unsure.SHUTTING_DOWN: N_("Shutting down"),
    Unsure.HEATER_ON: N_("Heater on"),
    Unsure.CHARGE_MOSFET_SWITCHED_OFF: N_("Charging disabled"),
    Unsure.DISCHARGE_MOSFET_SWITCHED_OFF: N_("Discharging disabled"),
    Unsure.CHARGE_LIMITER_DISABLED: N_("Charge limiter off"),
    Unsure.LED_ALARM_DISABLED: N_("LED alarm off"),
    Unsure.SYSTEM_LOCK: N_("System lock"),
    Unsure.TEST_MODE: N_("Test mode"),
    Unsure.CHARGER_VOLTAGE_TOO_HIGH: N_("Charger voltage high"),
    Unsure.COMMUNICATION_FAULT: N_("Communication fault"),
    Unsure.CURRENT_LIMITER_FAULT: N_("Limiter fault"),
    Unsure.HEATER_FAULT: N_("Heater fault"),
    Unsure.BALANCING_CELLS: N_("Cells balanced"),
}

PAGES = {
    Page.HOME: N_("Home"),
    Page.OVERVIEW: N_("Overview"),
    Page.CELLS: N_("Cell voltages"),
    Page.TEMPERATURES: N_("Temperatures °C"),
    Page.CAPACITY: N_("Capacity"),
    Page.PACKS: N_("Packs, SOC %"),
    Page.PROTECT: N_("Protection"),
    Page.WARNING: N_("Warning"),
    Page.FAULT: N_("Fault"),
    Page.SWITCHES: N_("Switches"),
    Page.DIP: N_("Address switches"),
    Page.CAN: N_("CAN protocol"),
    Page.RS485: N_("RS485 protocol"),
    Page.LINK_CHECK: N_("Link check"),
    Page.LINK_DETAILS: N_("Details"),
    Page.LINK_VALUES: N_("Values"),
    Page.LINK_BUS: N_("On the wire"),
    Page.LINK_NUMBERS: N_("Compare"),
    Page.LINK_ADVICE: N_("What to do"),
    Page.INVERTERS: N_("By inverter"),
    Page.INVERTER: N_("Inverter"),
    Page.SYSTEM: N_("SYSTEM"),
    Page.SERIAL_NUMBER: N_("PACK-SN"),
    Page.VERSIONS: N_("Versions"),
    Page.LANGUAGE: N_("Language"),
    Page.DISPLAY: N_("Display"),
    Page.NOTICES: N_("Connection"),
    Page.HANDOVER: N_("Handover"),
    Page.CARD: N_("Card"),
    Page.RECORD: N_("Record"),
    Page.PASSWORD: N_("Password"),
    Page.KEYPAD: N_("Code"),
    Page.CHANGE: N_("Change"),
    Page.TRIAL: N_("Trial"),
    Page.PARAMETERS: N_("Parameters"),
    Page.GROUP: N_("Parameters"),
    Page.VALUE: N_("New value"),
    Page.CONTROLS: N_("Switches, clock"),
    Page.TREND: N_("Trend"),
    Page.LAMPS: N_("LED"),
    Page.EVENTS: N_("Events"),
    Page.MODEL: N_("Model"),
    Page.WARRANTY: N_("Warranty"),
    Page.MAINTENANCE: N_("Maintenance"),
    Page.HELP: N_("Help"),
    Page.ALARM: N_("Alarm"),
    Page.STORY: N_("Story"),
    Page.BLACK_BOX: N_("Black box"),
    Page.BMS_RECORD: N_("BMS record"),
    Page.LAMP_GUIDE: N_("Lamps"),
    Page.SURE: N_("How sure?"),
    Page.WHAT_IF: N_("What if?"),
    Page.WEAK_CELL: N_("Weak cell"),
    Page.PAIR: N_("Pair"),
    Page.REGISTRATION: N_("Warranty"),
    Page.TASK: N_("Maintenance"),
    Page.TOPIC: N_("Help"),
    Page.TOUCH_CHECK: N_("Touch check"),
}

# On the tabs of a section.
TABS = {
    Page.CAN: N_("CAN"),
    Page.RS485: N_("RS485"),
    Page.LINK_CHECK: N_("Link check"),
    Page.INVERTERS: N_("Inverter"),
}
# The same on the narrowest panels.
SHORT_TABS = {
    Page.LINK_CHECK: N_("Check"),
    Page.INVERTERS: N_("Brand"),
}

# On the tiles that lead there.
TILES = {
    Page.SERIAL_NUMBER: N_("Serial no."),
    Page.CONTROLS: N_("Switches"),
    Page.MAINTENANCE: N_("Service"),
    Page.TASK: N_("Service"),
    Page.LINK_NUMBERS: N_("Compare numbers"),
}

# As on the original panel and in its manual.
SECTIONS = {
    Section.PACK_INFO: N_("PACK-INFO"),
    Section.STATUS: N_("STATUS"),
    Section.PROTOCOL: N_("PROTOCOL"),
    Section.SYSTEM: N_("SYSTEM"),
}

FLOWS = {
    Flow.CHARGING: N_("Charging"),
    Flow.DISCHARGING: N_("Discharging"),
    Flow.RESTING: N_("Resting"),
}

# By the themes' names in the model.
THEMES = {
    "dark": N_("Dark"),
    "light": N_("Light"),
}

TROUBLES = {
    Trouble.BAD_PORT_NAME: N_("Port name not valid"),
    Trouble.NO_PORT: N_("No serial port"),
    Trouble.NO_PERMISSION: N_("No permission for port"),
    Trouble.NOT_A_PORT: N_("Not a serial port"),
    Trouble.PORT_BUSY: N_("Port is used elsewhere"),
    Trouble.SILENT: N_("Battery does not answer"),
    Trouble.GARBAGE: N_("Answers are unreadable"),
}

# What to check: manual, chapter 9, items 3 and 4; the rest is the panel's own set-up.
CHECKS = {
    Trouble.BAD_PORT_NAME: N_("Correct the link's url in the configuration."),
    Trouble.NO_PORT: N_("Check that the adapter is plugged in and its cable is intact."),
    Trouble.NO_PERMISSION: N_("Add the panel's user to the group of the port, mostly dialout."),
    Trouble.NOT_A_PORT: N_("Correct the link's url in the configuration."),
    Trouble.PORT_BUSY: N_("Close the other program or choose another port."),
    Trouble.SILENT: N_(
        "Press the battery's power button. Check the cable, its pins and plugs, and the baud rate."
    ),
    Trouble.GARBAGE: N_("Check the baud rate, the pins and plugs of the cable, and sources of interference."),
}


def alarm(name: Alarm | Fault | Unnamed) -> str:
    """An alarm in words."""
    return _(ALARMS[name])


def unsure(name: Unsure) -> str:
    """A contested state in words."""
    return _(UNSURE[name])


def page(name: Page) -> str:
    """A page's title."""
    return _(PAGES[name]) if name in PAGES else ""


def tab(name: Page, short: bool = False) -> str:
    """A page's name on its tab."""
    return _((SHORT_TABS if short and name in SHORT_TABS else TABS)[name])


def tile(name: Page) -> str:
    """A page's name on its tile, where its title is too long for one."""
    return _(TILES[name]) if name in TILES else page(name)


def section(name: Section) -> str:
    """A section's title."""
    return _(SECTIONS[name])


def flow(direction: Flow | None) -> str:
    """The direction of the energy in a word; nothing while it is not known."""
    return _(FLOWS[direction]) if direction else ""


def theme(name: str) -> str:
    """A theme in a word."""
    return _(THEMES[name])


def trouble(reason: Trouble) -> str:
    """Why nothing is heard."""
    return _(TROUBLES[reason])


def check(reason: Trouble) -> str:
    """What to check then."""
    return _(CHECKS[reason])
