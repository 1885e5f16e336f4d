"""The gateway: raw ASGI between client and provider, each exchange signed both ways and on record before its answer.

Promises: nobody is asked for whom no right says so; an answer that is unsigned, badly signed or off its contract is not
passed on; what cannot be written into the log is not answered; a slow, large or hostile message costs a bounded amount.
"""
