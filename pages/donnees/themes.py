import streamlit as st

from indicators import themes
from indicators.compute import compute
from pipelines import choose_themes
from pipelines.build import rebuild
from pipelines.choose_themes import NotChosen, Scheme, Task
from pipelines.ownership import Bounds
from ui import coding, comment_tasks, filters, visitor, words

visitor.require("themes")
version = filters.version_or_welcome()
st.title("Thèmes des paroles")
comment_tasks.explain()
SCHEME = Scheme(themes.VERSION, tuple(themes.LABELS))


def bounds() -> Bounds:
    allowed = visitor.sight().residences
    return Bounds(None if allowed is None else frozenset(allowed))


def settles_own() -> bool:
    """Return whether whoever looks may settle what it read itself: the leadership, or anybody where only two people may read."""
    return visitor.sight().residences is None or visitor.others_who_may("publish") < 2


def written(act: comment_tasks.Act, task: Task, chosen: tuple[str, ...]) -> str:
    """Write what was said of a comment; return why it is refused, empty when it is done."""
    who = visitor.require_permission("publish")
    try:
        if act == "chosen":
            shown = themes.proposed(task.comment.text)
            choose_themes.choose(task, chosen, SCHEME, who.login, bounds(), shown, settles_own=settles_own())
        else:
            choose_themes.take_back(task, SCHEME, who.login, bounds())
    except NotChosen as refused:
        return words.sentence(refused)
    visitor.note("themes_chosen", f"{task.comment.wave} · {task.comment.residence} · {act} ({task.step})")
    return ""


def begun_again(wave: str) -> None:
    who = visitor.require_permission("publish")
    choose_themes.begin_again(wave, SCHEME, who.login, bounds())
    visitor.note("themes_chosen", f"{wave} · relecture recommencée")
    rebuild(compute)


asked = comment_tasks.choose(version)
desk = choose_themes.desk(
    asked.wave, visitor.visitor().login, bounds(), asked.residence, settles_own=settles_own()
)
coding.show(desk, written)
comment_tasks.offer_figures(desk, lambda: rebuild(compute))
comment_tasks.offer_again(asked, visitor.sight().residences is None, begun_again)
