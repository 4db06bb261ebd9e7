"""How the command line names the keys of a request.

Goes in: nothing. Comes out: names. Must not import anything, so that asking for help does not wait.
"""

from __future__ import annotations

# A key of a request as the command line names it: (key, option, what stands behind it, help).
# An option with nothing behind it is a switch: its help says what it means, and its key becomes the word given here.
OPTIONS = (
    ("oefeningen", "exercises", "LIJST", "welke oefeningen, met komma's ertussen: brug: 2x8 avond, kat-koe"),
    ("programma", "programme", "NAAM", "een programma, zoals kracht-thuis; --exercises komt erbij of verandert het"),
    ("zonder", "without", "LIJST", "welke oefeningen van het programma niet"),
    ("naam", "name", "NAAM", "voor wie (mag leeg blijven: dan komt er een lijn)"),
    ("therapeut", "therapist", "NAAM", "van wie"),
    ("datum", "date", "DATUM", "2026-11-22, 22-11-2026 of vandaag"),
    ("vervolgafspraak", "next", "DATUM", "de volgende afspraak: 7-12-2026 10:20"),
    ("doel", "goal", "TEKST", "het eigen doel"),
    ("notitie", "note", "TEKST", "een opmerking op het blad"),
    ("aandoeningen", "conditions", "LIJST", "waarover u eerst overlegt, zoals zwanger, knielen"),
    ("besproken", "discussed", "", "die aandoeningen zijn besproken"),
    ("volgorde", "fixed-order", "", "houd de volgorde die u noemt"),
    ("grote-letters", "large", "", "grote letters (hoogstens drie oefeningen)"),
    ("kenmerk", "key", "CODE", "een eigen code, die in de naam van het bestand komt"),
)
SWITCHES = {"besproken": "ja", "volgorde": "vast", "grote-letters": "ja"}
