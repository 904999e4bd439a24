"""What a command of ``conflict-atlas`` ends with: all is well, something is wrong, a wrong call."""

SOUND, FAULTY, MISUSED = 0, 1, 2
# What shells say of a process that a signal ends: 128 and its number.
INTERRUPTED, CLOSED, TERMINATED = 130, 141, 143
