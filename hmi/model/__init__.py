"""What is known of the stack and of the panel, and what follows from it. Pure: time is an argument.

state       the whole state, frozen, replaced by every event
events      what can happen, and the commands that may follow
step        state and event -> state and commands
stack       readings of the packs, and their sums
freshness   when a value is live, aged or gone
navigation  the page tree
alarms      what is wrong now
alarm/      when that counts, whether it was seen, what woke the panel, what the log tells of it
notices     what others say of the link and the configuration, cut into parts
capacity    cell capacities and times, estimated
"""
