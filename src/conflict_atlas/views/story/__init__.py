"""Steps of the story: the page each one shows beside its words, and what is quoted from it."""
