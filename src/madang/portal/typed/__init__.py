"""What people type, read generously and refused clearly: amounts of money, days, answers, the people of a home."""
