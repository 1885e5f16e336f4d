"""The wire: X-Road's REST protocol (PR-REST 1.0) as names, paths, header fields, hashes and error names; no input or
output. What is read here came from outside and is refused with a typed fault, or is safe to use."""
