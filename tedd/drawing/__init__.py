"""How the pictures are drawn: geometry, labels, the SVG sheet, and each kind of picture.

Values and words enter, drawn sheets leave. `tedd.figures` and its like are the way in.
"""
