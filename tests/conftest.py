"""What holds for all tests."""

import signal

# Whatever started the tests may ignore an interrupt, as shells do for what runs in the background; the
# processes that tests start and interrupt would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
