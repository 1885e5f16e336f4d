"""What a visitor has told so far: how it travels in the form, what is asked next, how an answer is added."""
