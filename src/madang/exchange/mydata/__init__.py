"""What the agencies know about somebody, as facts.

Promises: it asks all of them at once, says of every fact from whom it comes and as of when, goes on with what it has
when some do not answer, says what could not be had and why, and adds nothing that no agency said.
"""
