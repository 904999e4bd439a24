"""Share: link, citation, files and code to take away."""
