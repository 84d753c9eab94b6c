"""The history on disk, history.db: samples thinned with age, the panel's log, black boxes, ledgers."""
