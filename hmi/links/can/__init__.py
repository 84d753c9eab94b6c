"""The tap on the CAN bus between BMS and inverter. It listens and never sends.

tap             the thread that keeps listening for ever
interface       opens an interface of python-can, listen-only where it can be
kernel          the state of an interface of the kernel (socketcan), which we cannot set but read
failure         why nothing can be heard, in the system's words
reading         what came, out of an open bus in batches; slcan and kernel_frames read two interfaces faster
room            what the system keeps for us meanwhile, and what it lost
tally           what came, counted; pure
alternating     the sign of two senders of one identifier
"""
