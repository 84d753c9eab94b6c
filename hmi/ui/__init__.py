"""What is seen and touched: Kivy, one thread. Pages bind to the state and send events; they ask nothing else.

app          the Kivy application: the state, the inbox, the clock
environment  how Kivy is set up before it is imported
frame        bar, page and footer around each other; swipes, sleep and waking
pages        which kv file holds which page
text         values as words
names        alarms, troubles and choices as words
connection   how the link stands, in words
says         sentences about the whole state
items        what a page repeats: cells, temperatures, packs, alarms
facts_of     pages that are lists of facts; choices of language and theme
choices      the protocols, as tiles
brands       the inverter guide
link_*       the link check: its sentences, words and lines
wiring       where the wires between inverter and pack run
plugs        their drawing
fitting      type as large as a place allows
theme        colours by meaning, sizes in millimetres
language     `_`, live
panel        the panels, their sizes, and how much a page of them holds
widgets      the few widgets that handle touch themselves, or repeat a tile
shapes       small drawings, and the QR code
touch_check  where a finger lands, for who turned the panel
pictures     what is on the screen, as PNG
"""
