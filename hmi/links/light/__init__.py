"""The panel's light: found by itself, dimmed, put out.

Lamp, the thread ── Luminaire ── find ── Backlight | Pwm | Gpio ── curve: % as they look -> power
"""
