"""The one door to the agencies.

Promises: callers name an agency and an operation and never see an address; every reply keeps the agency's contract
or does not come back at all; a slow, silent or raving agency costs a bounded time; each exchange is recorded
without anything personal.
"""
