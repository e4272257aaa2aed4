"""Which messages have really left: a line in a file for each, written as its body goes out.

A claim is in the database before the call. After a crash this tells the claimed messages that were
on their way from those that were still waiting for their turn and can safely go as if never tried.
A killed process leaves its lines behind; after a power failure some may be missing, and the
message then goes once more than it should.
"""

import os
from pathlib import Path


class Departures:
    def __init__(self, file: Path) -> None:
        self._file = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)

    def note(self, letter_id: int) -> None:
        os.write(self._file, b"%d\n" % letter_id)

    def noted(self) -> list[int]:
        """The last line may be half, then its call has not begun; a power failure leaves zeros."""
        length = os.fstat(self._file).st_size
        *whole, _rest = os.pread(self._file, length, 0).split(b"\n")
        return [int(line) for line in whole if line.isdigit()]

    def forget(self) -> None:
        os.ftruncate(self._file, 0)

    def close(self) -> None:
        os.close(self._file)
