"""Portal: the pages people see, their layout and navigation, in Korean and English."""
