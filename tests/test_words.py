"""Tokens, stems, abbreviations and slips."""

from qa.words import abbreviations, content_tokens, edit_distance_one, fold, index_terms, tokenize


def test_offsets_point_at_the_surface_form() -> None:
    """A token's offsets give back what was written, also behind accents and ligatures."""
    text = "Café naïve ﬁne 2.44times"
    assert ["Café", "naïve", "ﬁne", "2.44", "times"] == [text[t.start : t.end] for t in tokenize(text)]


def test_words_are_those_that_are_read() -> None:
    """An accent, an entity or a tag does not cut a word, no tag is one, and all is what is written for it."""
    text = r"{\O}rsted, M\"uller, caf&eacute;s <jats:p>CO<sub>2</sub></jats:p> &amp;lt; 5{\textmu}m"
    tokens = tokenize(text)
    assert ["ørsted", "muller", "cafes", "co2", "5μm"] == [t.surface for t in tokens]
    assert [r"{\O}rsted", r"M\"uller", "caf&eacute;s", "CO<sub>2</sub>"] == [
        text[t.start : t.end] for t in tokens[:4]
    ]


def test_fold_keeps_the_length() -> None:
    """Folding never moves an offset."""
    for text in ("İstanbul", "straße", "ﬁ", "Ωμέγα", "é"):
        assert len(text) == len(fold(text))


def test_compounds_meet_in_every_spelling() -> None:
    """A hyphenated word has its parts and the joined form, so three spellings share terms."""
    hyphenated = set(index_terms("fine-tuning"))
    assert set(index_terms("finetuning")) <= hyphenated
    assert set(index_terms("fine tuning")) <= hyphenated


def test_function_words_carry_no_topic() -> None:
    """A question's frame leaves only what it is about."""
    assert ["speedup", "Medusa-2"[:6].lower(), "2", "reach"] == [
        t.surface for t in content_tokens("What speedup does Medusa-2 reach?")
    ]


def test_abbreviations_are_learnt_from_their_definition() -> None:
    """'long form (SHORT)' gives the long form; a bracket that is no abbreviation gives nothing."""
    text = "parameter-efficient fine-tuning (PEFT) of large language models (LLMs), see below (Table 2)."
    assert {"PEFT": "parameter-efficient fine-tuning", "LLM": "large language models"} == abbreviations(text)


def test_one_slip_is_found() -> None:
    """Insertions, deletions, replacements and swaps of one letter, and nothing further."""
    known = ["medusa", "hydra", "dolphin"]
    for typed in ("medsa", "meddusa", "mexusa", "mdeusa"):
        assert ["medusa"] == edit_distance_one(typed, known)
    assert [] == edit_distance_one("mdsa", known)
