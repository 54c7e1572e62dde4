"""Who hears of what: watch rules, what is to be sent, and in which words. Nothing here sends."""
