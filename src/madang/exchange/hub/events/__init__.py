"""Life events as CloudEvents 1.0: read and judged, kept, taken, and what could not be accepted as it came.

Promises: an accepted event is taken by every subscriber once, those about one person in their order; what is malformed,
of an unknown type or off its contract is kept with the reason until a person decides; nothing is lost.
"""
