"""Why nothing can be heard: every failure of python-can and of the system as a TapTrouble."""

import errno
import socket

from hmi.links.system_error import causes, system_error
from hmi.model.check.traffic import TapTrouble


class TapFailure(Exception):  # noqa: N818 - not an error of ours: the tap's trouble, passed on
    """The bus cannot be opened or read; `detail` is what the system says about it."""

    def __init__(self, trouble: TapTrouble, detail: str) -> None:
        super().__init__(detail)
        self.trouble = trouble
        self.detail = detail


_TROUBLES = {
    errno.EACCES: TapTrouble.NO_PERMISSION,
    errno.EPERM: TapTrouble.NO_PERMISSION,
    errno.EBUSY: TapTrouble.BUSY,
    errno.EWOULDBLOCK: TapTrouble.BUSY,  # another program holds the lock
    errno.EADDRINUSE: TapTrouble.BUSY,
    errno.ENETDOWN: TapTrouble.DOWN,
    errno.EAFNOSUPPORT: TapTrouble.NO_DRIVER,  # a kernel without CAN
    errno.EPROTONOSUPPORT: TapTrouble.NO_DRIVER,
    errno.EINVAL: TapTrouble.BAD_SETTINGS,
    errno.ENOTTY: TapTrouble.BAD_SETTINGS,  # a file or device of another kind
    errno.EISDIR: TapTrouble.BAD_SETTINGS,
    errno.ELOOP: TapTrouble.BAD_SETTINGS,
    errno.ENAMETOOLONG: TapTrouble.BAD_SETTINGS,
    socket.EAI_NONAME: TapTrouble.BAD_SETTINGS,
}


def failed_to_open(error: Exception) -> TapFailure:
    """Why an interface could not be opened.

    Without the system's number, what python-can raises says it: NotImplementedError, ImportError, NameError
    and OSError when what the interface needs is not installed, ValueError and its like for a bad setting.
    """
    if isinstance(error, NotImplementedError | ImportError):
        return TapFailure(TapTrouble.NO_DRIVER, _words(error))
    if said := system_error(error):
        return TapFailure(_TROUBLES.get(said[0], TapTrouble.NO_ADAPTER), said[1])
    if any(isinstance(cause, ValueError | TypeError | LookupError) for cause in causes(error)):
        return TapFailure(TapTrouble.BAD_SETTINGS, _words(error))
    if isinstance(error, NameError | OSError):
        return TapFailure(TapTrouble.NO_DRIVER, _words(error))
    return TapFailure(TapTrouble.NO_ADAPTER, _words(error))


def failed_to_read(error: Exception) -> TapFailure:
    """Why an open bus brings nothing any more."""
    if said := system_error(error):
        down = said[0] == errno.ENETDOWN
        return TapFailure(TapTrouble.DOWN if down else TapTrouble.NO_ADAPTER, said[1])
    return TapFailure(TapTrouble.NO_ADAPTER, _words(error))


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__
