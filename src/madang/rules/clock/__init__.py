"""The legal clock: when a period that the law gives ends, counted day by day, with the article beside every step.

Public holidays of a year and the ways in which the law counts are data of the pack (`holidays/`, `clock/`). Nothing
here reads a clock or knows a service; a year without data is refused, never guessed.
"""
