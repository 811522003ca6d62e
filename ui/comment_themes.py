"""The needs page: how many comments speak of each theme, as people decided; or why no number is given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from indicators import comment_themes
from indicators.comment_themes import Cited, WaveThemes
from indicators.places import Said
from indicators.statistics.agreement import PUBLISHED_FROM
from indicators.themes import LABELS
from ui import visitor, words
from ui.links import page_link
from ui.need_choice import Choice

_TO_DECIDE = "Dire de quoi parlent les commentaires"


def show(choice: Choice) -> WaveThemes:
    """Show what the comments of a wave speak of, in numbers where they may be given, and return it."""
    found = _of_wave(choice, choice.wave)
    if found.why:
        _explain(found)
    else:
        _show_numbers(choice, found)
    if found.comments:
        page_link("themes", _TO_DECIDE, icon=":material/label:", vague=choice.wave)
    return found


def by_theme(said: Sequence[Said], found: WaveThemes) -> list[tuple[str, list[Said]]]:
    """Return the comments under each of their themes (a title with its number, where it is given), then those without any.

    All of them under one title while no theme stands: whoever reads them a second time is not to see what the first one chose.
    """
    if found.why:
        return [(f"Lire {words.plural(sum(one.times for one in said), 'commentaire')}", list(said))]
    of_theme: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        for theme in found.of_comment.get((one.residence, one.words), ()) or ("",):
            of_theme[theme].append(one)
    titles = {one.code: _title(one) for one in found.cited} | {"": "Sans thème décidé"}
    return [(title, of_theme[code]) for code, title in titles.items() if of_theme[code]]


def _of_wave(choice: Choice, wave: str) -> WaveThemes:
    return _wave_themes(choice.version, visitor.sight(), wave, choice.scope.residences)


def _explain(found: WaveThemes) -> None:
    """Say why no number is given, then the themes met, where naming them tells nothing to a second reader."""
    told = _WHY[found.why].format(
        total=words.plural(found.comments, "commentaire"),
        doubled=words.number(found.doubled),
        sample=words.plural(found.to_double, "commentaire"),
        kappa=_told(found.agreed.overall if found.agreed else None),
        least=words.number(PUBLISHED_FROM, 1),
    )
    if told:
        st.info(told, icon=":material/label:")
    if found.cited:
        st.markdown(f"**Thèmes rencontrés** : {words.listing(LABELS[one.code] for one in found.cited)}.")


_WHY = {
    "nothing": "",
    "unread": "De quoi parlent ces {total} ? Personne ne l'a encore dit. Un lexique propose des thèmes, une personne décide.",
    "doubling": "Les nombres par thème viendront après la seconde lecture : {doubled} relus sur {sample}, par une autre personne, "
    "qui ne voit pas les choix de la première.",
    "agreement": "Deux personnes ont lu les mêmes {sample}, sans se voir, et s'accordent trop peu pour que des nombres soient donnés : "
    "kappa de Cohen {kappa}, il faut {least}. Reprenez ensemble les définitions, puis relisez.",
    "settling": "Deux personnes ont lu des commentaires différemment : quelqu'un doit encore trancher. Les nombres viendront ensuite.",
    "schemes": "Les thèmes de cette vague viennent de deux versions de la liste : les nombres ne s'additionnent pas. La direction "
    "peut faire relire ce qui vient de l'autre version.",
    "few": "Trop peu de commentaires pour donner des nombres : ils désigneraient quelqu'un.",
}


def _show_numbers(choice: Choice, found: WaveThemes) -> None:
    waves = _side_by_side(choice, found)
    rows = [
        {"Thème": LABELS[one.code]}
        | {_column(wave, len(waves)): _number(_in(wave, one.code)) for wave in waves}
        for one in found.cited
    ]
    st.table(
        pd.DataFrame(rows),
        hide_index=True,
        border="horizontal",
        alt=f"Nombre de commentaires par thème, {choice.wave}",
    )
    undecided = f", dont {words.number(found.undecided)} sans thème décidé" if found.undecided else ""
    st.caption(
        f"{words.plural(found.comments, 'commentaire')}{undecided}. Un commentaire de deux thèmes compte dans les deux. Ces nombres "
        "décrivent les commentaires, pas l'ensemble des résidents : ceux qui écrivent ne sont pas un échantillon."
    )
    overall = found.agreed.overall if found.agreed else None
    st.caption(
        f"Des personnes ont choisi ces thèmes (liste et lexique version {found.scheme}). Deux d'entre elles ont lu à part "
        f"{words.plural(found.to_double, 'commentaire')} : leur accord, hasard déduit, est de {_told(overall)} (kappa de Cohen ; il "
        f"en faut {_told(PUBLISHED_FROM)}). {_withheld(found)}"
    )


def _side_by_side(choice: Choice, found: WaveThemes) -> list[WaveThemes]:
    """Return the wave, with the one before it where the two may be put side by side."""
    if choice.wave_before is None:
        return [found]
    both = [_of_wave(choice, choice.wave_before), found]
    return both if comment_themes.are_comparable(both) else [found]


def _column(wave: WaveThemes, waves: int) -> str:
    return "Commentaires" if waves == 1 else f"Commentaires, {wave.wave} (sur {words.number(wave.comments)})"


def _in(wave: WaveThemes, code: str) -> Cited:
    return next((one for one in wave.cited if one.code == code), Cited(code, 0))


def _withheld(found: WaveThemes) -> str:
    """Return why some numbers are not given, and the themes that no comment speaks of."""
    told = []
    if any(one.is_masked for one in found.cited):
        told.append(
            f"Un nombre de moins de {visitor.sight().least} n'est pas affiché : il désignerait quelqu'un."
        )
    if unsure := [LABELS[one.code] for one in found.cited if one.comments is None and not one.is_masked]:
        told.append(
            f"« {words.NONE} » : les deux lectures ne permettent pas de nombre ({', '.join(unsure)})."
        )
    if found.never:
        told.append(f"Aucun commentaire : {', '.join(LABELS[code] for code in found.never)}.")
    return " ".join(told)


def _number(one: Cited) -> str:
    return f"moins de {visitor.sight().least}" if one.is_masked else words.number(one.comments)


def _title(one: Cited) -> str:
    count = "" if one.comments is None else f" · {words.plural(one.comments, 'commentaire')}"
    return f"{LABELS[one.code]}{count}"


def _told(kappa: float | None) -> str:
    return "non calculable" if kappa is None else words.number(kappa, 2)


_wave_themes = st.cache_data(max_entries=100, show_spinner=False)(comment_themes.wave_themes)
