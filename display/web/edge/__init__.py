"""The edge: what every request passes; who asks, with what, how much, and how it is refused."""
