"""The commands of pack-hmi beside the panel, one module each: `add_parser` and `run`."""
