"""Documents: letters, certificates and receipts, as data, as PDF and as HTML, with the seal that proves them.

Promises: what goes into a letter is seen on it, character by character, or is refused; the same letter is the same
bytes before its seal; a letter proves itself without a network, as a file by its seal and on paper by its QR code.
Knows nobody above: keys, numbers and wording of a case come from the caller. Enter by
:mod:`madang.documents.service`.
"""
