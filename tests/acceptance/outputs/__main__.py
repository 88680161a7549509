"""Every fault of the output, again and again, on real sound servers; prints the table.

``python -m tests.acceptance.outputs [--runs 20] [--server pipewire] [--row muted] [--keep FILE]``.
With ``--keep`` each trial is written down at once, and the table is of all that the file holds.
The exit code is 1 when a call was said to be heard that was not, or anything was late.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from tests.acceptance.outputs.rows import ROWS
from tests.acceptance.outputs.stage import SERVERS
from tests.acceptance.outputs.trial import SEEN_WITHIN_S, WELL_WITHIN_S, Trial, attempt
from tests.acceptance.outputs.trials import Plan, Stages, plans

BLIND = {fault.name: fault.blind for fault in ROWS}


def main() -> int:
    """Make the trials that were asked for."""
    parser = argparse.ArgumentParser(prog="tests.acceptance.outputs", description=__doc__)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--server", choices=SERVERS, help="both without")
    parser.add_argument("--row", default="", help="only rows with this in their name")
    parser.add_argument("--keep", type=Path, help="file that each trial is added to")
    options = parser.parse_args()
    made = _read(options.keep)
    with tempfile.TemporaryDirectory(prefix="panggil-outputs-") as folder:
        for server in [options.server] if options.server else SERVERS:
            stages = Stages(Path(folder), server)
            wanted = [plan for plan in plans(server) if options.row in plan.fault.name]
            try:
                for _ in range(options.runs):
                    made += _make(stages, wanted, options.keep)
            finally:
                stages.close()
    print("\n".join(table(made)))
    return int(any(is_wrong(trial) for trial in made))


def _read(keep: Path | None) -> list[Trial]:
    if keep is None or not keep.exists():
        return []
    return [Trial(**json.loads(line)) for line in keep.read_text("utf-8").splitlines()]


def _make(stages: Stages, wanted: list[Plan], keep: Path | None) -> list[Trial]:
    """Make each trial once, in the order in which stages need no change."""
    made = []
    for plan in sorted(wanted, key=lambda plan: (plan.fault.driver, plan.sink)):
        trial = _attempt(stages, plan)
        made.append(trial)
        line = json.dumps(asdict(trial))
        print(line, file=sys.stderr, flush=True)
        if keep:
            with keep.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
    return made


def _attempt(stages: Stages, plan: Plan) -> Trial:
    try:
        return attempt(stages.of(plan), plan.fault, plan.moment)
    except AssertionError as error:
        where = (plan.fault.name, plan.server, plan.sink, plan.moment)
        return Trial(*where, None, None, 0.0, False, str(error))


def is_wrong(trial: Trial) -> bool:
    """Return whether a trial broke the promise; there is none where no witness can see."""
    if trial.server in BLIND.get(trial.fault, {}):
        return False
    late = (trial.seen_s or 0.0) > SEEN_WITHIN_S or (trial.back_s or 0.0) > WELL_WITHIN_S
    return bool(trial.false_word or trial.trouble or late or not trial.heard)


def table(made: Iterable[Trial]) -> list[str]:
    """Return the table, in Markdown: a line per row and kind of output, a cell per server."""
    cells: dict[tuple[str, str], dict[str, list[Trial]]] = defaultdict(lambda: defaultdict(list))
    for trial in made:
        cells[trial.fault, trial.sink][trial.server].append(trial)
    lines = [
        "| Fault | Output | " + " | ".join(SERVERS) + " |",
        "|---|---|" + "---|" * len(SERVERS),
    ]
    for (fault, sink), by_server in cells.items():
        told = (_cell(by_server.get(server, [])) for server in SERVERS)
        lines.append(f"| {fault} | {sink} | " + " | ".join(told) + " |")
    return lines


def _cell(trials: list[Trial]) -> str:
    if not trials:
        return "–"
    if trials[0].server in BLIND.get(trials[0].fault, {}):
        return (
            f"cannot be seen ({sum(trial.false_word for trial in trials)} of {len(trials)} false)"
        )
    good = sum(not is_wrong(trial) for trial in trials)
    false = sum(trial.false_word for trial in trials)
    seen = [trial.seen_s for trial in trials if trial.seen_s is not None]
    back = [trial.back_s for trial in trials if trial.back_s is not None]
    told = [f"{good} of {len(trials)}"]
    if false:
        told.append(f"**{false} false**")
    if seen:
        told.append(f"seen {min(seen):.1f}–{max(seen):.1f} s")
        told.append(f"back {min(back):.1f}–{max(back):.1f} s" if back else "not back")
    return ", ".join(told)


if __name__ == "__main__":
    sys.exit(main())
