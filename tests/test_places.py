"""Places, and what is from them."""

from __future__ import annotations

import pytest

from qa.places import Places
from qa.types import Paper
from qa.words import stem


@pytest.mark.parametrize(
    ("word", "akin"),
    [
        ("Portugal", ("portugues",)),
        ("Swedish", ("sweden",)),
        ("Estonian", ("estonia",)),
        ("Austrian", ()),
        ("Christian", ()),
        ("Jacobi", ()),
        ("Norway", ()),
    ],
)
def test_akin(word: str, akin: tuple[str, ...]) -> None:
    """What is from a place is akin to it, if its papers have it; what only begins alike is not."""
    text = (
        "Portuguese hotels, parishes of Sweden and, by a Jacobian rule, guests from Australia at Christmas."
    )
    assert akin == Places([Paper("a", "Plain hotels in Estonia", text)]).akin(stem(word.lower()))
