"""What the tests in a browser share: the browser, and a folder for pictures.

STANCE_SCREENSHOTS names a folder for pictures of what was seen, to look at them; without it none are made.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parents[2]

PATIENCE = 300  # seconds, also for a machine that does something else
NEEDED = "needs Chromium on the path, and playwright and axe-playwright-python of the extra test"


@pytest.fixture(scope="session")
def chromium():
    """A browser without a window."""
    api = pytest.importorskip("playwright.sync_api", reason=NEEDED)
    pytest.importorskip("axe_playwright_python", reason=NEEDED)
    found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    if (path := next(found, None)) is None:
        pytest.skip(NEEDED)
    api.expect.set_options(timeout=PATIENCE * 1000)
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"], timeout=PATIENCE * 1000)
        yield browser
        browser.close()


@pytest.fixture
def seen():
    """Keep a picture of a page, where one is asked for."""

    def keep(page, name: str, **options) -> None:
        if wanted := os.environ.get("STANCE_SCREENSHOTS"):
            page.screenshot(path=Path(wanted) / f"{name}.png", **options)

    return keep


@contextmanager
def serve_lab(folder: Path):
    """Address of a JupyterLab of our own in `folder`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
    command += ["--IdentityProvider.token=", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={folder}"]
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    settings = os.environ | {"PYTHONPATH": paths, "JUPYTER_CONFIG_DIR": str(folder / ".config")}
    with (folder / "lab.log").open("w") as log:
        server = subprocess.Popen(command, cwd=folder, env=settings, stdout=log, stderr=log)
    try:
        until = time.monotonic() + PATIENCE
        while not _answers(f"{address}/api"):
            assert server.poll() is None, (folder / "lab.log").read_text()
            assert time.monotonic() < until, "JupyterLab does not answer"
            time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        server.wait()


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=10):
            return True
    except OSError:
        return False
