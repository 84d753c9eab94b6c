"""The shared protocol module: PACE V2.5, both directions. Pure: bytes in, typed immutable values out.

frame         the envelope, and a decoder for streams
messages      from message to bytes and back; the way in for both ends of the wire
command       every command with its request and reply
analog, status, identity, control, inverter_protocol, parameters, history    the messages
blocks        many packs in one reply; telling: which command such a reply answers
bits          the names of the state bytes' bits
conversation  requests and replies overheard in order; capture: frames in captured text
plausibility  values that cannot be true
fields        how a dataclass is a register table
errors        what can be wrong
can, rs485    what BMS and inverter say to each other
"""
