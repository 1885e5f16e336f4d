"""What the log refuses."""

from __future__ import annotations

from madang.trust.refusals import TrustRefused


class NotInTree(TrustRefused):
    """The entry has no place in the tree yet; it has within the time its receipt says."""

    code = "not_in_tree"


class NoEntry(TrustRefused):
    """There is no such entry, or none that may be seen by who asks."""

    code = "no_entry"


class NoLog(TrustRefused):
    """Nothing has ever been put into this tenant's tree."""

    code = "no_log"


class WitnessDisagrees(TrustRefused):
    """A witness answers otherwise than it must: with another key, or that it has seen another tree."""

    code = "witness_disagrees"
