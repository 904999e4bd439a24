"""Conflict Atlas: the claims of one article on maps and charts, beside what others say."""
