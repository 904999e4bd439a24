"""What is read without the live page: heads of addresses, plain pages, feeds; HTML out of data."""
