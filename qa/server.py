"""A Chroma server's first word: whether it is there, is Chroma, and takes our token.

Chroma's own client waits for ever for a server that does not answer, and says little about
one that refuses.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from urllib.parse import urlsplit

from qa.errors import IndexError_

_SECONDS = 5


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the token is for this address only."""

    def redirect_request(self, *_: object) -> None:
        return None


def headers(token: str | None) -> dict[str, str]:
    """The headers that carry a token, none without one."""
    return {"Authorization": f"Bearer {token}"} if token else {}


def greet(url: str, token: str | None) -> None:
    """Asks for the heartbeat. Raises IndexError_ with what to do."""
    address = urlsplit(url)
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise IndexError_(f"QA_CHROMA_URL={url!r} is not an address like http://127.0.0.1:8000")
    if token and not (token.isascii() and token.isprintable()):
        raise IndexError_("QA_CHROMA_TOKEN holds a character that no token has; copy it again")
    request = urllib.request.Request(url.rstrip("/") + "/api/v2/heartbeat", headers=headers(token))
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=_SECONDS):
            return
    except urllib.error.HTTPError as error:
        error.close()
        hint = (
            "check QA_CHROMA_TOKEN" if error.code in {401, 403} else "is it a Chroma server (1.0 or newer)?"
        )
        raise IndexError_(f"the Chroma server at {url} answers {error.code} {error.reason}; {hint}") from None
    except OSError as error:
        reason = getattr(error, "reason", error)
        raise IndexError_(
            f"the Chroma server at {url} cannot be reached ({reason}); start it, or unset QA_CHROMA_URL"
        ) from None
