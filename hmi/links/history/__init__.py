"""The history on disk, history.db: samples thinned with age, the panel's log, black boxes, ledgers.

historian     the thread. keeper decides when something goes to the disk, store copes with a disk that fails,
              holding is what waits for it
archive       one open file: what is put down and read. history_file is what it holds, room keeps it in bounds
eras          time that never jumps back; calendar is where a row stands in it
samples       the samples, by the minute, and thinned; ring is one of their tables, packing one of their rows
trends        what a page shows of them; columns are those of its picture
logbook       the panel's log with its black boxes
ledgers       what the panel has learned of each battery
"""
