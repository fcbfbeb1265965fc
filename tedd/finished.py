"""The marks around finished HTML in a page: what stands between them is no Markdown.

Nothing enters; two lines leave. A module of its own, so that a builder can know them without the engine.
"""

FINISHED = ("<!-- html -->", "<!-- /html -->")
"""Lines around finished HTML in a page: comments to a reader, while the site's builder may take what stands
between them as it is. No card can hold one: `<!` is refused in it, and `<` is escaped."""
