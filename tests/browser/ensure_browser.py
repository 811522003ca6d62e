"""Find the Chromium that the browser tests drive; install Debian's where that is possible, or say how.

Run before the tests (`python tests/browser/ensure_browser.py`): it exits 1 rather than let them be skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL = "sudo apt-get update && sudo apt-get install --yes chromium"


def find_browser() -> str | None:
    """Return the path of a Chromium: the one `$CHROMIUM` names, else the first on the path."""
    return next(filter(None, map(shutil.which, (os.environ.get("CHROMIUM", ""), *NAMES))), None)


def install_browser() -> None:
    """Install Debian's Chromium; raise CalledProcessError when apt refuses."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    packages = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "chromium"]
    for command in (["apt-get", "update", "--quiet"], packages):
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)


def main() -> int:
    """Return 0 when a browser is there, if need be after installing it; 1 when somebody must."""
    if not find_browser() and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installation de Chromium (paquet Debian)… / Installing Chromium (Debian package)…", flush=True)
        install_browser()
    if browser := find_browser():
        print(f"Navigateur des tests / test browser: {browser}")
        return 0
    print("Chromium est nécessaire aux tests. / The tests need Chromium.", file=sys.stderr)
    print(f"    {INSTALL}", file=sys.stderr)
    print("ou / or: CHROMIUM=/path/to/chromium make test", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
