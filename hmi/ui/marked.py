"""Texts that stand in tables, marked for the catalogues; without Kivy, for who prints them."""


def N_(message: str) -> str:  # noqa: N802 - gettext's usual name
    """The text itself: Babel finds it here."""
    return message
