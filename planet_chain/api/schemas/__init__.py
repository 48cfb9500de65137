"""What goes over the wire, in and out: one module a noun."""
