"""The state of a CAN interface of the kernel. Whoever brought it up chose it; we only read.

Read at the opening: it can change only while the interface is down, and that ends the reading.
"""

import errno
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hmi.links.can.failure import TapFailure
from hmi.model.check.traffic import Silent, TapTrouble

INTERFACES = Path("/sys/class/net")
_UP = 0x1  # IFF_UP of its flags
_CAN = 280  # ARPHRD_CAN, its type
_LONGEST_NAME = 15
_VIRTUAL = {"vcan", "vxcan"}  # within the kernel: there is nothing to acknowledge
_IP_S = 0.5  # that `ip` may take; it needs about 0.01
_SYSTEM_PATHS = "/usr/sbin:/sbin"  # where it is, and users often do not look


@dataclass(frozen=True, slots=True)
class KernelInterface:
    """An interface that is up. `bitrate` in bit/s; None: not known, or it has none."""

    silent: Silent = Silent.UNKNOWN
    bus_off: bool = False
    bitrate: int | None = None


def look(name: str) -> KernelInterface:
    """The interface of that name. Raises TapFailure when there is none, or it is down."""
    folder = INTERFACES / name
    if "/" in name or not 0 < len(name) <= _LONGEST_NAME:
        raise TapFailure(TapTrouble.BAD_SETTINGS, f"{name}: expected an interface such as can0")
    try:
        kind, flags = (int((folder / file).read_text(), 0) for file in ("type", "flags"))
    except OSError:
        raise _failure(TapTrouble.NO_ADAPTER, errno.ENODEV) from None
    if kind != _CAN:
        raise TapFailure(TapTrouble.BAD_SETTINGS, f"{name}: not a CAN interface")
    if not flags & _UP:
        raise _failure(TapTrouble.DOWN, errno.ENETDOWN)
    return _told(_details(name))


def _failure(trouble: TapTrouble, number: int) -> TapFailure:
    return TapFailure(trouble, os.strerror(number))


def _details(name: str) -> Any:
    """What `ip` tells in JSON; None when it cannot be asked."""
    ip = shutil.which("ip", path=f"{os.environ.get('PATH', '')}:{_SYSTEM_PATHS}")
    if ip is None:
        return None
    command = (ip, "-json", "-details", "link", "show", "dev", name)
    try:
        return json.loads(subprocess.run(command, capture_output=True, timeout=_IP_S, check=True).stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None


def _told(details: Any) -> KernelInterface:
    try:
        link = details[0]["linkinfo"]
        if link["info_kind"] in _VIRTUAL:
            return KernelInterface(Silent.YES)
        data = link["info_data"]
        silent = Silent.YES if "LISTEN-ONLY" in data.get("ctrlmode", ()) else Silent.NO
        bitrate = data.get("bittiming", {}).get("bitrate")
        return KernelInterface(silent, data.get("state") == "BUS-OFF", bitrate)
    except (AttributeError, LookupError, TypeError):
        return KernelInterface()
