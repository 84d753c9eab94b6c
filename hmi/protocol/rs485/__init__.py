"""What an inverter asks the BMS on RS485, and what it is answered: two of the panel's three protocols.

voltronic     request, answer and refusal, and a decoder for streams of requests
registers     what stands in which register: one table for both directions
crc           their checksum
pylon         every command with its messages; the envelope is that of hmi.protocol.frame
pylon_pack    the messages about single packs (V3.3)
pylon_system  the messages about the whole system (V3.5)
pylon_fields  how their fields stand on the wire
bits          the names of bits, of both

Sources are named as: D-VOL20 Voltronic "Inverter and BMS 485 communication protocol" 2020-03-25, D-PYR33
Pylon low voltage RS485 V3.3 2018-08-21; V3.5 from captures and published implementations, its paper was not
seen. Of the third, LUXPOWER V01, neither paper nor capture is known, so there is nothing for it here.
"""
