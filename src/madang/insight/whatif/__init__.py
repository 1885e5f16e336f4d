"""What a change of the law's figures does: who gains, who loses, what it costs, by region, age and income."""
