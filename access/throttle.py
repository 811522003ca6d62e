"""Attempts to sign in, counted by account and by address: after a few failures, each next one waits twice as long."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from access.clock import now
from access.database import reading, writing

_FORGOTTEN = timedelta(days=1)


@dataclass(frozen=True)
class Bucket:
    """How many failures are free, and how long the longest wait is, in seconds."""

    free: int
    longest: int


# One account from one address: the guesser's own bucket, which may wait long without hurting anyone else.
# One account from anywhere: short waits, or guessing would be a way to lock its owner out. One address, any account.
BOTH, ACCOUNT, ADDRESS = Bucket(5, 3600), Bucket(20, 60), Bucket(30, 300)


def wait_before(login: str, address: str) -> int:
    """Count an attempt that is about to be made and return 0, or return the seconds to wait, without counting it.

    It is counted before the password is looked at: a thousand attempts at once are not a thousand guesses.
    """
    buckets = _buckets(login, address)
    instant = now()
    with writing() as con:
        con.execute("delete from attempts where last_at < ?", ((instant - _FORGOTTEN).isoformat(),))
        rows = {
            row["bucket"]: row
            for row in con.execute(
                f"select * from attempts where bucket in ({', '.join('?' * len(buckets))})", list(buckets)
            )
        }
        waits = [
            (datetime.fromisoformat(row["blocked_until"]) - instant).total_seconds()
            for row in rows.values()
            if row["blocked_until"]
        ]
        if (wait := max(waits, default=0)) > 0:
            return max(1, round(wait))
        for name, bucket in buckets.items():
            failures = (rows[name]["failures"] if name in rows else 0) + 1
            until = instant + timedelta(seconds=_delay(bucket, failures)) if failures >= bucket.free else None
            con.execute(
                "insert or replace into attempts (bucket, failures, last_at, blocked_until) values (?, ?, ?, ?)",
                (name, failures, instant.isoformat(), until and until.isoformat()),
            )
    return 0


def forget(login: str, address: str) -> None:
    """Forget the failures of an account from an address, and give the account's and the address's last attempt back."""
    both, *shared = _buckets(login, address)
    with writing() as con:
        con.execute("delete from attempts where bucket = ?", (both,))
        # A right password among wrong ones clears neither the account nor the address: others may be guessing.
        con.executemany(
            "update attempts set failures = max(failures - 1, 0), blocked_until = null where bucket = ?",
            [(name,) for name in shared],
        )


def blocked_for(login: str, address: str) -> int:
    """Return the seconds that the next attempt must wait, 0 when it need not."""
    instant, names = now(), list(_buckets(login, address))
    with reading() as con:
        rows = con.execute(
            f"select blocked_until from attempts where bucket in ({', '.join('?' * len(names))}) and blocked_until is not null",
            names,
        ).fetchall()
    waits = [(datetime.fromisoformat(row[0]) - instant).total_seconds() for row in rows]
    return max(0, round(max(waits, default=0)))


def _delay(bucket: Bucket, failures: int) -> float:
    return float(min(bucket.longest, 2 ** min(failures - bucket.free + 1, 20)))


def _buckets(login: str, address: str) -> dict[str, Bucket]:
    # What was typed as a login may be a password: only its hash is kept.
    who = hashlib.sha256(login.encode()).hexdigest()[:32]
    return {f"both:{who}:{address}": BOTH, f"account:{who}": ACCOUNT, f"address:{address}": ADDRESS}
