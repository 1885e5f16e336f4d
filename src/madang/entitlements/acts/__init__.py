"""What entitlements can do that leaves a trace: one act a file."""
