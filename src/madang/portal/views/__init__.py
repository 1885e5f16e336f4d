"""The pages: each takes what was posted, and answers with the next page."""
