"""The panel's light: found by itself, dimmed, put out."""
