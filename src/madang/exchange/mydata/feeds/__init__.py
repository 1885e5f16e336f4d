"""Feeds of agencies: what waits because one did not answer well, and who lets a feed go on."""
