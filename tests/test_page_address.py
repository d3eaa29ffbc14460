"""Where the page may be served, and to whom; what starting says when it cannot."""

import socket
import subprocess
import sys

import pytest
from page_world import ROOT, free_port

from qa.errors import SettingsError
from qa.page.address import Address, check_free, login_for
from qa.settings import Settings

OPEN = Settings()
CLOSED = Settings(user="u", password="p")


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("192.168.1.5", False),
        ("example.org", False),
    ],
)
def test_what_counts_as_loopback(host: str, loopback: bool) -> None:
    """Only addresses that other machines cannot reach."""
    assert loopback == Address(host).loopback


def test_a_network_address_needs_a_login_or_a_word() -> None:
    """A login, or an explicit --no-auth; half a login is a mistake."""
    assert ("u", "p") == login_for(Address("0.0.0.0"), CLOSED, False)
    assert login_for(Address("0.0.0.0"), OPEN, True) is None
    assert login_for(Address(), OPEN, False) is None
    with pytest.raises(SettingsError, match=r"QA_USER and QA_PASSWORD.*--no-auth"):
        login_for(Address("0.0.0.0"), OPEN, False)
    with pytest.raises(SettingsError, match="both"):
        login_for(Address(), Settings(user="u"), False)


def test_a_port_in_use_is_said_in_one_line() -> None:
    """Before anything is loaded."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = Address(port=other.getsockname()[1])
        with pytest.raises(SettingsError, match="choose another --port"):
            check_free(taken)
    check_free(Address(port=free_port()))


@pytest.mark.parametrize(
    ("flags", "said"),
    [(("--host", "0.0.0.0"), "set QA_USER and QA_PASSWORD"), (("--corpus", "/nowhere.bib"), "/nowhere.bib")],
)
def test_starting_fails_with_one_line(flags: tuple[str, ...], said: str) -> None:
    """On stderr, with exit code 2 and no traceback."""
    command = [sys.executable, str(ROOT / "app.py"), "--port", str(free_port()), *flags]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (2, "") == (done.returncode, done.stdout)
    assert said in done.stderr
    assert 1 == len(done.stderr.strip().splitlines())
