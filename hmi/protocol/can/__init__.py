"""What BMS and inverter say to each other on the CAN bus: one table for each frame, for both directions.

frame           one data frame; an identifier with its data
language        the protocols by name
fields          a dataclass as a frame: fields by offset, read and written by one walk
codings         the kinds of fields
packed_time     the one that only GROWATT has
alarm           the codes of protections and warnings
entry           a line of a language's table
family          the 35x frames that PYLON, GOODWE, SMA, SOFAR and VICTRON share
pylon, goodwe, sma, sofar, growatt, victron, sofar_hv     the frames of one language each
tables          which identifier is which frame in which language: decode and encode
told            the values of several frames together, under one set of names
doubts          values that cannot be true of a battery
fingerprint     which language a bus speaks
credible        whether a frame's content can be what its identifier says
marks           what the 35x frames of a bus speak for
relatives       which languages of the 35x family that can be
answers         what an inverter says, and which languages it answers in

Sources are named as in the vendors' papers: D-PYL12 Pylon low voltage CAN V1.2 (2018-04-08), D-GW10 GoodWe Li
Residential V1.0, D-SEP10 Seplos CANBUS V1.0, D-SMA10 SMA FSS-ConnectingBat-TI-en-10, D-GRO104 Growatt low
voltage CAN V1.04; captures by the pack that was listened to.
"""
