"""The table: one resident against every service at once, three-valued, with reasons and the next question.

Promise: what the interpreter says, for thousands of services in milliseconds. Atoms are worked out by the
interpreter's own code, once each; the rest is array arithmetic in Kleene's logic. What arrays cannot say exactly (a
rule that fails, a result that is the same whichever way) is left to the interpreter, service by service.
"""
