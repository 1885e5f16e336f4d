"""View models: answers, values, people and questions in the reader's language, ready for a template."""
