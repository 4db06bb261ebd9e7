"""From Dutch sources to a booklet and handouts: words in chapters/, looks in styles/, code here."""
