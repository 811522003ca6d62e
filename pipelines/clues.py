"""What in a text points at a person, or tells what may not be kept: patterns and words (domain.md G.3).

Every repetition is bounded: a cell of 32,000 signs takes a time that grows with its length only. In a pattern, what the
group `keep` holds stays before the mask, and a text that the group `spared` holds stays whole.
"""

from __future__ import annotations

import re

_SEP = r"[\s.\-_]"
_NUMBER = r"(?i:n\s?[°º]|no\b|num[ée]ro\b|num\b|\#)"

_MONTH = r"(?:janv|f[ée]vr?|mars|avr|mai|juin|juil|ao[uû]t|sept|oct|nov|d[ée]c)\w{0,8}\.?"
_DAY = rf"""(?i:
    \d{{4}}-\d{{1,2}}-\d{{1,2}}
    | \d{{1,2}}\s?[/.\-]\s?\d{{1,2}}\s?[/.\-]\s?\d{{2,4}}
    | \d{{1,2}}\s\d{{1,2}}\s\d{{2,4}}
    | \d{{1,2}}(?:er)?\s{{1,3}}{_MONTH}(?:\s{{1,3}}\d{{4}}|\s{{1,3}}\d\d)?
    | \d{{8}}
)(?!\d)"""
# A resident is an adult: « un groupe né en 2019 » tells nobody's age.
_BEFORE = rf"(?:\d{{1,2}}\s?/\s?|{_MONTH}\s{{1,3}})?"
_ADULT_YEAR = rf"(?i:{_BEFORE})(?:19\d\d|200\d)(?!\d)"
_PLACE = r"(?:(?:à|a|au|aux|en)\s{1,3}[^\d\n;]{1,40}?[\s,(]{1,3})??"
BIRTH = rf"""
    (?P<keep>(?i:
        \bn[ée]e?s?(?:\(e\)|\.e|·e)?\s{{1,3}} {_PLACE} (?:(?:le|en)\s{{1,3}})?
    )) (?: {_DAY} | {_ADULT_YEAR} )
"""
BIRTH_TOLD = rf"""
    (?P<keep>(?i:
        \b(?: naissance | ddn | d\.\s?d\.\s?n\.? )
        [\s:=,(\-]{{0,6}} (?:(?:le|est|en)\s{{1,3}}){{0,2}}
    )) (?: {_DAY} | (?i:{_BEFORE})(?:19|20)\d\d(?!\d) )
"""

MAIL = r"[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\]|\sarobase\s)\s?[\w-]{1,64}(?:\.[\w-]{1,32}){1,4}"
PHONE = rf"""(?<!\d)
    (?: (?:\+|00)\s?33 {_SEP}? (?:\(0\))? {_SEP}? | 0 ) [1-9]
    (?: \d{{8}}
      | (?:{_SEP}{{1,3}}\d\d){{4}}
      | (?:/\d\d){{4}}
      | {_SEP}\d{{3}}{_SEP}\d{{3}}{_SEP}\d\d
      | \d\d{_SEP}\d{{3}}{_SEP}\d{{3}}
    ) (?!\d)"""
PHONE_ABROAD = r"(?<![\d,.])(?:\+|00)[1-9](?:[\s.\-()]{0,2}\d){8,13}(?!\d)"
PHONE_TOLD = rf"""
    (?P<keep>(?i: \b(?:t[ée]l|t[ée]l[ée]phone|portable|mobile|joignable|joindre|appeler|rappeler)\b
        [.\s:=]{{0,4}} (?:au\s{{1,3}})? ))
    \d(?:{_SEP}?\d){{7,12}}(?!\d)"""

# Sex, year, month, department (2A and 2B in Corsica), town, rank, key.
SECURITY = rf"""(?<!\d)
    [1-478] {_SEP}? \d\d {_SEP}? \d\d {_SEP}? (?:\d\d|2\s?[ABab]) {_SEP}? \d{{3}} {_SEP}? \d{{3}}
    (?:[\s.\-/]{{0,3}}\d\d)? (?!\d)"""
ACCOUNT = r"\b[A-Z]{2}\d\d(?:\s?[\dA-Z]{4}){4,7}(?:\s?[\dA-Z]{1,3})?\b"
NUMBER_TOLD = rf"""
    (?P<keep>(?i: \b(?: agdref | (?:titre|carte)\s+de\s+s[ée]jour | r[ée]c[ée]piss[ée] | passeport | cni | carte\s+d['’]identit[ée]
        | allocataire | s[ée]cu(?:rit[ée]\s+sociale)? | [ée]tranger | nir )
        \s{{0,3}} (?:{_NUMBER}\s{{0,3}})? :?\s{{0,3}} ))
    [A-Z0-9]{{0,4}}\d(?:{_SEP}?\d){{5,14}}(?!\d)"""
FOREIGNER = r"(?<![\d,.])\d{10}(?!\d)"  # AGDREF: ten digits, and nothing else

# What follows a civility and is no name: « Mme est venue », « MADAME NE VEUT PAS ».
_NO_NAME = r"""(?i:[aàylmnsdcô]|ai|à|au|aux|avait|avec|ce|ces|cette|chez|crie|dans|de|demande|des|dit|doit|dort|du|elle|en|est|et|était|
    etait|fait|habite|il|ils|la|le|les|leur|lui|madame|mais|me|mlle|mme|monsieur|mr|ne|ni|nous|on|ont|ou|où|par|parle|pas|pense|peut|plus|
    pour|qu|que|qui|refuse|sa|sans|se|ses|signale|son|sont|souhaite|sur|trop|un|une|va|veut|vient|vit|voudrait|vous)(?![\w-])"""
_CAPITAL = rf"(?!{_NO_NAME})[A-ZÀ-ÖØ-ÞŒŠŽĆČĐİŁŚŞ][\w'’-]{{0,60}}"
_PARTICLE = (
    r"(?:(?i:de\sla|de|du|des|la|le|ben|bin|bint|el|al|abd|van|von|da|dos|di)\s{1,2}|(?i:[dl])['’]\s?)"
)
_FIRST_PARTICLE = r"(?:(?i:de|ben|bin|bint|el|al|abd|van|von|da|dos|di)\s{1,2}|(?i:d)['’]\s?)"
_NAME = rf"{_FIRST_PARTICLE}?{_CAPITAL}(?:\s{{1,2}}{_PARTICLE}?{_CAPITAL}){{0,2}}"
_LOWER_NAME = rf"(?!{_NO_NAME})[a-zà-öø-ÿœ][\w'’-]{{2,60}}"
_FULL = r"(?i:monsieur|madame|mademoiselle|messieurs|mesdames|mesdemoiselles|docteur|professeur|ma[iî]tre)"
_SHORT = r"(?i:mr|mrs|mme|mmes|mlle|melle|mlles|dr|pr|mm)"
_STREET = r"""(?i:\b(?:rue|avenue|av|boulevard|bd|place|all[ée]es?|impasse|quai|square|chemin|cours|[ée]cole|coll[èe]ge|lyc[ée]e|
    h[ôo]pital|clinique|stade|gymnase)\.?\s{1,2}(?:(?:de\sla|du|de|des)\s{1,2})?)"""
_LETTERED = r"(?i:\b(?:b[âa]t|b[âa]timent|bloc|aile|escalier|entr[ée]e|porte|couloir|groupe|lettre|hall|tour|zone)\.?\s{1,2}M\b)"
NAME = rf"""
    (?P<spared> {_STREET}(?:{_FULL}|{_SHORT})\b | {_LETTERED} )
    | (?<!\w) (?:MM\.|(?i:mmes|mlles|messieurs|mesdames)) \s{{1,3}} {_NAME}
      (?:\s{{0,2}}(?:,|\bet\b|&|\bou\b)\s{{0,2}}{_NAME}){{1,6}}
    | (?<![\w&]) (?<!\d\s) (?<!\w\.)
      (?: (?:{_FULL}|{_SHORT}|M|Me)(?:\.\s{{0,3}}|\s{{1,3}}) | m\.\s{{1,3}} ) {_NAME}
    | (?<![\w&]) (?:mr|mme|mlle|melle|Mr|Mme|Mlle|Melle|MME|MLLE|MR)(?:\.\s{{0,3}}|\s{{1,3}}) {_LOWER_NAME}
"""

_ROOM_NUMBER = r"""[A-Za-z]?-?\d{1,4}(?!\d)(?:\s?(?:bis|ter)\b|\s?[A-Za-z]\b)?
    (?!\s{0,2}(?:m²|%|€)|\s{0,2}(?i:m2|lits?|places?|personnes?|pers|pi[èe]ces?|euros?|ans|jours?|mois|fois|ménages?)\b)"""
_ROOMS = rf"{_ROOM_NUMBER}(?:\s{{0,2}}(?:,|et|&|/|-|ou)\s{{0,2}}{_ROOM_NUMBER}){{0,20}}"
_YEAR = r"(?!(?:19|20)\d\d(?!\d))"
ROOM = rf"""(?i:
    \b(?: (?:chambres?|chbres?|chb|ch|appts?|apt|appart|appartements?)\b\.?
        | (?:chbre|chb|ch|appt|apt)(?=\d) ) \s{{0,3}} (?:{_NUMBER}\s{{0,3}})? {_ROOMS}
    | \b(?: (?:logements?|lgts?|logt|log|studios?)\b\.? | (?:lgt|log)(?=\d) ) \s{{0,3}} (?:{_NUMBER}\s{{0,3}})? {_YEAR}{_ROOMS}
    | \bporte\s{{1,3}}{_NUMBER}\s{{0,3}}{_ROOMS}
)"""

# In this order: a longer number before the shorter one that it holds.
PATTERNS = tuple(
    (what, re.compile(pattern, re.VERBOSE))
    for what, pattern in (
        ("courriel", MAIL),
        ("date de naissance", BIRTH),
        ("date de naissance", BIRTH_TOLD),
        ("numéro", SECURITY),
        ("numéro", ACCOUNT),
        ("numéro", NUMBER_TOLD),
        ("téléphone", PHONE),
        ("téléphone", PHONE_ABROAD),
        ("téléphone", PHONE_TOLD),
        ("numéro", FOREIGNER),
        ("nom", NAME),
        ("chambre", ROOM),
    )
)

# Compared with folded text: lower case, without accents nor signs. A theme is no state of health (« accès à la santé »,
# « assurance maladie »), and an organisation no belief (« Secours catholique »).
WITHHELD = {
    "santé ou faits de police": re.compile(
        r"\b(?:alcool\w*|ivres?|ivresse|saouls?|toxicoman\w*|drogu\w*|addict\w*|sevrage|methadone|subutex|cannabis|cocaine|heroine|"
        r"stupefiants?|schizo\w*|psychiatr\w*|psychot\w*|psychose\w*|depress\w*|parano\w*|bipolair\w*|dement\w*|demence\w*|alzheimer|"
        r"parkinson|suicid\w*|troubles (?:psychi\w+|menta\w+|cogniti\w+|du comportement)|epilep\w*|cancer\w*|chimio\w*|diabet\w*|"
        r"insulin\w*|dialys\w*|asthm\w*|infarctus|cirrhose\w*|avc|vih|sida|seropositi\w*|hepatit\w*|tubercul\w*|handicap\w*|"
        r"hospitalis\w*|malades?|(?<!assurance )maladies?|grossesse|(?:est|femme|etait) enceinte|sous traitement|"
        r"traitement (?:medica\w+|lourd)|medicaments?|gir ?[1-6]|"
        r"police(?! d assurance)|gendarm\w*|commissariat|garde a vue|prison\w*|incarcer\w*|detention|detenus?|casier judiciaire|"
        r"controle judiciaire|bracelet electronique|mise? en examen|tribunal correctionnel|main courante|"
        r"(?:depots? de|depos\w+|port\w+|porter) (?:une |sa |de )?plaintes?|interpell(?:e|ee|es|ation) par|"
        r"trafi(?:c|quants?) de drogue|dealers?)\b"
    ),
    "origine, religion ou opinions": re.compile(
        r"\b(?:musulman\w*|islamis\w*|salafis\w*|(?<!secours )catholiques?|chretien\w*|juifs?|juives?|evangeliques?|"
        r"(?:sa|leur) religion|syndique\w*|delegue syndical|de nationalite \w+|sa nationalite|d origine (?:etrangere|maghrebine|"
        r"africaine|algerienne|marocaine|tunisienne|malienne|senegalaise|comorienne|turque|kurde|asiatique|rom)|"
        r"sans papiers|clandestins?|homosexuel\w*|transgenre\w*)\b"
    ),
}
