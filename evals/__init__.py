"""Measures the assistant on questions with known answers, and fails when it got worse.

    cases     one question with its gold: relevant papers, evidence spans, decisive strings
    dataset   the only reader of the question files; checks every line
    running   asks the assistant, keeps what it said
    measures, grounding   small pure functions from one answer to one number
    scoring   which measure applies to which case
    figures   means with their intervals, over cases and by kind
    gate      figures against thresholds.toml and baseline.json
    results, report   what a run leaves behind

Run it with ``python -m qa eval`` or ``python -m evals``; see evals/README.md.
"""
