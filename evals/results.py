"""What a run leaves behind: a folder with the manifest, the record, a line a case, and the report."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evals.errors import EvalError
from evals.record import Record, save_record
from evals.scoring import Scored

RESULTS = Path(__file__).resolve().parent / "results"


def check_writable(out: Path | None = None) -> None:
    """Whether the results will have a place, before all is asked for nothing. Raises EvalError."""
    folder = out or RESULTS
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise EvalError(
            f"{folder}: cannot be written ({error.strerror}); name another folder with --out"
        ) from error


def results_folder(manifest: Mapping[str, Any], out: Path | None = None) -> Path:
    """``out``, or a new folder named by time and revision under ``evals/results``; made here."""
    stamp = str(manifest["time"])[:19].replace(":", "").replace("-", "")
    folder = out or RESULTS / f"{stamp}-{manifest['revision']}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def save_run(folder: Path, record: Record, scored: Sequence[Scored], report: str) -> None:
    """Writes ``manifest.json``, ``record.json``, ``cases.jsonl`` and ``report.html``."""
    manifest = json.dumps(record.manifest, indent=2, ensure_ascii=False)
    (folder / "manifest.json").write_text(manifest + "\n", encoding="utf-8")
    save_record(record, folder / "record.json")
    lines = (json.dumps(row, ensure_ascii=False) for row in case_rows(scored))
    (folder / "cases.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "report.html").write_text(report, encoding="utf-8")


def case_rows(scored: Sequence[Scored]) -> list[dict[str, Any]]:
    """One row a case, its turns within, each with question, gold, answer and values."""
    rows: dict[str, dict[str, Any]] = {}
    for one in scored:
        case = one.case
        row = rows.setdefault(
            case.id, {"id": case.id, "kind": case.kind, "split": case.split, "style": case.style, "turns": []}
        )
        row["turns"].append(_turn(one))
    return list(rows.values())


def _turn(one: Scored) -> dict[str, Any]:
    asked = one.asked
    return {
        "question": asdict(asked.question),
        "fault": one.fault,
        "values": dict(one.values),
        "answer": asked.answer.as_dict(),
        "findings": [asdict(finding) for finding in one.findings],
        "ranked": [
            {"paper_id": p.paper_id, "score": p.score, "start": p.start, "end": p.end} for p in asked.ranked
        ],
        "variants": {name: list(papers) for name, papers in asked.variants.items()},
        "seconds": asked.seconds,
        "embedding": asked.embedding,
    }
