"""What is asked to act on something."""

from __future__ import annotations

import pytest

from qa.asked.effect import acting, asks_whether_it_acts, subject


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("How do microplastics affect the larvae of bees?", "microplastics"),
        ("How strongly does tiredness in the afternoon lower the yield?", "tiredness"),
        ("How can overwatering in small gardens be avoided?", "overwatering"),
        ("how do i prevent overwatering?", "overwatering"),
        ("What effect does road salt have on roots?", "road salt"),
        ("what does road salt do to roots?", "road salt"),
        ("What is the toxicity of road salt to bees?", "road salt"),
        ("Is road salt harmful to bees?", "road salt"),
        ("Does road salt kill bees?", "road salt"),
        ("What was the speed of bees exposed to PFOS for a day?", "PFOS"),
        ("How many drones treated with road salt in spring died?", "road salt"),
        ("How many drones died that were fed with road salt?", "road salt"),
        ("How are drones that are fed in spring told apart?", ""),
        ("How many bees were counted?", ""),
        ("How do bees that the Fed counted fare?", ""),
        ("Which gardens are described?", ""),
        ("Do gardeners who feed the birds harm bees?", ""),
    ],
)
def test_what_acts(question: str, thing: str) -> None:
    """What does something, or is kept from happening, is told from where, when and to what."""
    assert thing == acting(question)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Does a lawyer help poor tenants?", True),
        ("Does 2,4-D impair learning in perch?", True),
        ("Is road salt bad for roots?", True),
        ("What does road salt do to roots?", False),
        ("Does the paper name its authors?", False),
    ],
)
def test_whether_something_acts(question: str, asked: bool) -> None:
    """If something has an effect, rather than which."""
    assert asked == asks_whether_it_acts(question)


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("What is the lethal dose of road salt in bees?", "road salt"),
        ("yield of quinces in dry years", "quinces"),
        ("How does the Rent Decree protect tenants?", "Rent Decree"),
        ("Does road salt kill bees?", "road salt"),
        ("Which garden has road salt?", ""),
    ],
)
def test_what_is_asked_about(question: str, thing: str) -> None:
    """Also where a measure of it is asked, or what it does by any verb."""
    assert thing == subject(question)
