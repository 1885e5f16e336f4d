"""Where residents stand: outcomes kept, what a change can reach, differences, and the days on which to look again."""
