"""What was: the trend of the values, the panel's log, the story of a trip, and its black box."""
