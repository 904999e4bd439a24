"""What a command of ``conflict-atlas`` ends with: all is well, something is wrong, a wrong call."""

SOUND, FAULTY, MISUSED = 0, 1, 2
