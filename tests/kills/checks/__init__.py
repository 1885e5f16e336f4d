"""What has to hold after any kill: pure functions from what was acknowledged and what is there to named anomalies."""
