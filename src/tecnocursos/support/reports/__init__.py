"""How well customers are served: figures over a period, computed from rows when they are asked for, and as files."""
