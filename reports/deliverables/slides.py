"""How our slides look, whatever they tell: title, table, native chart with its alternative text, notes that give the source."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches, Pt

from reports.word_parts import clean

# Read in French wherever it is opened: a program of another language would write 78.7%.
SHARE, GAP, EUROS = "[$-40C]0.0%", "[$-40C]+0.0%;-0.0%;0%", '[$-40C]#,##0 "€"'
_INK, _BLUE, _GREY, _PALE = (RGBColor.from_string(one) for one in ("1A1A1A", "1F3A5F", "4A4A4A", "E6ECF3"))
_COLOURS = tuple(
    RGBColor.from_string(one) for one in ("1F5F5B", "E0A030", "7A8FA6")
)  # told apart by lightness too
_WIDE, _HIGH, _LEFT = Inches(13.333), Inches(7.5), Inches(0.6)
_BODY_TOP, _FOOT_TOP = Inches(1.5), Inches(6.95)
_TITLE_ONLY = 5  # the layout of the template that holds a title and nothing else
_ROW, _LINE = Inches(0.36), 0.21


class Deck:
    """Slides in French, wide, numbered; every one has a title, and notes that say where its figures come from."""

    def __init__(self, title: str, author: str, at: datetime, foot: str) -> None:
        self._deck = Presentation()
        self._deck.slide_width, self._deck.slide_height = _WIDE, _HIGH
        told = self._deck.core_properties
        told.title, told.author, told.last_modified_by, told.language = clean(title), author, author, "fr-FR"
        told.created = told.modified = at.replace(tzinfo=None)
        told.revision, told.comments, told.keywords, told.subject = 1, "", "", ""
        self._foot = foot
        self._lay_title()

    def _lay_title(self) -> None:
        """Place the title once, in the layout: every slide takes it from there, and so does whoever adds one."""
        for shape in self._deck.slide_layouts[_TITLE_ONLY].placeholders:
            if shape.placeholder_format.type == 1:  # TITLE
                shape.left, shape.top, shape.width, shape.height = (
                    _LEFT,
                    Inches(0.45),
                    _WIDE - 2 * _LEFT,
                    Inches(0.9),
                )

    def slide(self, title: str, notes: str) -> Any:
        """Return a new slide with its title, its foot, and what its speaker reads of its source."""
        made = self._deck.slides.add_slide(self._deck.slide_layouts[_TITLE_ONLY])
        frame = made.shapes.title.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        _write(frame.paragraphs[0], title, 30, _BLUE, is_bold=True, align=PP_ALIGN.LEFT)
        foot = self.box(made, _LEFT, _FOOT_TOP, _WIDE - 2 * _LEFT - Inches(1), Inches(0.3))
        _write(foot.paragraphs[0], self._foot, 10, _GREY)
        number = self.box(made, _WIDE - _LEFT - Inches(1), _FOOT_TOP, Inches(1), Inches(0.3))
        number.paragraphs[0].alignment = PP_ALIGN.RIGHT
        number.paragraphs[0]._p.append(_slide_number())
        made.notes_slide.notes_text_frame.text = clean(notes)
        return made

    def box(self, slide: Any, left: int, top: int, width: int, height: int) -> Any:
        """Return the text frame of an empty box that keeps its size."""
        frame = slide.shapes.add_textbox(left, top, width, height).text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = Emu(0)
        return frame

    def cover(self, title: str, told: Sequence[str], warnings: Sequence[str], notes: str) -> None:
        """Put the first slide: what it is of, and what makes it incomplete, under a line."""
        slide = self.slide(title, notes)
        slide.shapes.title.top, slide.shapes.title.height = Inches(1.3), Inches(1.2)
        slide.shapes.title.left, slide.shapes.title.width = _LEFT, _WIDE - 2 * _LEFT
        slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size = Pt(48)
        band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, _LEFT, Inches(2.6), Inches(2), Inches(0.08))
        band.fill.solid()
        band.fill.fore_color.rgb = _COLOURS[1]
        band.line.fill.background()
        _describe(band, "Filet", "")
        self.lines(slide, told, 3.0, 20)
        if warnings:
            self.points(slide, warnings, 5.3, 18)

    def points(self, slide: Any, told: Sequence[str], top: float = 1.5, size: int = 20) -> None:
        """Write points, one a paragraph."""
        frame = self.box(slide, _LEFT, Inches(top), _WIDE - 2 * _LEFT, _FOOT_TOP - Inches(top) - Inches(0.1))
        for rank, one in enumerate(told):
            paragraph = frame.paragraphs[0] if not rank else frame.add_paragraph()
            _bullet(paragraph)
            paragraph.space_after = Pt(size * 0.5)
            _write(paragraph, one, size, _INK)

    def lines(self, slide: Any, told: Sequence[str], top: float, size: int = 14) -> None:
        """Write lines without a bullet: what a table or a chart does not say by itself."""
        frame = self.box(slide, _LEFT, Inches(top), _WIDE - 2 * _LEFT, _FOOT_TOP - Inches(top) - Inches(0.05))
        for rank, one in enumerate(told):
            paragraph = frame.paragraphs[0] if not rank else frame.add_paragraph()
            paragraph.space_after = Pt(4)
            _write(paragraph, one, size, _GREY)

    def table(self, slide: Any, name: str, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float],
              numbers: Sequence[int] = (), size: int = 14) -> None:  # fmt: skip
        """Put a table whose columns share the width of the slide; `numbers`: ranks of the columns set to the right."""
        width = _WIDE - 2 * _LEFT
        shape = slide.shapes.add_table(
            len(rows) + 1, len(head), _LEFT, _BODY_TOP, width, _ROW * (len(rows) + 1)
        )
        _describe(shape, name, f"Tableau : {name}, {len(rows)} lignes.")
        table = shape.table
        table.horz_banding = False
        for column, share in zip(table.columns, widths, strict=True):
            column.width = Emu(int(width * share / sum(widths)))
        for rank, row in enumerate((head, *rows)):
            for place, told in enumerate(row):
                cell = table.cell(rank, place)
                cell.margin_top = cell.margin_bottom = Inches(0.04)
                cell.vertical_anchor = MSO_ANCHOR.MIDDLE
                cell.fill.solid()
                cell.fill.fore_color.rgb = (
                    _BLUE if not rank else _PALE if rank % 2 == 0 else RGBColor(255, 255, 255)
                )
                colour = RGBColor(255, 255, 255) if not rank else _INK
                align = PP_ALIGN.RIGHT if place in numbers else PP_ALIGN.LEFT
                _write(cell.text_frame.paragraphs[0], told, size, colour, is_bold=not rank, align=align)

    def chart(self, slide: Any, name: str, categories: Sequence[str], series: Mapping[str, Sequence[float | None]], form: str,
              height: float = 4.6) -> None:  # fmt: skip
        """Put a native bar chart, read from the top; None draws nothing, and is never a zero. `form`: how its numbers are written."""
        data = CategoryChartData(number_format=form)
        data.categories = [clean(one) for one in categories]
        for title, values in series.items():
            data.add_series(title, values)
        shape = slide.shapes.add_chart(
            XL_CHART_TYPE.BAR_CLUSTERED, _LEFT, _BODY_TOP, _WIDE - 2 * _LEFT, Inches(height), data
        )
        _describe(shape, name, _in_words(name, categories, series, form))
        _dress(shape.chart, len(series), form)

    def save(self) -> bytes:
        """Return the .pptx."""
        stream = io.BytesIO()
        self._deck.save(stream)
        return stream.getvalue()


def _dress(chart: Any, count: int, form: str) -> None:
    chart.font.size, chart.has_title = Pt(13), False
    chart.has_legend = count > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap, plot.has_data_labels = 60, 0, True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = form, False
    plot.data_labels.font.size = Pt(12)
    for rank, one in enumerate(plot.series):
        one.format.fill.solid()
        one.format.fill.fore_color.rgb = _COLOURS[rank % len(_COLOURS)]
        one.invert_if_negative = False
    chart.category_axis.reverse_order = True
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.category_axis.format.line.color.rgb = _GREY
    # The categories are read from the top, which would put the axis of values there: the labels say the values.
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False


def _in_words(
    name: str, categories: Sequence[str], series: Mapping[str, Sequence[float | None]], form: str
) -> str:
    """Return what a chart shows, for whoever hears it."""
    told = [
        f"{title} : "
        + " ; ".join(
            f"{label}, {_number(value, form)}" for label, value in zip(categories, values, strict=True)
        )
        for title, values in series.items()
    ]
    return clean(f"Graphique en barres : {name}. {'. '.join(told)}.")


def _number(value: float | None, form: str) -> str:
    if value is None:
        return "non dessiné"
    shown = f"{100 * value:.1f} %" if "%" in form else f"{value:g}"
    return shown.replace(".", ",")


def _describe(shape: Any, name: str, told: str) -> None:
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("name", clean(name))
    properties.set("descr", clean(told))


def _write(
    paragraph: Any, text: str, size: float, colour: Any, is_bold: bool = False, align: Any = None
) -> None:
    run = paragraph.add_run()
    run.text = " ".join(clean(text).split("\n"))
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), is_bold, colour
    run._r.get_or_add_rPr().set("lang", "fr-FR")
    if align is not None:
        paragraph.alignment = align


def _bullet(paragraph: Any) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "285750")
    properties.set("indent", "-285750")
    properties.append(parse_xml(f'<a:buFont {nsdecls("a")} typeface="Arial"/>'))
    properties.append(parse_xml(f'<a:buChar {nsdecls("a")} char="•"/>'))


def _slide_number() -> Any:
    field = parse_xml(
        f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
        '<a:rPr lang="fr-FR" sz="1000"/><a:t>‹N°›</a:t></a:fld>'
    )
    assert field.tag == qn("a:fld")
    return field
