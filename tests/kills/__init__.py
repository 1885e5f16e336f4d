"""Processes of a whole house are killed while people work in it; afterwards everything it acknowledged is there once.

Promise: what was answered with a receipt number, a redirect or 202 survives `kill -9` of the web server, the hub, a
worker, the witness or the database, once and no more. `python -m tests.kills --seed 1 --kills-per-type 20`.
"""
