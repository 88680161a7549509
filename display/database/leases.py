"""Which of a hall's servers leads it, by the database's own clock; on PostgreSQL only.

A lease is a row with a holder, the moment of its end and a *fence*: a number that grows each time
that somebody takes it. The newest fence stands in the hall's head row, which every transaction
reads first and a writer locks: work of an earlier lease is refused there
(:class:`~display.database.errors.LeaseLost`), however late it wakes up.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from display.database.engine import Database
from display.database.listener import notify_lease
from display.database.schema import heads, leases, servers
from display.json_object import JsonObject

LEASE_S = 8.0
"""How long a lease is good for after it was renewed.

A speaker leaves a server that has said nothing for 6 s; renewed up to 2 s before that, the lease of
a server that has stopped moving ends when no speaker listens to it any more.
"""

_GONE_S = 60.0  # what a server told is deleted so long after its end

# Not now(), which is the beginning of a transaction: it may have waited for a lock since.
DATABASE_NOW = func.extract("epoch", func.clock_timestamp())


@dataclass(frozen=True, slots=True)
class Beat:
    """What stands in the database: who leads until when, and the servers that are there.

    ``fence``: that of the asker's lease if it was renewed. ``holder``: whose lease is good, if any
    is; ``speaks``: that server has a speaker. ``told``: server -> what it tells of itself.
    """

    fence: int | None
    holder: str | None
    speaks: bool
    told: dict[str, JsonObject]


class Leases:
    """The leases of one ``hall``, as the server ``own_id`` sees them.

    ``place`` is where it runs: a server that starts there again has none beside it.
    """

    def __init__(self, database: Database, hall: str, own_id: str, place: str) -> None:
        self._database, self._hall = database, hall
        self.own_id, self._place = own_id, place

    def beat(self, told: JsonObject, fence: int | None, *, speaks: bool) -> Beat:
        """Renew the lease ``fence``, if it is the newest, tell of this server, and look around."""

        def work(connection: Connection) -> Beat:
            self._tell(connection, told)
            kept = fence if fence and self._renew(connection, fence, speaks) else None
            lease = connection.execute(
                select(leases.c.holder, leases.c.speaks).where(
                    leases.c.hall == self._hall, leases.c.expires_at > DATABASE_NOW
                )
            ).one_or_none()
            found = select(servers.c.id, servers.c.told).where(
                servers.c.hall == self._hall, servers.c.seen_at > DATABASE_NOW - LEASE_S
            )
            here = {row.id: row.told for row in connection.execute(found)}
            return Beat(kept, lease.holder if lease else None, bool(lease and lease.speaks), here)

        return self._database.write(work)

    def claim(self, *, speaks: bool, starting: bool) -> int | None:
        """Take the lease, if it may be taken; return its fence.

        It may when it has ended or is our own, when we have a speaker and its holder has none, and
        when a server that is ``starting`` finds that of the one that ran in its place before.
        """

        def work(connection: Connection) -> int | None:
            # The head row first, as every writer does: what an earlier leader writes is kept
            # before this, or refused.
            head = select(heads.c.fence).where(heads.c.hall == self._hall).with_for_update()
            fence = int(connection.execute(head).scalar_one()) + 1
            lease = connection.execute(
                select(leases, (leases.c.expires_at <= DATABASE_NOW).label("over")).where(
                    leases.c.hall == self._hall
                )
            ).one_or_none()
            if lease and not (
                lease.over
                or lease.holder == self.own_id
                or (speaks and not lease.speaks)
                or (starting and lease.place == self._place)
            ):
                return None
            self._take(connection, fence, speaks)
            return fence

        return self._database.write(work)

    def release(self, fence: int | None) -> None:
        """Give the lease up, if it is held, so that another takes it at once; and be gone."""

        def work(connection: Connection) -> None:
            mine = (leases.c.hall == self._hall) & (leases.c.holder == self.own_id)
            connection.execute(
                update(leases).where(mine, leases.c.fence == fence).values(expires_at=0.0)
            )
            connection.execute(
                delete(servers).where(servers.c.hall == self._hall, servers.c.id == self.own_id)
            )
            notify_lease(connection, self._hall)

        self._database.write(work)

    def _tell(self, connection: Connection, told: JsonObject) -> None:
        row = insert(servers).values(
            hall=self._hall, id=self.own_id, seen_at=DATABASE_NOW, told=told
        )
        new = {"seen_at": row.excluded.seen_at, "told": row.excluded.told}
        connection.execute(row.on_conflict_do_update(index_elements=["hall", "id"], set_=new))

    def _renew(self, connection: Connection, fence: int, speaks: bool) -> bool:
        step = (
            update(leases)
            .where(
                leases.c.hall == self._hall,
                leases.c.holder == self.own_id,
                leases.c.fence == fence,
            )
            .values(expires_at=DATABASE_NOW + LEASE_S, speaks=speaks)
        )
        return connection.execute(step).rowcount == 1

    def _take(self, connection: Connection, fence: int, speaks: bool) -> None:
        connection.execute(update(heads).where(heads.c.hall == self._hall).values(fence=fence))
        row = insert(leases).values(
            hall=self._hall,
            holder=self.own_id,
            place=self._place,
            fence=fence,
            speaks=speaks,
            expires_at=DATABASE_NOW + LEASE_S,
        )
        new = {
            column: row.excluded[column]
            for column in ("holder", "place", "fence", "speaks", "expires_at")
        }
        connection.execute(row.on_conflict_do_update(index_elements=["hall"], set_=new))
        connection.execute(
            delete(servers).where(
                servers.c.hall == self._hall, servers.c.seen_at < DATABASE_NOW - _GONE_S
            )
        )
        notify_lease(connection, self._hall)
