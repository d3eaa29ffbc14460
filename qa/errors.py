"""Every error that a user of this package can meet.

    QAError
    +-- SettingsError      an unknown, contradictory or unusable setting
    +-- CorpusError        a collection that cannot be read, or holds no paper
    +-- EmbeddingError     the embedding model is missing, altered or fails
    +-- ReaderError        the reader's model is missing, altered or fails
    +-- IndexError_        the index cannot be used
    |   +-- IndexBusy      another process holds it
    |   +-- IndexStale     it was built from other papers, another model or another version
    |   +-- IndexUnwritable  the folder is read-only, full or not a folder
    +-- QuestionError      what a program asked is no question, no history or no filters
    +-- LLMError           the configured language model is missing or fails
    +-- PromptError        a prompt file is missing or its slots are wrong

Each message is one line that says where, what, and what to do. Errors of the
libraries underneath are translated where they enter, so a caller needs only
``except QAError``.
"""

from __future__ import annotations


class QAError(Exception):
    """Base of all errors raised on purpose by this package."""


class SettingsError(QAError):
    """A setting is unknown, contradictory or unusable."""


class CorpusError(QAError):
    """The collection cannot be read, or no paper was found in it."""


class EmbeddingError(QAError):
    """The embedding model is missing, is not the expected file, or failed."""


class ReaderError(QAError):
    """The reader's model is missing, is not the expected file, or failed."""


class IndexError_(QAError):  # noqa: N801, N818 - the underscore keeps the builtin visible
    """The index cannot be used."""


class IndexBusy(IndexError_):
    """Another process holds the index folder."""


class IndexStale(IndexError_):
    """The index does not belong to these papers, this model or this version."""


class IndexUnwritable(IndexError_):
    """The index folder cannot be written."""


class QuestionError(QAError):
    """The question, its history or its filters are not of the kind they must be."""


class LLMError(QAError):
    """The configured language model is missing, unreachable or failed."""


class PromptError(QAError):
    """A prompt file is missing, or its slots are not the expected ones."""
