"""Writes the parameters of punkt for English as NLTK reads them; the argument is the folder NLTK_DATA."""

import os
import sys

from punkt.data import english

folder = os.path.join(sys.argv[1], "tokenizers", "punkt_tab", "english")
os.makedirs(folder, exist_ok=True)


def write(name, lines):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write("\n".join(lines))


write("abbrev_types.txt", sorted(english.ABBREV_TYPES))
write("sent_starters.txt", sorted(english.SENT_STARTERS))
write("collocations.tab", ["\t".join(pair) for pair in sorted(english.COLLOCATIONS)])
write("ortho_context.tab", [f"{word}\t{flags}" for word, flags in english.ORTHO_CONTEXT.items()])
