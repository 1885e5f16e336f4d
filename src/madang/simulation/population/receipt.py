"""Which of the benefits a home draws, and who is certified as near-poor: one home, one answer (assumed shares)."""

from __future__ import annotations

import numpy as np

from madang.simulation.population.block import Block, Flags

STREAM = 2404
"""Sets these random numbers apart from those of the block itself."""


def receive(block: Block, rng: np.random.Generator) -> None:
    """Fills the columns `recipient.*`, in accord with who draws a basic livelihood benefit of any kind."""
    drawing, fortune = block.facts["livelihood.recipient"].astype(bool), block.facts["fortune"]
    poorest = np.zeros(block.home_count)
    np.add.at(poorest, block.homes.home, fortune)
    people = np.bincount(block.homes.home, minlength=block.home_count)
    mean = (poorest / np.maximum(people, 1))[block.homes.home]
    luck = rng.random((3, block.home_count))[:, block.homes.home]
    living: Flags = drawing & (luck[0] < 0.75)
    housing: Flags = drawing & ((luck[1] < 0.8) | ~living)
    block.facts["recipient.livelihood"] = living
    block.facts["recipient.medical"] = living | (drawing & (luck[2] < 0.3))
    block.facts["recipient.housing"] = housing
    block.facts["recipient.education"] = drawing & (block.age >= 7) & (block.age < 19)
    block.facts["recipient.near_poor"] = ~drawing & (mean < 0.7) & (luck[0] < 0.35)
