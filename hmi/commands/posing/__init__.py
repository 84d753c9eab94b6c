"""States for pictures: what each topic needs to have happened, or to have read."""
