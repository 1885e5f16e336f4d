"""What an import refuses; where it stands is kept, and the same command goes on from there."""

from __future__ import annotations

from madang.rules.service import Refused


class ImportRefused(Refused):
    """Nothing more was done."""


class AlreadyImporting(ImportRefused):
    """Another process imports this source just now."""

    code = "already_importing"


class AnotherAddress(ImportRefused):
    """An import of this source from elsewhere has not ended."""

    code = "another_address"


class SourceMissing(ImportRefused):
    """No such folder, file or address, or it does not answer."""

    code = "source_missing"


class Incomplete(ImportRefused):
    """The source's list ended before as many rows as it says it has."""

    code = "incomplete"


class TooManyWithdrawn(ImportRefused):
    """So many services would be withdrawn that the source is more likely broken."""

    code = "too_many_withdrawn"
