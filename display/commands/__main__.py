"""``python -m display.commands``: how ``panggil run`` starts its children."""

from display.commands import main

main()
