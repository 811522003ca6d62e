"""Find the programs that the tests drive, Chromium and LibreOffice; install Debian's where that is possible, or say how.

Run before the tests (`python tests/ensure_tools.py`): it exits 1 rather than let them be skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Tool:
    """A program: its name for people, its names on the path, its Debian package, the variable that names another one.

    `part`: the library without which the program starts, and cannot do what the tests ask of it.
    """

    title: str
    names: tuple[str, ...]
    package: str
    variable: str
    part: str = ""

    def find(self) -> str | None:
        """Return the path of the program: the one that the variable names, else the first on the path."""
        found = filter(None, map(shutil.which, (os.environ.get(self.variable, ""), *self.names)))
        return next((path for path in found if self._is_whole(path)), None)

    def _is_whole(self, path: str) -> bool:
        folder = Path(path).resolve().parent
        return (
            not self.part or any(folder.glob(f"{self.part}.*")) or any(folder.parent.rglob(f"{self.part}.*"))
        )


CHROMIUM = Tool(
    "Chromium",
    ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "chromium",
    "CHROMIUM",
)
LIBREOFFICE = Tool("LibreOffice", ("soffice", "libreoffice", "localc"), "libreoffice-calc", "SOFFICE")
# The same program opens a Word document only where its writer is installed: `soffice` alone does not tell.
WRITER = Tool("LibreOffice Writer", LIBREOFFICE.names[:2], "libreoffice-writer", "SOFFICE", "libswlo")
IMPRESS = Tool("LibreOffice Impress", LIBREOFFICE.names[:2], "libreoffice-impress", "SOFFICE", "libsdlo")
TOOLS = (CHROMIUM, LIBREOFFICE, WRITER, IMPRESS)


def find_browser() -> str | None:
    """Return the path of a Chromium, None when there is none."""
    return CHROMIUM.find()


def find_office() -> str | None:
    """Return the path of a LibreOffice, None when there is none."""
    return LIBREOFFICE.find()


def find_writer() -> str | None:
    """Return the path of a LibreOffice that opens Word documents, None when there is none."""
    return WRITER.find()


def find_impress() -> str | None:
    """Return the path of a LibreOffice that opens slides, None when there is none."""
    return IMPRESS.find()


def install(missing: list[Tool]) -> None:
    """Install Debian's packages; raise CalledProcessError when apt refuses."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    packages = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends"]
    for command in (["apt-get", "update", "--quiet"], packages + [tool.package for tool in missing]):
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)


def main() -> int:
    """Return 0 when every program is there, if need be after installing it; 1 when somebody must."""
    missing = [tool for tool in TOOLS if not tool.find()]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        names = ", ".join(tool.title for tool in missing)
        print(
            f"Installation de {names} (paquets Debian)… / Installing {names} (Debian packages)…", flush=True
        )
        install(missing)
    for tool in TOOLS:
        print(f"{tool.title} : {tool.find() or 'absent / missing'}")
    missing = [tool for tool in TOOLS if not tool.find()]
    if missing:
        packages = " ".join(tool.package for tool in missing)
        print("Les tests en ont besoin. / The tests need them:", file=sys.stderr)
        print(
            f"    sudo apt-get update && sudo apt-get install --no-install-recommends --yes {packages}",
            file=sys.stderr,
        )
        for tool in missing:
            print(f"ou / or: {tool.variable}=/path/to/program make test", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
