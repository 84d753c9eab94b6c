"""What is seen and touched: Kivy, one thread. Pages bind to the state and send events; they ask nothing else.

app         the Kivy application: the state, the inbox, the clock
frame       bar, page and footer around each other; swipes
pages       which kv file holds which page
text        values as words
names       alarms, troubles and choices as words
items       what a page repeats: cells, temperatures, packs, alarms, protocols
theme       colours by meaning, sizes in millimetres
language    `_`, live
panel       the panels and their sizes
widgets     the few widgets that draw or handle touch themselves
"""
