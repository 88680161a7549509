"""A process that writes calls for ever, and acknowledges each on stdout once it is kept.

``python -m tests.display.journal.writer URL``. It is made to be killed.
"""

from __future__ import annotations

import sys
from uuid import uuid4

from display.journal import Transaction, open_journal
from tests.contract import rows


def main(url: str) -> None:
    journal = open_journal(url)
    while True:
        event_id = uuid4().hex

        def work(tx: Transaction, event_id: str = event_id) -> int:
            call = rows.call(event_id)
            tx.append("announcement.queued", {"announcement": rows.announcement(event_id)})
            return tx.append("ticket.called", {"call": call}, event_id).seq

        print(journal.write("lahat", work), event_id, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
