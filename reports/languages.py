"""The languages of a poster: how each is named by those who speak it, its direction, and the fixed phrases, translated.

What a residence answers is written by people: it is translated by people too, and shown in French where nobody did.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Language:
    """A language: its code, its own name, its French one, the way it is written, and the fixed phrases of the poster.

    `people`: how many of how many said it; `residents`: where the number is not told. `one_more`, `more`: where answers are left
    out. `in_french`: said where a text was not translated. `asked`: how to say something more.
    """

    code: str
    name: str
    in_french_name: str
    dir: Literal["ltr", "rtl"]
    said: str
    done: str
    under_way: str
    not_yet: str
    people: str
    residents: str
    one_more: str
    more: str
    in_french: str
    asked: str


LANGUAGES = {
    one.code: one
    for one in (
        Language(
            "fr", "Français", "français", "ltr",
            "Vous avez dit", "Nous avons fait", "Nous y travaillons", "Pas encore, et pourquoi",
            "{x} résidents sur {n}", "des résidents",
            "Et 1 autre réponse : la suite au bureau.", "Et {n} autres réponses : la suite au bureau.", "",
            "Quelque chose à ajouter ? Parlez-en à l’équipe.",
        ),
        Language(
            "ar", "العربية", "arabe", "rtl",
            "أنتم قلتم", "نحن فعلنا", "نحن نعمل على ذلك", "ليس بعد، ولماذا",
            "{x} من السكان من أصل {n}", "بعض السكان",
            "وهناك جواب آخر: البقية في المكتب.", "أجوبة أخرى ({n}): البقية في المكتب.", "نص بالفرنسية",
            "هل تريدون إضافة شيء؟ تحدثوا مع الفريق.",
        ),
        Language(
            "en", "English", "anglais", "ltr",
            "You said", "We did", "We are working on it", "Not yet, and why",
            "{x} residents out of {n}", "residents",
            "And 1 more answer: ask at the office.", "And {n} more answers: ask at the office.", "text in French",
            "Something to add? Talk to the team.",
        ),
        Language(
            "es", "Español", "espagnol", "ltr",
            "Ustedes dijeron", "Hemos hecho", "Estamos en ello", "Todavía no, y por qué",
            "{x} residentes de {n}", "residentes",
            "Y 1 respuesta más: pregunte en la oficina.", "Y {n} respuestas más: pregunte en la oficina.", "texto en francés",
            "¿Algo que añadir? Hable con el equipo.",
        ),
        Language(
            "it", "Italiano", "italien", "ltr",
            "Avete detto", "Abbiamo fatto", "Ci stiamo lavorando", "Non ancora, e perché",
            "{x} residenti su {n}", "dei residenti",
            "E 1 altra risposta: chiedete in ufficio.", "E altre {n} risposte: chiedete in ufficio.", "testo in francese",
            "Qualcosa da aggiungere? Parlatene con l’équipe.",
        ),
        Language(
            "pt", "Português", "portugais", "ltr",
            "Vocês disseram", "Nós fizemos", "Estamos a tratar disso", "Ainda não, e porquê",
            "{x} residentes em {n}", "residentes",
            "E mais 1 resposta: pergunte no escritório.", "E mais {n} respostas: pergunte no escritório.", "texto em francês",
            "Algo a acrescentar? Fale com a equipa.",
        ),
        Language(
            "tr", "Türkçe", "turc", "ltr",
            "Siz söylediniz", "Biz yaptık", "Üzerinde çalışıyoruz", "Henüz değil, nedeni",
            "{n} sakinden {x} kişi", "bazı sakinler",
            "Ve 1 cevap daha: büroya sorunuz.", "Ve {n} cevap daha: büroya sorunuz.", "metin Fransızca",
            "Eklemek istediğiniz bir şey var mı? Ekiple konuşunuz.",
        ),
    )
}  # fmt: skip
DEFAULT = ("fr",)


def chosen(codes: tuple[str, ...]) -> tuple[Language, ...]:
    """Return the languages of some codes, in their order, French first and always; a code that is none is left out."""
    return tuple(LANGUAGES[code] for code in dict.fromkeys(("fr", *codes)) if code in LANGUAGES)
