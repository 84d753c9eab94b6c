"""What touches the world: the serial port and the files. Imports the model and the protocol only.

port       a serial port, every failure told as a `Trouble`; system_error is what the system says of it
adapter    finds a USB adapter again under another name
exchange   one request and its answer; listening is one wait for it, outcome what may come of it
plan       what is asked next; pure. Its parts: poll is one request of it, search finds the pack, roster knows
           the packs of the stack, pace how long a round takes
timing     how long things take, and the settings of the link
session    one open port, asked by the plan
uart       the thread that keeps a session going for ever
can        the tap on the inverter's CAN bus
config     the configuration file; rules says what a key may hold
settings   the panel's own settings
record     what was done at the panel, for ever; record_file is its file
database   a file of SQLite, opened and set aside
history    samples, log and ledgers, kept within bounds
gatekeeper judges the codes of the password gate
disk       the thread for settings, record and gate
"""
