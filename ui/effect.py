"""Before and after, before anything is written: the lines that a deposit changes, then what the figures become."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import streamlit as st

from access.quiet import LOG, without_words
from access.scope import Sight
from indicators.catalogue import indicator_named
from indicators.effect import Effect, effect
from indicators.measure import Figure, current_version
from indicators.moves import Move, grouped
from ui import changed_lines, export, say, words

T = TypeVar("T")
Refused = type[Exception]
_FIRST, _SHOWN, _MONTHS = 8, 200, 6
show_lines = changed_lines.show


def told_to(sight: Sight) -> Callable[[Any, Any, frozenset[str]], Effect]:
    """Return what says, of two databases and the residences at stake, what changes of the figures in sight."""
    return lambda before, after, at_stake: effect(before, after, sight, at_stake)


def show_figures(found: Effect | None, key: str) -> None:
    """Show what the figures become, most telling first: the first few, the others one click away, then what stays."""
    st.markdown("**Ce que deviendraient les chiffres**")
    if found is None:
        st.warning(
            "L'effet sur les chiffres n'a pas pu être calculé. Vous pouvez continuer : il se lira ensuite dans les pages.",
            icon=":material/visibility_off:",
        )
        return
    groups = grouped(found.moves)
    if groups:
        st.markdown("\n".join(f"- {_sentence(found, group)}" for group in groups[:_FIRST]))
    if len(found.moves) > min(len(groups), _FIRST):
        with st.expander(f"Tous les chiffres qui changent ({words.number(len(found.moves))})"):
            _table(found, found.moves, "Chiffres qui changent", f"effet-{key}")
    if found.published:
        st.warning(_no_longer(found.published), icon=":material/unpublished:")
    if found.elsewhere:
        _show_elsewhere(found, f"ailleurs-{key}")
    st.caption(_unchanged(found))


def show_deposit(receipts: Sequence[Mapping[str, Any]], typed: object, look: Callable[[], Effect]) -> None:
    """Show what loading some files, with what was typed in them, would make of the figures."""
    # The receipts whole: a word whose meaning was just decided changes what is read of the same bytes.
    show_figures(_once("depot-effet", (list(receipts), typed), look), "depot")


def show_withdrawal(load_id: str, look: Callable[[], tuple[Sequence[Any], Effect]], refused: Refused) -> None:
    """Show what withdrawing a load would change: its lines, then the figures. Raise what refuses it."""
    told = _once("retrait-effet", load_id, look, (refused,))
    if told:
        show_lines(told[0], "retrait")
    show_figures(told[1] if told else None, "retrait")


def _once(place: str, key: object, look: Callable[[], T], refused: tuple[Refused, ...] = ()) -> T | None:
    """Return what `look` says, asked again only when the key or the figures in use change; None where it failed.

    What cannot be told never stands in the way of what it tells of: a failure is logged, and said by whoever shows it.
    Exceptions of the types `refused` are raised.
    """
    mark = (key, current_version())
    kept = st.session_state.get(place)
    if kept is None or kept[0] != mark:
        with st.spinner("Calcul de ce que les chiffres deviendraient…"):
            kept = st.session_state[place] = (mark, _told(look, refused))
    found: T | None = kept[1]
    return found


def _told(look: Callable[[], T], refused: tuple[Refused, ...]) -> T | None:
    try:
        return look()
    except refused:
        raise
    except Exception as error:  # noqa: BLE001  # a deposit is not stopped by what could not be said of it
        LOG.error("Effet non calculé\n%s", without_words(error))
        return None


def _no_longer(months: Sequence[str]) -> str:
    """Return what was given out of closed months and would no longer match."""
    others = len(months) - _MONTHS
    named = words.listing(words.month(month) for month in months[:_MONTHS])
    more = f" (et {words.plural(others, 'autre mois', 'autres mois')})" if others > 0 else ""
    return (
        f"**Chiffres déjà publiés** : {named}{more}. Des chiffres de mois clos, ou qui l'ont été, changeraient : ce qui en a été "
        "remis (bilan, export, pages du financeur) ne correspondrait plus."
    )


def _unchanged(found: Effect) -> str:
    count = len(found.unchanged)
    if not count:
        return "" if found.moves else "Aucun indicateur ne change."
    other = "autre " if found.moves else ""
    others = "autres " if found.moves else ""
    return f"{words.plural(count, f'{other}indicateur inchangé', f'{others}indicateurs inchangés')}."


def _show_elsewhere(found: Effect, key: str) -> None:
    """Say what changes in residences that the files do not name: only because the date of judgement does."""
    before, after = (words.day(day) for day in found.cut_offs)
    st.markdown(
        f"Le dernier mois transmis change : les chiffres arrêtés au {before} le sont au {after}, aussi dans d'autres résidences."
    )
    with st.expander(f"Dans les autres résidences ({words.number(len(found.elsewhere))})"):
        _table(found, found.elsewhere, "Chiffres d'autres résidences", key)


def _sentence(found: Effect, group: Sequence[Move]) -> str:
    """Return « **Taux de présence** · La Garrigue, mars 2025 : 38 % → **41 %** (31/82 → 35/85) »."""
    move = group[0]
    title = indicator_named(move.indicator).title
    alike = [one for one in group if _reading(one) == _reading(move) and one.category == move.category]
    others = len(group) - len(alike)
    place = f"{found.names.get(move.residence, move.residence)}, {_when(alike)}{_category(found, move)}"
    more = f" — et {words.plural(others, 'autre chiffre', 'autres chiffres')}" if others else ""
    fragile = "" if move.is_enough else " · trop peu de cas pour juger"
    return f"**{words.escaped(title)}** · {words.escaped(place)} : {_reading(move)}{fragile}{more}"


def _when(moves: Sequence[Move]) -> str:
    """Return the period, or « 4 périodes, de mars 2025 à juin 2025 » where several change alike."""
    periods = sorted({move.period for move in moves})
    if len(periods) == 1:
        return words.period(periods[0]) if periods[0] else "toutes périodes ensemble"
    return f"{len(periods)} périodes, de {words.period(periods[0])} à {words.period(periods[-1])}"


def _category(found: Effect, move: Move) -> str:
    if move.category is None:
        return ""
    return f" ({found.labels.get(move.indicator, {}).get(move.category, move.category)})"


def _reading(move: Move) -> str:
    """Return « 38 % → **41 %** (31/82 → 35/85) », « nouveau : 41 % (35/85) » or « 38 % (31/82) → disparaît »."""
    before, after = move.before, move.after
    if before is None:
        return f"nouveau : **{_value(after)}**{_in_brackets(_basis(after))}"
    if after is None:
        return f"{_value(before)}{_in_brackets(_basis(before))} → **disparaît**"
    old, new = _value(before), _value(after)
    values = f"{old} → **{new}**" if old != new else f"{old}, inchangé"
    bases = _basis(before), _basis(after)
    basis = " → ".join(bases) if all(bases) and bases[0] != bases[1] else bases[1]
    unknown = f" ; non connus : {before.unknown} → {after.unknown}" if before.unknown != after.unknown else ""
    return f"{values}{_in_brackets(basis)}{unknown}"


def _value(figure: Figure | None) -> str:
    return say.value(indicator_named(figure.indicator), figure.value) if figure else words.NONE


def _basis(figure: Figure | None) -> str:
    if figure is None:
        return ""
    if figure.denominator is not None:
        return f"{words.number(figure.numerator)}/{words.number(figure.denominator)}"
    is_median = indicator_named(figure.indicator).aggregate == "median"
    return words.plural(figure.n or 0, "cas", "cas") if is_median else ""


def _in_brackets(text: str) -> str:
    return f" ({text})" if text else ""


def _table(found: Effect, moves: Sequence[Move], alt: str, key: str) -> None:
    rows = [_row(found, move) for move in moves]
    export.show_table(rows[:_SHOWN], alt)
    if len(rows) > _SHOWN:
        st.caption(f"Les {_SHOWN} premiers sont affichés ; le fichier les contient tous.")
    export.offer_table("Télécharger ces chiffres (CSV)", "effet.csv", rows, alt, key)


def _row(found: Effect, move: Move) -> dict[str, str]:
    sides = [f"{_value(one)}{_in_brackets(_basis(one))}" for one in (move.before, move.after)]
    return {
        "Indicateur": indicator_named(move.indicator).title + _category(found, move),
        "Résidence": found.names.get(move.residence, move.residence),
        "Période": words.period(move.period) if move.period else "toutes",
        "Avant": sides[0],
        "Après": sides[1],
    }
