"""Files handed over the counter and not loaded yet: they wait in memory, by account, and are read side by side.

Nothing of them is on disk: a server that stops forgets them, and so does a tray that nobody has touched for hours.
"""

from __future__ import annotations

import hashlib
import queue
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.folder import association, data_folder, working_for
from pipelines.lay_down import Handed, laid_down
from pipelines.read import Workbook, read

MOST_FILES = 40
MOST_BYTES = 300 * 2**20
HOURS_KEPT = 8
_LANES = 2  # a file that takes its whole minute holds one lane; the others go by on the other
_MOST_CELLS = (
    300_000  # what a larger workbook holds is read again when it is wanted, rather than kept in memory
)
_UNREADABLE = "le serveur n'a pas pu lire ce fichier ; déposez-le à nouveau, et prévenez qui s'occupe de Palier si cela revient"
Place = tuple[str, int, int]


@dataclass(eq=False)
class Dropped:
    """A file that waits: its bytes, what was typed instead of its faulty cells, whether the faulty lines are set aside."""

    file_id: str
    name: str
    content: bytes
    typed: dict[Place, str] = field(default_factory=dict)
    is_aside: bool = False
    is_read: bool = False
    _workbook: Workbook | None = None

    def getvalue(self) -> bytes:
        """Return its bytes."""
        return self.content

    @property
    def workbook(self) -> Workbook:
        """What it was read as."""
        return self._workbook or self.read()

    def read(self) -> Workbook:
        """Read it, and keep what was read unless it is large; return it."""
        try:
            with laid_down([self]) as paths:
                [workbook] = read(paths)
        except OSError:  # no room left, or the file was taken away: the lane goes on with the next
            workbook = Workbook(self.name, "", refused=_UNREADABLE)
        if sum(len(sheet.cells) for sheet in workbook.sheets) <= _MOST_CELLS:
            self._workbook = workbook
        self.is_read = True
        return workbook


class Tray:
    """The files of one account that wait to be loaded, in the order in which they came."""

    most, hours = MOST_FILES, HOURS_KEPT

    def __init__(self) -> None:
        self._files: list[Dropped] = []
        self._changed = threading.Condition()
        self._forgetting: threading.Timer | None = None

    @property
    def files(self) -> list[Dropped]:
        """The files that wait; asking for them keeps them some hours more."""
        self._keep()
        return list(self._files)

    @property
    def is_read(self) -> bool:
        """Whether every file was read."""
        return all(file.is_read for file in list(self._files))

    def take(self, handed: Sequence[Handed]) -> list[str]:
        """Take files in and have them read; return the names of those for which there is no room. The same bytes count once."""
        left_out = []
        with self._changed:
            held = {file.file_id for file in self._files}
            weight = sum(len(file.content) for file in self._files)
            for one in handed:
                content = one.getvalue()
                file_id = hashlib.sha256(one.name.encode() + b"\0" + content).hexdigest()[:16]
                if file_id in held:
                    continue
                if len(self._files) >= MOST_FILES or weight + len(content) > MOST_BYTES:
                    left_out.append(one.name)
                    continue
                held.add(file_id)
                weight += len(content)
                self._files.append(Dropped(file_id, one.name, content))
                _read_soon(self, self._files[-1])
        self._keep()
        return left_out

    def wait(self, seconds: float) -> bool:
        """Wait until every file is read, no longer than that; return whether it is."""
        with self._changed:
            return self._changed.wait_for(lambda: self.is_read, seconds)

    def drop(self, ids: Sequence[str]) -> None:
        """Forget files."""
        with self._changed:
            self._files = [file for file in self._files if file.file_id not in ids]
            self._changed.notify_all()

    def read_one(self, file: Dropped) -> None:
        """Read a file that still waits; it is told to whoever waits for it."""
        if file in self._files:
            file.read()
        with self._changed:
            self._changed.notify_all()

    def _keep(self) -> None:
        with self._changed:
            if self._forgetting:
                self._forgetting.cancel()
            self._forgetting = None
            if self._files:
                self._forgetting = threading.Timer(HOURS_KEPT * 3600, self._forget)
                self._forgetting.daemon = True
                self._forgetting.start()

    def _forget(self) -> None:
        self.drop([file.file_id for file in self._files])


_trays: dict[tuple[str, str], Tray] = {}
_to_read: queue.SimpleQueue[tuple[str, Tray, Dropped]] = queue.SimpleQueue()
_starting = threading.Lock()


def tray_of(account: str) -> Tray:
    """Return the tray of an account, the same one wherever it signs in; one for each data folder, hence each association."""
    with _starting:
        return _trays.setdefault((str(data_folder()), account), Tray())


def _read_soon(tray: Tray, file: Dropped) -> None:
    with _starting:
        lanes = [one for one in threading.enumerate() if one.name.startswith("lecture-")]
        for number in range(len(lanes), _LANES):
            threading.Thread(target=_lane, name=f"lecture-{number}", daemon=True).start()
    _to_read.put((association(), tray, file))


def _lane() -> None:
    while True:
        slug, tray, file = _to_read.get()
        with working_for(slug):  # a lane serves everybody in turn: it remembers nobody
            tray.read_one(file)
