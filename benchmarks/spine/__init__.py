"""What `benchmarks.spine_load` is made of: a plan, a house, a generator, readers of pages, the expected alerts."""
