"""Is this something that can be asked at all? Before anything is searched."""

from __future__ import annotations

import json
import re
import unicodedata

from qa.types import Abstention

MAX_CHARACTERS = 4000
_MOST_MARKUP = 4 * MAX_CHARACTERS  # what is longer is too long without its markup as well
_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b")
_ANSI_REST = re.compile(r"(?<!\w)\[(?:\d{1,3};?)+m")
_ELEMENT = re.compile(r"<(script|style)\b[^>]*>.*?</\1\s*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>|<!--.*?-->", re.IGNORECASE)
_LINKED = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()]|\([^()]*\))*\)")  # [text](address)
NO_TOPIC = Abstention(
    "not_a_question", "That does not say what about. Name a topic, a method or a paper.", (), ("help",)
)
_NOTE = re.compile(
    r"\[+\W*(?:system|admin\w*|developer|assistant|note|instructions?)\b[^\[\]]*\]+", re.IGNORECASE
)  # no question of a user's
# What a chat's transcript puts around turns, with the turns that are no user's.
_TURN = re.compile(
    r"<\|(?:im_start|start_header_id)\|>\s*(?:system|assistant|developer)\b.*?(?:<\|(?:im_end|eot_id)\|>|$)"
    r"|<<SYS>>.*?<</SYS>>|<\|[^|<>]{1,30}\|>(?:\s*user\b)?|\[/?INST\]|</?s>",
    re.IGNORECASE | re.DOTALL,
)
# A query in SQL, of which the words are read: "SELECT yield FROM papers WHERE title LIKE '%rye%'; DROP TABLE papers".
_SQL = re.compile(r"\W*select\b.+\bfrom\s+\w+\s*(?:;|--|\b(?:where|limit|order by)\b).*", re.IGNORECASE)
_SQL_WORDS = re.compile(
    r";\s*(?:drop|delete|update|insert|alter)\b.*|\b(?:select|from|where|like|and|or|limit \d+|order by|count|distinct|papers?|titles?|abstracts?|questions?|answers?)\b|[%_='\"()*,-]+|;",
    re.IGNORECASE,
)
_SQL_FEWEST = 3  # words that are left of a query which asks something
_BETWEEN = re.compile(r"\}\s*,?\s*\{")  # messages that stand one after the other
_EMPHASIS = re.compile(r"`+|\*\*+|__+|^#{1,6}\s+|^>\s+")
_SIGNS = re.compile(r"[{}\[\]<>=;|\\/$*&^%~@_]|#(?!\d)|\(['\")]|\w\(")
_MUCH_CODE = 0.12  # the share of such signs from which on a text is rather code
_FEW_SIGNS = 2  # "sowing 99%" is short, and no code
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
# The commonest function words of other languages that English does not share; two different
# ones and hardly an English one make a question that the English embedder would misread.
_FOREIGN = frozenset(
    """der die das und ist nicht wie welche welcher welches welchen für mit von dem den ein eine werden wird auf
    viele wurde wurden gibt sagt sind über zum zur oder auch keine haben sich nach aus warum wann guten tag morgen abend
    le la les des est une dans pour que qui quelle quel quels quelles avec sur sont comment pourquoi du ce cette
    el los las una es para como cómo qué cuál por según del con más sus usaron son ¿qué
    il gli che di per sono quali quale nel della delle perché
    het een voor zijn niet welke hoe waarom van
    o os uma são não quais como foi pelo pela
    combien quand où quanto quanti quanta quantos quantas cuánto cuántos cuántas cuándo dónde quando dove onde wieviel wieso wer wo hoeveel
    qual é cosa""".split()
)
_OPENING = ("¿", "¡")  # no English sentence begins with these
_LATIN = 0.6  # the share of letters from which on a text may be English
_PARTICLES = re.compile(r"\bv[ao]n de[rnm]? (?-i:(?=[A-Z]))", re.IGNORECASE)  # "van der Weyden"
# With a capital and before another one, one of these begins a name: "São Paulo", "La Paz".
_OF_NAMES = frozenset("são la le el los las les des du das il della van von".split())
_ENGLISH = frozenset(
    """the of and to is are was in that for it what which how why does do did with from by this be at as
    who when where can has have there any not or an on""".split()
)


def clean_question(text: str) -> str:
    """``text`` without control characters and terminal codes, white space made single."""
    text = _ANSI_REST.sub(" ", _CONTROL.sub(" ", _ANSI.sub(" ", text)))
    return " ".join(unicodedata.normalize("NFC", text).split())


def without_markup(question: str) -> str:
    """A cleaned question without tags, Markdown and pictograms, which carry none of its words.

    The question as asked is shown with them, as text; this is what is read and searched.
    """
    if len(question) > _MOST_MARKUP:
        return question
    asked = _TURN.sub(" ", _last_message(question) or question)
    asked = _out_of_sql(asked) if _SQL.match(asked) else asked
    text = _ELEMENT.sub(" ", asked if asked.strip() else question)
    text = _LINKED.sub(r"\1", _TAG.sub("", text))
    text = _EMPHASIS.sub("", _NOTE.sub(" ", text) if _NOTE.sub("", text).strip() else text)
    return " ".join("".join(" " if _is_pictogram(char) else char for char in text).split())


def _last_message(question: str) -> str:
    """What the user says last in a chat's messages as JSON; empty for any other text."""
    if not question.startswith(("[{", "{")):
        return ""
    try:
        told = json.loads(f"[{_BETWEEN.sub('},{', question)}]" if question.startswith("{") else question)
    except ValueError:
        return ""
    if len(told) == 1 and isinstance(told[0], dict) and isinstance(told[0].get("messages"), list):
        told = told[0]["messages"]
    said = [each for each in told if isinstance(each, dict) and isinstance(each.get("content"), str)]
    own = [each["content"] for each in said if each.get("role", "user") == "user"]
    return " ".join(own[-1].split()) if own else ""


def _out_of_sql(query: str) -> str:
    words = " ".join(_SQL_WORDS.sub(" ", query).split())
    return words if len(words.split()) >= _SQL_FEWEST else query


def refuse(question: str) -> Abstention | None:
    """Why a cleaned question cannot be asked, or None."""
    if not question:
        return Abstention("not_a_question", "The question is empty. Ask something about the papers.")
    if len(question) > MAX_CHARACTERS:
        return Abstention(
            "not_a_question",
            f"The question has {len(question):,} characters; at most {MAX_CHARACTERS:,} are read. Shorten it.",
        )
    letters = [char for char in question if char.isalpha()]
    if len(letters) < 2:
        return Abstention("not_a_question", "That has no words in it. Ask something about the papers.")
    if len(_SIGNS.findall(question)) >= max(_FEW_SIGNS, _MUCH_CODE * len(question)):
        return Abstention("not_a_question", "That reads like code rather than a question. Ask in words.")
    latin = sum(map(is_latin, letters)) >= _LATIN * len(letters)
    if not latin or question.startswith(_OPENING) or _is_foreign(question):
        return Abstention(
            "language",
            "Questions are understood in English only, the language that the search reads. Ask in English.",
        )
    return None


def not_understood(title: str) -> Abstention:
    """Of a question in another language that names a paper, nothing was understood but the name."""
    message = (
        f"Questions are understood in English only: of this one the name of *{title}* was. Ask in English."
    )
    return Abstention("language", message, (title,))


def _is_pictogram(char: str) -> bool:
    return not char.isascii() and (unicodedata.category(char) in ("So", "Sk") or char in "\ufe0f\u20e3")


def is_latin(char: str) -> bool:
    """Whether a letter is of an alphabet that English texts may have."""
    return char.isascii() or unicodedata.name(char, "").startswith(("LATIN", "GREEK"))


def _is_foreign(question: str) -> bool:
    """Whether the question is in another language. What is written with a capital may be a name, and tells little."""
    typed = re.findall(r"[^\W\d_]+", _PARTICLES.sub(" ", question))
    words = [word.lower() for word in typed]
    foreign = {
        word.lower()
        for word, behind in zip(typed, [*typed[1:], ""], strict=True)
        if word.lower() in _FOREIGN and not _begins_name(word, behind)
    }
    english = sum(word in _ENGLISH for word in words)
    accented = any(word[0].islower() and not word.isascii() for word in typed)
    return len(foreign) + accented >= 2 and len(foreign) > 1.5 * english and len(foreign) >= 0.2 * len(words)


def _begins_name(word: str, behind: str) -> bool:
    return word[0].isupper() and behind[:1].isupper() and word.lower() in _OF_NAMES
