"""What engines for many services at once share: a service's conditions as a conjunction of literals over one person.

Promise: nothing is approximated. A service whose answer cannot be read from its conditions alone is refused, with the
reason in both languages.
"""
