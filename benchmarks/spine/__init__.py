"""What `benchmarks.spine_load` is made of: a plan of events, a house, a generator, readers of pages, and the expected set."""
