"""What holds for all tests."""

import gc

# Full passes of the collector over all that Kivy has built are an eighth of the time that the screen takes.
gc.set_threshold(100_000, 50, 100)
