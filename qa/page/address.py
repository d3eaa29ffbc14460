"""Where the page is served and who may reach it; settled before anything heavy is imported."""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import os
import socket
from dataclasses import dataclass

from qa.errors import SettingsError
from qa.settings import Settings


@dataclass(frozen=True)
class Address:
    """Where the page is served."""

    host: str = "127.0.0.1"
    port: int = 7860

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach it."""
        if self.host == "localhost":
            return True
        with contextlib.suppress(ValueError):
            return ipaddress.ip_address(self.host).is_loopback
        return False


def login_for(address: Address, settings: Settings, no_auth: bool) -> tuple[str, str] | None:
    """User and password where both are set. Raises SettingsError where a login is needed but not there."""
    if settings.user and settings.password:
        return settings.user, settings.password
    if settings.user or settings.password:
        raise SettingsError("a login needs both QA_USER and QA_PASSWORD; one of them is not set")
    if address.loopback or no_auth:
        return None
    raise SettingsError(
        f"--host {address.host} can be reached from the network: set QA_USER and QA_PASSWORD, "
        "or say --no-auth to let everybody in"
    )


def check_free(address: Address) -> None:
    """Raises SettingsError if nothing can listen there, before any work is done."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
        except OSError as error:
            hint = "choose another --port" if error.errno == errno.EADDRINUSE else "check --host and --port"
            reason = os.strerror(error.errno) if error.errno else str(error)
            raise SettingsError(f"cannot listen on {address.url}: {reason}; {hint}") from None
