"""Which kv file holds which page. A page is built when first shown and follows the state only while shown."""

from kivy.factory import Factory
from kivy.lang import Builder
from kivy.properties import ObjectProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.resources import resource


class View(BoxLayout):
    """A part of the screen that shows the state it is given."""

    state = ObjectProperty(State(), rebind=True, comparator=lambda old, new: old is new)


class Pages:
    """The pages that were visited."""

    def __init__(self) -> None:
        self._built: dict[Page, Widget] = {}

    def page(self, name: Page) -> Widget:
        """The widget of a page: kv/NAME.kv with its rule <NamePage@View>."""
        if name not in self._built:
            load(name)
            rule = "".join(word.capitalize() for word in name.split("_")) + "Page"
            self._built[name] = Factory.get(rule)()
        return self._built[name]


def load(name: str) -> None:
    """Read one kv file; a second time changes nothing."""
    path = str(resource("kv") / f"{name}.kv")
    if path not in Builder.files:
        Builder.load_file(path)
