"""Steps of the story: the page each one shows beside its words, and the text to quote from it."""
