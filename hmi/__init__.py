"""Touch panel for a home battery that speaks PACE V2.5."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("pack-hmi")
except PackageNotFoundError:  # run from a checkout that was never installed
    __version__ = "0+checkout"
