"""A folium map and layer that write everything into the page and nothing through Jinja."""

import re
from typing import Any

from branca.element import Element, Figure
from folium import Map
from folium.map import Layer

from evacmap.render.embed import map_page, srcdoc_frame
from evacmap.render.page_text import Frame, Page, page_text
from evacmap.render.text import encodable

VIEWPORT = re.compile(r"<meta name=\"viewport\".*?/>", re.DOTALL)


class Raw(Element):
    """Text that goes into the page as it is."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **kwargs: Any) -> str:
        """Return the text."""
        return self.text


class PageFigure(Figure):
    """The whole page: our own frame around what folium's elements contribute."""

    def __init__(self, page: Page) -> None:
        super().__init__(title=encodable(page.title))
        self.page = page

    def render(self, **kwargs: Any) -> str:
        """Return the page. The same map gives the same bytes, however often it is rendered."""
        return page_text(self.page, self.frame(**kwargs))

    def frame(self, **kwargs: Any) -> Frame:
        """Return what the elements on the page put into it."""
        number_elements(self)
        for part in (self.header, self.html, self.script):
            part._children.clear()
        for child in self._children.values():
            child.render(**kwargs)
        return Frame(
            header=VIEWPORT.sub("", self.header.render(**kwargs)),
            map=self.html.render(**kwargs),
            script=self.script.render(**kwargs),
        )


class OfflineMap(Map):
    """A folium.Map that loads nothing from elsewhere, but pictures from where its page says."""

    default_js: list[tuple[str, str]] = []
    default_css: list[tuple[str, str]] = []

    def __init__(self, page: Page) -> None:
        super().__init__(
            location=(20, 0),
            zoom_start=2,
            tiles=None,
            zoom_control=False,
            attribution_control=False,
            zoom_snap=0.25,
            min_zoom=1,
            max_zoom=15,
            max_bounds=False,
        )
        # A copy, because add_js_link would change the list of the class.
        self.default_js, self.default_css = [], []
        PageFigure(page).add_child(self)
        self.add_child(LegLayer())

    def _repr_html_(self, **kwargs: Any) -> str:
        """Return the map in a sandboxed frame, for notebooks."""
        return srcdoc_frame(map_page(self.get_root().render(**kwargs)))


class LegLayer(Layer):
    """Legs, drawn on canvas from the blocks of data in the page."""

    def __init__(self) -> None:
        super().__init__(name="Legs", overlay=True, control=False)
        self._name = "LegLayer"

    def render(self, **kwargs: Any) -> str:
        """Put the call that starts the layer into the page; gives no text itself.

        Raises:
            TypeError: the layer is not on an OfflineMap.
        """
        page = self.get_root()
        if not isinstance(page, PageFigure) or self._parent is None:
            raise TypeError("a LegLayer needs an OfflineMap to be added to")
        start = f"var {self.get_name()} = evacmap.start({self._parent.get_name()});"
        page.script.add_child(Raw(start), name=self.get_name())
        return ""


def frame_of(page: Page) -> Frame:
    """Return what a map with nothing but our own layer puts into a page."""
    figure = OfflineMap(page).get_root()
    assert isinstance(figure, PageFigure)
    return figure.frame()


def number_elements(root: Element) -> None:
    """Number all elements below ``root`` in their order, in place of random ids."""
    waiting, number = [root], 0
    while waiting:
        element = waiting.pop(0)
        element._id = str(number)
        number += 1
        waiting += element._children.values()
