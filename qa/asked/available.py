"""Whether a paper's code is out, and where: asked of papers that are named, in whatever words.

A question is one of these when it names a paper, speaks of code or of an address, and every other word of it
belongs to such a question: "is the code of X public?", "X github?"; not "what code does X write?".
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# fmt: off
_SOUGHT = frozenset((
    "code", "codes", "codebase", "github", "gitlab", "bitbucket", "repo", "repos", "repository", "repositories", "link", "links", "url",
    "urls", "download", "downloads", "implementation", "implementations", "website", "homepage", "webpage", "address", "software",
))
_ALLOWED = _SOUGHT | frozenset((
    "a", "about", "also", "an", "and", "any", "anywhere", "are", "article", "at", "author", "authors", "authors'", "availability", "available",
    "been", "by", "can", "could", "did", "do", "does", "exist", "exists", "find", "for", "from", "get", "give", "given", "gives",
    "had", "has", "have", "here", "how", "i", "in", "is", "it", "its", "made", "make", "may", "me", "not", "of", "official", "on", "one", "online",
    "open", "open-source", "open-sourced", "opensource", "opensourced", "out", "page", "paper", "please", "point", "print", "printed", "project",
    "provide", "provided", "provides", "public", "publicly", "publish", "published", "release", "released", "releases", "s", "see", "share",
    "shared", "shares", "show", "site", "some", "somewhere", "source", "study", "tell", "that", "the", "their", "there", "they", "this", "to",
    "us", "was", "we", "web", "were", "what", "what's", "whats", "where", "where's", "which", "will", "with", "abstract", "you", "yet", "already",
    "both", "or", "no", "got", "anybody", "has", "come", "comes", "work", "method", "know",
))
# fmt: on


_DONE_WITH = re.compile(r"\bdo\w* (?:to|with) (?:the )?code\b", re.IGNORECASE)  # "what does X do with code?"


def code_asked(rest: str) -> bool:
    """Whether it is asked for code or an address; ``rest`` is the question without the names in it."""
    if _DONE_WITH.search(rest):
        return False
    words = {word.lower() for word in _WORD.findall(rest)}
    return bool(words & _SOUGHT) and words <= _ALLOWED
