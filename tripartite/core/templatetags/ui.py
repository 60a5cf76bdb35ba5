"""The components of the face, as template tags with a checked signature.

Each is one small function and one template of ``templates/ui/``; an unknown attribute is a
TemplateSyntaxError when the template is compiled. Lists take objects or dictionaries. All of
them are to be seen at ``/_ui/``.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.middleware.csrf import get_token
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tripartite.core.palette import BADGES, BUTTONS, DAYS, DEPTHS, LEVELS, PARTIES, STATES

register = template.Library()


def _one_of(value: str, known: Iterable[str], what: str) -> str:
    if value not in known:
        raise ValueError(f"{what}: {value!r} is none of {', '.join(sorted(known))}")
    return value


def _read(source: Any, **defaults: Any) -> dict[str, Any]:
    """The named attributes or keys of ``source``, each with its value when absent."""
    if isinstance(source, Mapping):
        return {name: source.get(name, default) for name, default in defaults.items()}
    return {name: getattr(source, name, default) for name, default in defaults.items()}


def _render(name: str, /, **context: Any) -> SafeString:
    return render_to_string(f"ui/{name}.html", context)


# ---------------------------------------------------------------- words and marks
@register.simple_tag
def icon(*, name: str, label: str = "") -> SafeString:
    """An icon of ``core/icons.svg``; without a label it is silent to a screen reader."""
    return _render("icon", name=name, label=label)


@register.simple_tag
def badge(*, label: str, kind: str = "neutral") -> SafeString:
    """A state in a word; the colour only repeats it."""
    return _render("badge", label=label, kind=_one_of(kind, BADGES, "badge"))


@register.simple_tag
def party(*, party: str, label: str = "") -> SafeString:
    """The pill of a party: student, host or school."""
    _one_of(party, PARTIES, "party")
    return _render("party", party=party, label=label or PARTIES[party])


@register.simple_block_tag
def capture(content: SafeString) -> SafeString:
    """``{% capture as tools %}…{% endcapture %}``: a piece of template given to a component."""
    return content


# ---------------------------------------------------------------- boxes
@register.simple_block_tag
def card(
    content: SafeString,
    *,
    title: str = "",
    id: str = "",  # noqa: A002  # the name of the HTML attribute
    tools: str = "",
    note: str = "",
    footer: str = "",
    flush: bool = False,
) -> SafeString:
    """A section with its heading; ``flush`` when it holds a table or a list up to its edges."""
    return _render(
        "card",
        content=content,
        title=title,
        id=id,
        tools=tools,
        note=note,
        footer=footer,
        flush=flush,
    )


@register.simple_block_tag
def alert(content: SafeString, *, level: str = "info", title: str = "") -> SafeString:
    """A sentence that must be read; ``danger`` is announced at once."""
    _one_of(level, LEVELS, "alert")
    symbol, word = LEVELS[level]
    return _render(
        "alert",
        content=SafeString(content.strip()),
        level=level,
        title=title,
        symbol=symbol,
        word=word,
    )


@register.simple_block_tag
def empty(content: SafeString, *, title: str, icon: str = "inbox") -> SafeString:
    """Nothing here yet: what it means, and in the content what to do."""
    return _render("empty", content=SafeString(content.strip()), title=title, icon=icon)


@register.simple_block_tag
def dialog(content: SafeString, *, title: str, back: str) -> SafeString:
    """The content of a page that may also open in the page's ``<dialog>``; ``back`` leaves it."""
    return _render("dialog", content=content, title=title, back=back)


@register.simple_block_tag
def menu(content: SafeString, *, label: str, icon: str = "", end: bool = False) -> SafeString:
    """A list of ``<li>`` behind a summary; ``end`` aligns it to the right edge."""
    return _render("menu", content=content, label=label, icon=icon, end=end)


@register.simple_block_tag
def facts(content: SafeString, *, wide: bool = False) -> SafeString:
    """A list of definitions, made of ``fact``."""
    return _render("facts", content=content, wide=wide)


@register.simple_block_tag
def fact(content: SafeString, *, label: str) -> SafeString:
    """One term and its value, inside ``facts``."""
    return _render("fact", content=SafeString(content.strip()), label=label)


# ---------------------------------------------------------------- acts
@register.simple_tag
def button(
    *,
    label: str,
    href: str = "",
    kind: str = "default",
    icon: str = "",
    name: str = "",
    value: str = "",
    form: str = "",
    about: str = "",
    small: bool = False,
    dialog: bool = False,
    download: bool = False,
) -> SafeString:
    """A link when ``href`` is given, else the submit button of its form.

    ``about`` completes the label for those who hear it out of its row; ``dialog`` opens the page
    in the page's ``<dialog>`` where there is JavaScript.
    """
    _one_of(kind, BUTTONS, "button")
    return _render(
        "button",
        label=label,
        href=href,
        css=f"{BUTTONS[kind]} btn-sm" if small else BUTTONS[kind],
        icon=icon,
        name=name,
        value=value,
        form=form,
        about=about,
        dialog=dialog,
        download=download,
    )


@register.simple_tag(takes_context=True)
def action_button(
    context: Context,
    *,
    label: str,
    url: str,
    kind: str = "default",
    icon: str = "",
    name: str = "",
    value: str = "",
    about: str = "",
    small: bool = False,
) -> SafeString:
    """A form of one button that POSTs to ``url``."""
    drawn = button(
        label=label, kind=kind, icon=icon, name=name, value=value, about=about, small=small
    )
    return _render("action_button", button=drawn, url=url, csrf=get_token(context["request"]))


@register.simple_tag
def field(*, of: BoundField) -> SafeString:
    """Label, help, control and error of a form field."""
    return of.as_field_group()


@register.simple_tag
def error_summary(*, form: BaseForm) -> SafeString:
    """What is wrong in the form, in links to the fields; it receives the focus."""
    wrong = [
        {"id": form[name].id_for_label or form[name].auto_id, "label": form[name].label, "error": e}
        for name, errors in form.errors.items()
        if name != "__all__" and not form[name].is_hidden
        for e in errors
    ]
    hidden = [e for f in form.hidden_fields() for e in f.errors]
    return _render("error_summary", wrong=wrong, general=[*form.non_field_errors(), *hidden])


# ---------------------------------------------------------------- moving about
@register.simple_tag
def breadcrumb(*, items: Iterable[Any]) -> SafeString:
    """The way up: objects with ``label`` and ``url``; the last needs no ``url``."""
    return _render("breadcrumb", items=[_read(i, label="", url="") for i in items])


@register.simple_tag
def tabs(*, items: Iterable[Any], label: str) -> SafeString:
    """Links to the views of one thing: objects with ``label``, ``url``, ``active``, ``count``."""
    read = [_read(i, label="", url="", active=False, count=None) for i in items]
    return _render("tabs", items=read, label=label)


@register.simple_tag(takes_context=True)
def paginate(context: Context, *, page: Page[Any]) -> SafeString:
    """The pages of a list, in ``?page=``; the other parameters are kept."""

    def link(number: int) -> str:
        query = context["request"].GET.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    return _render(
        "paginate",
        page=page,
        previous=link(page.previous_page_number()) if page.has_previous() else "",
        following=link(page.next_page_number()) if page.has_next() else "",
    )


# ---------------------------------------------------------------- tables and lists
@register.simple_block_tag
def table(
    content: SafeString,
    *,
    caption: str,
    head: str,
    stack: bool = True,
    board: bool = False,
    show_caption: bool = False,
) -> SafeString:
    """A table: ``content`` is its rows, ``head`` its columns, ``Nom|État|#Heures|-Action``.

    ``#`` aligns numbers, ``-`` hides a heading from the eye. On a phone a ``stack`` table
    becomes a list: give each ``<td>`` its ``data-label``; ``board`` is for rows of ``cell``.
    """
    columns = [
        {"label": c.lstrip("#-"), "number": c.startswith("#"), "hidden": c.startswith("-")}
        for c in head.split("|")
    ]
    return _render(
        "table",
        content=content,
        caption=caption,
        columns=columns,
        stack=stack,
        board=board,
        show_caption=show_caption,
    )


@register.simple_tag
def timeline(*, entries: Iterable[Any]) -> SafeString:
    """The journal: objects with ``when`` (a datetime), ``who``, ``what``, ``party``, ``note``."""
    read = [_read(e, when=None, who="", what="", party="", note="") for e in entries]
    return _render("timeline", entries=read)


# ---------------------------------------------------------------- the placement
@register.simple_tag
def placement_line(
    *,
    steps: Iterable[Any],
    label: str = "Avancement du stage",
    anchors: Collection[str] | None = None,
) -> SafeString:
    """The steps of a placement: objects with ``label``, ``state``, ``note``, ``party``, ``anchor``.

    ``state`` is done, now, late or todo. A step leads to its anchor when the page has it:
    ``anchors`` names those that are there, every one by default.
    """
    read = [_read(s, label="", state="todo", note="", party="", anchor="") for s in steps]
    for number, step in enumerate(read, start=1):
        step["word"] = STATES[_one_of(step["state"], STATES, "step")]
        step["who"] = PARTIES[step["party"]] if step["party"] else ""
        step["number"] = number
        if anchors is not None and step["anchor"] not in anchors:
            step["anchor"] = ""
    done = sum(step["state"] == "done" for step in read)
    return _render("placement_line", steps=read, label=label, done=done, total=len(read))


@register.simple_block_tag
def turn_card(
    content: SafeString,
    *,
    party: str = "",
    who: str = "",
    due: str = "",
    late: bool = False,
    actions: str = "",
) -> SafeString:
    """« À qui de jouer ? »: the party, a sentence, the one primary action; no party: nobody."""
    label = who or PARTIES[_one_of(party, PARTIES, "party")] if party else ""
    return _render(
        "turn_card",
        content=SafeString(content.strip()),
        party=party,
        who=label,
        due=due,
        late=late,
        actions=actions,
    )


# ---------------------------------------------------------------- figures
@register.simple_tag
def stat(
    *, label: str, value: Any, note: str = "", total: int = 0, tone: str = "", href: str = ""
) -> SafeString:
    """A figure of a dashboard; with ``total``, a bar; ``tone`` is ok or late."""
    if tone:
        _one_of(tone, ("ok", "late"), "stat")
    return _render("stat", label=label, value=value, note=note, total=total, tone=tone, href=href)


@register.simple_tag
def gauge(*, label: str, value: float, total: float, text: str = "", tone: str = "") -> SafeString:
    """How much of a whole: the sentence says it, the bar repeats it."""
    if tone:
        _one_of(tone, ("ok", "late"), "gauge")
    return _render("gauge", label=label, value=value, total=total, text=text, tone=tone)


@register.simple_tag
def cell(*, state: str, label: str = "", href: str = "", about: str = "") -> SafeString:
    """A cell of the cohort board; ``about`` says row and column to those who cannot see them."""
    word = STATES[_one_of(state, STATES, "cell")]
    return _render("cell", state=state, label=label, href=href, about=about, word=word)


@register.simple_tag
def heat(*, depth: int, label: str = "", note: str = "") -> SafeString:
    """A ``<td>`` of the coverage, from 0 (nothing) to 4 (proved); the word is printed in it."""
    return _render("heat", depth=depth, label=label or DEPTHS[depth], note=note)


@register.simple_tag
def coverage(*, caption: str, columns: Iterable[str], rows: Iterable[Any]) -> SafeString:
    """The coverage: rows with ``label``, ``group``, ``cells`` (``depth``, ``label``, ``note``)."""
    read = [_read(r, label="", group="", cells=()) for r in rows]
    for row in read:
        row["cells"] = [_read(c, depth=0, label="", note="") for c in row["cells"]]
    return _render("coverage", caption=caption, columns=list(columns), rows=read)


@register.simple_tag
def presence_calendar(*, caption: str, weeks: Iterable[Any]) -> SafeString:
    """Weeks with ``label``, ``total``, ``confirmed``, ``href`` and seven ``days``.

    A day has ``date``, ``state`` (present, absent, holiday, off, todo), ``label`` and ``href``;
    None stands for a day outside the period.
    """
    read = [_read(w, label="", total="", confirmed="", href="", days=()) for w in weeks]
    for week in read:
        week["days"] = [
            d and _read(d, date=None, state="todo", label="", href="") for d in week["days"]
        ]
        for day in filter(None, week["days"]):
            day["word"] = DAYS[_one_of(day["state"], DAYS, "day")]
    return _render("presence_calendar", caption=caption, weeks=read)
