"""Ports that are real, wrong, busy, forbidden or gone: each is told by its trouble, in the system's words."""

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hmi.links.port import Port, PortFailure, open_port
from hmi.model.events import Trouble

NOBODY = 65534


@pytest.fixture
def pair() -> Iterator[tuple[int, str]]:
    """The far end of a pseudo terminal, and the name of the near one."""
    master, slave = os.openpty()
    name = os.ttyname(slave)
    try:
        yield master, name
    finally:
        os.close(slave)
        os.close(master)


def failure(url: str) -> PortFailure:
    with pytest.raises(PortFailure) as caught:
        open_port(url)
    return caught.value


def read(port: Port, size: int) -> bytes:
    came = b""
    while len(came) < size:
        came += port.read(size - len(came))
    return came


def test_bytes_go_both_ways(pair: tuple[int, str]) -> None:
    master, name = pair
    port = open_port(name)
    port.write(b"~2501\r")
    assert os.read(master, 100) == b"~2501\r"
    os.write(master, b"~25014600\r")
    assert read(port, 10) == b"~25014600\r"
    assert port.read(18) == b""
    port.close()


def test_no_more_is_read_than_was_asked_for(pair: tuple[int, str]) -> None:
    master, name = pair
    port = open_port(name)
    os.write(master, b"0123456789")
    assert read(port, 4) == b"0123"
    assert read(port, 1) == b"4"
    port.reset_input_buffer()
    assert port.read(1) == b""
    port.close()


@pytest.mark.parametrize(
    ("url", "trouble", "words"),
    [
        ("", Trouble.BAD_PORT_NAME, "empty"),
        ("   ", Trouble.BAD_PORT_NAME, "empty"),
        ("gopher://host", Trouble.BAD_PORT_NAME, "gopher"),
        ("socket://nowhere", Trouble.BAD_PORT_NAME, "socket://"),
        ("socket://127.0.0.1:99999", Trouble.BAD_PORT_NAME, "ort"),
        ("/dev/tty\0USB0", Trouble.BAD_PORT_NAME, "null"),
        ("/dev/ttyNONE7", Trouble.NO_PORT, "No such file"),
        ("/dev/null", Trouble.NOT_A_PORT, "Inappropriate ioctl"),
        ("/dev", Trouble.NOT_A_PORT, "Is a directory"),
        (__file__, Trouble.NOT_A_PORT, "Inappropriate ioctl"),
        (f"{__file__}/tty", Trouble.NO_PORT, "Not a directory"),
        ("socket://127.0.0.1:1", Trouble.NO_PORT, "refused"),
    ],
)
def test_a_wrong_port_is_told(url: str, trouble: Trouble, words: str) -> None:
    told = failure(url)
    assert told.trouble is trouble
    assert words in told.detail


def test_a_busy_port_is_told(pair: tuple[int, str]) -> None:
    port = open_port(pair[1])
    assert failure(pair[1]).trouble is Trouble.PORT_BUSY
    port.close()
    open_port(pair[1]).close()


def test_a_forbidden_port_is_told(pair: tuple[int, str]) -> None:
    """Everything is permitted to root, so a child process becomes nobody first."""
    if os.getuid() != 0:
        Path(pair[1]).chmod(0)
        assert failure(pair[1]).trouble is Trouble.NO_PERMISSION
        return
    result, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        try:
            open_port(pair[1])
        except PortFailure as failed:
            os.write(told, f"{failed.trouble} {failed.detail}".encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(told)
    assert os.read(result, 100) == b"no_permission Permission denied"
    os.close(result)


def test_a_port_that_vanishes_is_told_by_every_use() -> None:
    master, slave = os.openpty()
    port = open_port(os.ttyname(slave))
    os.close(slave)
    os.write(master, b"~25")
    assert read(port, 3) == b"~25"
    os.close(master)
    uses: list[Callable[[], object]] = [
        lambda: port.read(18),
        lambda: port.write(b"~"),
        port.reset_input_buffer,
    ]
    for use in uses:
        with pytest.raises(PortFailure) as caught:
            use()
        assert caught.value.trouble is Trouble.NO_PORT
    port.close()
    port.close()


def test_a_port_that_takes_nothing_is_told(pair: tuple[int, str]) -> None:
    port = open_port(pair[1])
    with pytest.raises(PortFailure) as caught:
        port.write(b"x" * 100_000)
    assert caught.value.trouble is Trouble.NO_PORT
    assert "1 s" in caught.value.detail
    port.close()


def test_a_port_over_the_network_works_and_its_end_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = open_port(f"socket://127.0.0.1:{server.getsockname()[1]}")
        peer, _ = server.accept()
        peer.sendall(b"~25014600\r")
        assert read(port, 10) == b"~25014600\r"
        peer.close()
        with pytest.raises(PortFailure) as caught:
            read(port, 1)
        assert caught.value.trouble is Trouble.NO_PORT
        port.close()
