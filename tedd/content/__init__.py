"""What each page holds, computed before a template sees it: boards enter, contexts of templates leave."""
