"""``evacmap embed``: a map as part of another page."""

from pathlib import Path

import click

from evacmap.cli.options import url_option

EPILOG = """\b
Examples:
  evacmap embed maps/seeds/map.html
  evacmap embed maps/seeds/map.html --url https://example.org/maps/seeds.html --image maps/seeds.png
  evacmap embed maps/seeds/map.html --as srcdoc > part.html
  evacmap embed maps/seeds/map.html --as open-graph --url https://example.org/maps/seeds.html
"""


@click.command(epilog=EPILOG)
@click.argument("path", metavar="MAP")
@click.option(
    "--as",
    "form",
    type=click.Choice(["frame", "srcdoc", "open-graph", "oembed"]),
    default="frame",
    show_default=True,
    help="frame: an iframe that shows the file or URL; srcdoc: an iframe that holds the whole "
    "map; open-graph: elements for a page's head; oembed: the JSON of an oEmbed answer.",
)
@url_option
@click.option(
    "--image", metavar="PNG", help="A still picture of the map, for readers without scripts."
)
@click.option("--width", default="100%", show_default=True, help="Of the frame: 100% or pixels.")
@click.option(
    "--height", type=click.IntRange(200, 4000), default=560, show_default=True, help="In pixels."
)
@click.option(
    "--listener", is_flag=True, help="Add the script by which the map sets its frame's height."
)
def embed(
    path: str,
    form: str,
    url: str | None,
    image: str | None,
    width: str,
    height: int,
    listener: bool,
) -> int:
    """Print what to paste into a page or report to show MAP in it.

    MAP is a map.html that evacmap wrote. The frame is sandboxed: the map can run its own code and
    open links, and reaches nothing of the page around it. Without --url the frame shows the file
    itself, so put the map beside the page.
    """
    from evacmap.render import embed as pages

    if form in ("open-graph", "oembed") and url is None:
        raise click.UsageError(f"--as {form} needs the map's address on the web: --url https://…")
    if not width.removesuffix("%").isdecimal():
        raise click.BadParameter(f"{width!r} is neither pixels nor a share", param_hint="--width")
    page = pages.read_map(path)
    picture = pages.read_picture(image) if image else None
    shown = _image_address(image, url)
    if form == "open-graph":
        text = pages.open_graph(page, str(url), picture=picture)
    elif form == "oembed":
        text = pages.oembed_json(page, str(url), picture=picture)
    elif form == "srcdoc":
        text = pages.srcdoc_frame(page, picture=shown, width=width, height=height)
    else:
        address = url or Path(path).as_posix()
        text = pages.frame(page, address, picture=shown, width=width, height=height)
    click.echo(text)
    if listener:
        click.echo(pages.LISTENER)
    return 0


def _image_address(image: str | None, url: str | None) -> str | None:
    """Return the address of the still picture: beside the map on the web, or the file."""
    from urllib.parse import quote, urljoin

    if image is None:
        return None
    return urljoin(url, quote(Path(image).name)) if url else quote(Path(image).as_posix())
