"""Pictures that compare a claim with recorded events."""
