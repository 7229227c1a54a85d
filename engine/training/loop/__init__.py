"""The training loop: steps, precision, processes, saving and resuming; knows no objective."""
