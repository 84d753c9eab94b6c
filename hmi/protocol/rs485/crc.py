"""The checksum of Modbus, CRC-16 with the polynomial A001H, which VOLTRONIC frames end with."""

_POLYNOMIAL = 0xA001
SIZE = 2  # bytes, the low one first


def _of_byte(byte: int) -> int:
    for _ in range(8):
        byte = byte >> 1 ^ (_POLYNOMIAL if byte & 1 else 0)
    return byte


_TABLE = tuple(map(_of_byte, range(0x100)))


def crc16(data: bytes) -> int:
    """The checksum of these bytes."""
    crc = 0xFFFF
    for byte in data:
        crc = crc >> 8 ^ _TABLE[(crc ^ byte) & 0xFF]
    return crc


def sealed(data: bytes) -> bytes:
    """The bytes with their checksum behind them."""
    return data + crc16(data).to_bytes(SIZE, "little")


def is_sound(frame: bytes) -> bool:
    """The last two bytes are the checksum of those before."""
    return crc16(frame) == 0
