"""What the server does beside the usual, for a number or for one customer of it."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import Field

from tecnocursos.kit.value import Value

Status = Literal["sent", "delivered", "read", "played", "failed"]
STATUSES: Final[tuple[Status, ...]] = ("sent", "delivered", "read", "played")


class Modes(Value):
    # What becomes of what the business sends.
    statuses: Literal["none", "sent", "delivered", "read", "played"] = "read"
    """How far a message gets by itself; `played` is of voice messages only."""
    skips_delivered: bool = False
    """`read` follows `sent`."""
    status_before_answer: bool = False
    """The first status is with the webhook before the send is answered."""
    fail_later: int | None = None
    """Answered with success, then failed with this code."""
    late_refusals: bool = False
    """What is wrong with the recipient or the window comes as a status, after success."""
    refuse_with: int | None = None
    """Every send is refused with this code."""
    cuts_answer: bool = False
    """A send is done, and the connection ends before its answer."""

    paces_pairs: bool = True
    """More than a message in 6 s to one customer is paid for by pauses, and refused until then."""

    # How updates reach the webhook.
    duplicate: Literal["no", "after", "at_once"] = "no"
    """Each comes a second time: after the first was taken, or beside it."""
    batch: int = Field(default=1, ge=1, le=1000)
    """As many in one request, as far as they come within `batch_seconds`."""
    batch_seconds: float = Field(default=1, gt=0)
    jitter_seconds: float = Field(default=0, ge=0)
    """Each is held for a random time up to this, so that the order is lost."""
    delay_seconds: float = Field(default=0, ge=0)
    bad_signature: bool = False

    def statuses_of(self, kind: str, *, is_voice: bool) -> tuple[Status, ...]:
        """That a message of a kind gets, in their order. Of a reaction nothing is known but that it was sent."""
        if self.statuses == "none":
            return ()
        last = STATUSES.index(self.statuses)
        if kind == "reaction":
            last = 0
        elif not is_voice:
            last = min(last, STATUSES.index("read"))
        reached = STATUSES[: last + 1]
        return tuple(s for s in reached if not (s == "delivered" and self.skips_delivered and "read" in reached))
