"""What is done from the month's board: blanks and reminders handed out, « rien ce mois-ci », a month closed or reopened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

import streamlit as st

from access import accounts
from ui import names, visitor, words
from ui.month_board import LATE, Row, needs, state_of


def offer_reminder(row: Row, title: str, to: Sequence[str]) -> None:
    """Offer the reminder of a cell that is not settled: a message ready to send, and its text to copy."""
    if row["transmission"] not in ("late", "expected", "to_check") or state_of(row) == LATE:
        return
    known = names.residences()
    place, when = known.get(row["residence"], row["residence"]), words.month(row["month"])
    subject = f"{title}, {when} : {place}"
    asked = (
        f"il reste à vérifier, pour {place}, le classeur « {title} » de {when}"
        if row["transmission"] == "to_check"
        else f"il manque, pour {place}, le classeur « {title} » de {when} (à transmettre avant le {words.day(row['due_on'])})"
    )
    body = (
        f"Bonjour,\n\nSauf erreur, {asked}.\n\nIl se dépose dans Palier, page Dépôt ; le classeur vierge y est, et s'il n'y a "
        "rien eu ce mois-ci, un clic suffit (Tableau du mois).\n\nMerci !"
    )
    with st.popover("Rappel", icon=":material/mail:", key=f"rappel-{_key(row)}"):
        address = quote(",".join(to), safe="@,")
        st.link_button(
            "Ouvrir dans la messagerie", f"mailto:{address}?subject={quote(subject)}&body={quote(body)}"
        )
        st.code(body, language=None, wrap_lines=True)


def addresses(residence: str) -> list[str]:
    """Return the addresses of the teams of a residence, for whoever may write to them all."""
    if not visitor.may("close"):
        return []
    mine = accounts.every_account(visitor.visitor().operator)
    known = (one for one in mine if one.is_open and one.role == "equipe")
    return [one.login for one in known if "@" in one.login and residence in one.perimeter.residences]


def offer_nothing(row: Row, is_register: bool, confirm: Callable[[str], str]) -> None:
    """Offer to say that nothing happened, under a name. `confirm` returns why it is refused, else the page is drawn again."""
    if not is_register or row["closed"] or row["load_id"]:
        return
    with st.popover("Rien ce mois-ci", icon=":material/do_not_disturb_on:", key=f"rien-{_key(row)}"):
        st.markdown(
            f"Rien n'a eu lieu en **{words.month(row['month'])}** : le mois compte alors **zéro**, et n'est plus manquant. "
            "Un classeur déposé ensuite le remplacera."
        )
        name = st.text_input("Qui le confirme ?", visitor.visitor().name, key=f"rien-nom-{_key(row)}")
        if st.button("Confirmer", type="primary", key=f"rien-oui-{_key(row)}", disabled=not name.strip()):
            _done(confirm(name))


def offer_closing(
    rows: Sequence[Row],
    titles: Mapping[str, str],
    month: str,
    earlier: Sequence[str],
    close: Callable[[list[str], str], str],
) -> None:
    """Offer to close a month, under a name, once what is missing was read; with it, the earlier ones still open."""
    with st.popover("Clore le mois", icon=":material/lock:"):
        missing = [row for row in rows if needs(row)]
        known = names.residences()
        if missing:
            told = "\n".join(
                f"- {words.escaped(known.get(row['residence'], row['residence']))}, {titles[row['kind']]} : "
                f"{state_of(row)[1].lower()}"
                for row in missing
            )
            st.markdown(f"**Il manque encore :**\n\n{told}")
        agreed = not missing or st.checkbox("Clore quand même", key=f"clore-malgre-{month}")
        count = words.plural(
            len(earlier), "mois plus ancien encore ouvert", "mois plus anciens encore ouverts"
        )
        also = bool(earlier) and st.checkbox(f"Clore aussi {count}", key=f"clore-avant-{month}")
        name = st.text_input("Qui clôt ?", visitor.visitor().name, key=f"clore-nom-{month}")
        st.caption(
            "Un mois clos ne change plus, et l'évaluateur le voit. Il se rouvre avec un motif, que le prochain rapport montrera."
        )
        ready = agreed and bool(name.strip())
        if st.button(f"Clore {words.month(month)}", type="primary", disabled=not ready, key=f"clore-{month}"):
            _done(close([*(earlier if also else ()), month], name))


def offer_reopening(month: str, reopen: Callable[[str], str]) -> None:
    """Offer to reopen a month, for a reason."""
    with st.popover("Rouvrir le mois", icon=":material/lock_open:"):
        st.markdown("L'évaluateur ne verra plus ce mois tant qu'il n'est pas clos de nouveau.")
        reason = st.text_input(
            "Motif", key=f"rouvrir-motif-{month}", placeholder="Montré dans le prochain rapport"
        )
        if st.button(f"Rouvrir {words.month(month)}", disabled=not reason.strip(), key=f"rouvrir-{month}"):
            _done(reopen(reason))


def _done(refusal: str) -> None:
    if refusal:
        st.error(refusal, icon=":material/block:")
    else:
        st.rerun()


def _key(row: Row) -> str:
    return f"{row['month']}-{row['residence']}-{row['kind']}"
