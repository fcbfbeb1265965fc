"""What each page holds, computed before a template sees it.

Boards enter, contexts of templates leave.
"""
