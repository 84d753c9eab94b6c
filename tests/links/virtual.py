"""A serial line in virtual time: what a test scripts comes at the pace of 9600 baud, and nothing waits."""

from collections.abc import Callable, Iterable

from hmi.protocol.frame import Decoder, Frame

CHARACTER_S = 10 / 9600
USUAL_S = 0.06  # until a BMS answers
Answer = bytes | Iterable[tuple[float, bytes]]  # bytes after the usual time, or each piece after its own


class VirtualPort:
    """A port whose other end is a function from request to answer; its clock advances as it is read."""

    def __init__(self, answer: Callable[[Frame], Answer]) -> None:
        self.now = 100.0
        self.requests: list[Frame] = []
        self.sent_at: list[float] = []
        self.coming: list[tuple[float, int]] = []
        self._answer = answer

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def write(self, data: bytes, /) -> None:
        end = self.now + len(data) * CHARACTER_S
        for found in Decoder().feed(data):
            assert isinstance(found, Frame)
            self.requests.append(found)
            self.sent_at.append(self.now)
            answer = self._answer(found)
            pieces = [(USUAL_S, answer)] if isinstance(answer, bytes) else answer
            for delay, piece in pieces:
                self.put(end + delay, piece)

    def put(self, at: float, piece: bytes) -> None:
        self.coming += [(at + index * CHARACTER_S, char) for index, char in enumerate(piece, 1)]
        self.coming.sort(key=lambda one: one[0])

    def read(self, size: int, /) -> bytes:
        until = self.now + 0.05
        due = [one for one in self.coming if one[0] <= until][:size]
        self.coming = self.coming[len(due) :]
        self.now = max(self.now, due[-1][0]) if len(due) == size else until
        return bytes(char for _, char in due)

    def reset_input_buffer(self) -> None:
        self.coming = [one for one in self.coming if one[0] > self.now]

    def close(self) -> None:
        self.coming.clear()
