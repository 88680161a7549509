"""Child processes: how one is started and watched, and how it holds to its end of the line.

Libraries that crash, hang or eat memory run in a process of their own. All of these speak one JSON
object a line over standard input and output; their standard input is their life.
"""
