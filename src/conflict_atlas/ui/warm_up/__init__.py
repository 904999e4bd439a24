"""What is made before readers ask for it."""
