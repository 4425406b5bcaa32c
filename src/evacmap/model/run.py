"""What a run did: what was read, what was set aside and why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A report that was not used, with the reason in one line."""

    path: str
    reason: str
