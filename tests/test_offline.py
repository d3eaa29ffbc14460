"""No network: index and answer in a process where every address but this machine's raises."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from conftest import ARCHIVE, child_environment

GUARD = """
import socket, sys
tried = []
def local(address):
    return not isinstance(address, tuple) or str(address[0]) in ("127.0.0.1", "::1", "localhost")
def guarded(name):
    real = getattr(socket.socket, name)
    def call(self, address, *rest):
        if not local(address):
            tried.append(address)
            raise OSError(f"blocked: {address}")
        return real(self, address, *rest)
    setattr(socket.socket, name, call)
for name in ("connect", "connect_ex"):
    guarded(name)
look_up = socket.getaddrinfo
def resolve(host, *rest, **named):
    if host not in (None, "", "127.0.0.1", "::1", "localhost"):
        tried.append(host)
        raise OSError(f"blocked: {host}")
    return look_up(host, *rest, **named)
socket.getaddrinfo = resolve
"""


def guarded(code: str, folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Runs code behind the guard, with an empty home and cache; prints what it tried to reach."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-W", "error::ResourceWarning", "-c", f"{GUARD}\n{code}\nprint('tried', tried)"],
        capture_output=True, text=True, timeout=180, cwd=folder,
        env=child_environment(folder) | {"HOME": str(home), **environ},
    )  # fmt: skip


def test_the_guard_guards(tmp_path: Path) -> None:
    """The guard itself stops a name and an address."""
    code = """
for host in ("example.org", "192.0.2.1"):
    try:
        socket.create_connection((host, 80), timeout=1)
    except OSError:
        pass
"""
    assert "tried ['example.org', '192.0.2.1']" in guarded(code, tmp_path).stdout


def test_index_and_answer(tmp_path: Path) -> None:
    """Building an index and answering reach for nothing and print nothing of their own."""
    code = """
from qa import ask
for question in ("How many residents were enrolled in NightWatch?", "Summarize the VESPER trial",
                 "Which papers are about scribes?", "Compare NightWatch and the VESPER trial"):
    print(len(ask(question).titles))
"""
    done = guarded(code, tmp_path, QA_CORPUS=str(ARCHIVE))
    assert (0, "") == (done.returncode, done.stderr)
    *counts, tried = done.stdout.splitlines()
    assert "tried []" == tried
    assert 4 == len(counts)
    assert "0" not in counts


def test_nothing_is_left_in_the_home(tmp_path: Path) -> None:
    """No library keeps a device id or a queue of reports: the cache holds the index, the home nothing."""
    done = guarded("from qa import ask; ask('Summarize NightWatch')", tmp_path, QA_CORPUS=str(ARCHIVE))
    assert 0 == done.returncode, done.stderr
    assert ["abstract-qa"] == [path.name for path in (tmp_path / "cache").iterdir()]
    assert [] == list((tmp_path / "home").iterdir())


def test_command_line(tmp_path: Path) -> None:
    """The commands as well: nothing is reached, stdout is the answer alone."""
    code = """
import json
from qa import cli
sys.argv = ["qa", "ask", "Summarize NightWatch", "--json"]
try:
    cli.main()
except SystemExit as end:
    assert not end.code
"""
    done = guarded(code, tmp_path, QA_CORPUS=str(ARCHIVE), QA_EMBED_MODEL="hash_embedding:HashEmbedding")
    assert "Index built: 8 papers.\n" == done.stderr
    assert done.stdout.startswith("{")
    assert done.stdout.endswith("}\ntried []\n")
