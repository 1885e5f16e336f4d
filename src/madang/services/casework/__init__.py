"""Casework: cases from receipt to decision, by the procedure and the legal clock of their service.

Promises: a case is decided once, whoever presses at once; the clock runs by the law of the service and every change of
it has a reason; nothing adverse is decided unheard; every step is there for both sides; a queue shows what its clerk
may see and no more. Enter by :mod:`madang.services.casework.service`.
"""
