"""Free text -> the same without what points at a person (domain.md G.3). The original is never kept."""

from __future__ import annotations

import re

from pipelines.names import fold

_PATTERNS = (
    ("courriel", re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32}){1,4}")),
    ("téléphone", re.compile(r"(?:\+33|\b0)[ .\-]?[1-9](?:[ .\-]?\d{2}){4}\b")),
    ("numéro", re.compile(r"\b[12]\s?\d{2}\s?\d{2}\s?\d{2}\s?\d{3}\s?\d{3}(?:\s?\d{2})?\b")),
    ("nom", re.compile(r"\b(?:M|Mr|Mme|Mlle|Monsieur|Madame|Mademoiselle|Dr|Docteur)\b\.?\s+[A-ZÀ-Ý][\w'’-]*(?:\s+[A-ZÀ-Ý][\w'’-]*)?")),
    ("chambre", re.compile(r"\b(?:chambre|ch|chb|logement|log|appt|appartement|studio)\b\.?\s*(?:n°?\s*)?[A-Z]?\d{1,4}\b", re.IGNORECASE)),
)  # fmt: skip
_HEALTH = re.compile(
    r"\b(alcool\w*|ivre\w*|toxicoman\w*|drogu\w*|schizo\w*|psychiatr\w*|psychot\w*|depress\w*|parano\w*|bipolair\w*|"
    r"dement\w*|alzheimer|cancer\w*|diabet\w*|vih|sida|hepatit\w*|tubercul\w*|handicap\w*|hospitalis\w*|gir [1-6]|"
    r"police|garde a vue|prison|incarcer\w*|detention)\b"
)


def scrub(text: str) -> tuple[str, list[str]]:
    """Return the text with names, phones, e-mails and rooms masked, and what was found.

    A text that speaks of someone's health or of police matters is withheld whole: a word less would not hide it.
    """
    if _HEALTH.search(fold(text)):
        return "[texte retiré]", ["santé ou faits de police"]
    removed = []
    for what, pattern in _PATTERNS:
        text, count = pattern.subn(f"[{what}]", text)
        if count:
            removed.append(what)
    return text, removed
