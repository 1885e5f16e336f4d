"""The story: one birth from the court's register to the mother's letter, driven over HTTP as anybody could."""
