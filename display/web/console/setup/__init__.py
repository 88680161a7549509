"""The pages by which a hall is set up: services, counters, templates."""
