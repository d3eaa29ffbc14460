"""From a path to text: which files to read, their bytes, their encoding.

Everything that can go wrong before a format is known goes wrong here, as one
:class:`~qa.errors.CorpusError` line that names the path and the remedy.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from qa.errors import CorpusError
from qa.types import Skipped


@dataclass(frozen=True)
class Source:
    """A file as text: ``\\n`` line ends, no byte-order mark, no control characters."""

    name: str
    text: str
    remarks: tuple[Skipped, ...] = ()

    def skipped(self, line: int, reason: str) -> Skipped:
        """A remark on one line of this file; lines count from 1."""
        return Skipped(self.name, line, reason)


@dataclass(frozen=True)
class Listing:
    """The files that a path stands for, and what in a folder is not one of them."""

    files: tuple[Path, ...]
    skipped: tuple[Skipped, ...] = ()


_BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),  # before UTF-16, whose mark it starts with
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an Office document (.docx, .xlsx)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (.doc, .xls)"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"SQLite format 3", "a database"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BINARY_SHARE = 0.02  # more control characters than this is no text in any encoding
_SAMPLE = 65536
_NOT_UTF8 = re.compile("[\udc80-\udcff]")


def list_files(path: Path, suffixes: Collection[str]) -> Listing:
    """The file itself, or the files of a folder that have one of ``suffixes``, sorted.

    README and hidden files are left out, and sub-folders not entered; the former, files of
    other kinds and sub-folders are reported.
    """
    mode = _mode(path)
    if stat.S_ISREG(mode):
        return Listing((path,))
    if not stat.S_ISDIR(mode):
        raise CorpusError(f"{path}: is neither a file nor a folder; give the path of a file.")
    try:
        visible = sorted(p for p in path.iterdir() if not p.name.startswith("."))
        inside = [p for p in visible if p.is_file()]
    except OSError as error:
        raise CorpusError(f"{path}: the folder cannot be read ({error.strerror}).") from error
    readme = [p for p in inside if p.stem.upper() == "README"]
    files = tuple(p for p in inside if p.suffix.lower() in suffixes and p not in readme)
    if not files:
        raise CorpusError(
            f"{path}: the folder holds no file to read; put one in that ends in {', '.join(suffixes)}."
        )
    skipped = [Skipped(p.name, 1, "a README is not read as papers") for p in readme]
    others = [p for p in inside if p not in readme and p not in files]
    skipped += [Skipped(p.name, 1, f"files ending in {p.suffix!r} are not read") for p in others]
    folders = [p for p in visible if p.is_dir()]
    skipped += [
        Skipped(p.name, 1, "a folder within the folder is not read; name it as well") for p in folders
    ]
    return Listing(files, tuple(skipped))


def read_source(path: Path, max_bytes: int | None = None) -> Source:
    """Reads one file as text, or raises :class:`CorpusError`.

    UTF-8, UTF-16 and UTF-32 are recognised; a byte that is no UTF-8 is read as
    Windows-1252, and that is reported with its line.
    """
    data = _bytes(path, max_bytes)
    if not data.strip():
        raise CorpusError(f"{path}: the file is empty; export the papers again.")
    text, foreign = _decode(data)
    kind = _binary_kind(data, text)
    if kind:
        raise CorpusError(
            f"{path}: is {kind}, not text; export the papers as BibTeX, RIS, CSV or JSON instead."
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    remarks = []
    if foreign:
        line = text[:foreign].count("\n") + 1
        remarks.append(Skipped(path.name, line, "not UTF-8 from here; read as Windows-1252", kept=True))
    control = _CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        number = len(_CONTROL.findall(text))
        remarks.append(Skipped(path.name, line, f"{number} control characters read as blanks", kept=True))
        text = _CONTROL.sub(" ", text)
    if not text.strip():
        raise CorpusError(f"{path}: the file is empty; export the papers again.")
    return Source(path.name, text, tuple(remarks))


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        raise CorpusError(f"{path}: no such file or folder; check the path.") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or error
        raise CorpusError(f"{path!s:.200}: cannot be read ({reason}).") from error


def _bytes(path: Path, max_bytes: int | None) -> bytes:
    try:
        size = path.stat().st_size
        if max_bytes is not None and size > max_bytes:
            raise CorpusError(f"{path}: has {size:,} bytes, the limit is {max_bytes:,}; split the file.")
        return path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror}); check its permissions.") from error


def _decode(data: bytes) -> tuple[str, int]:
    """The text, and the offset of the first character that was not UTF-8 (0: none)."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), 0
    sample = data[:_SAMPLE]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = sample[offset::2]
        if zeros.count(0) > 0.4 * len(zeros) and sample.count(0) < 0.6 * len(sample):
            return data.decode(encoding, "replace"), 0
    text = data.decode("utf-8", "surrogateescape")
    found = _NOT_UTF8.search(text)
    if not found:
        return text, 0
    return _NOT_UTF8.sub(_windows_character, text), max(found.start(), 1)


def _windows_character(match: re.Match[str]) -> str:
    return bytes([ord(match[0]) - 0xDC00]).decode("cp1252", "replace")


def _binary_kind(data: bytes, text: str) -> str:
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    sample = text[:_SAMPLE]
    share = len(_CONTROL.findall(sample)) / max(len(sample), 1)
    # A few stray bytes in a short text are no proof.
    return "a binary file" if share > _BINARY_SHARE and share * len(sample) > 8 else ""
