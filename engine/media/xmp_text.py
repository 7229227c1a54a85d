"""The description in XMP, as photo programs keep it inside a file or beside it; nothing else of it is looked at."""

from __future__ import annotations

import re
from html import escape
from typing import Final
from xml.etree import ElementTree

from engine.errors import MediaUnreadable

MAX_XMP_BYTES: Final = 8 << 20
_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DESCRIPTION: Final = "{http://purl.org/dc/elements/1.1/}description"
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECLARES: Final = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)

_PAGE: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
   <dc:description>
    <rdf:Alt>
     <rdf:li xml:lang="x-default">{}</rdf:li>
    </rdf:Alt>
   </dc:description>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""


def described_in(packet: bytes) -> tuple[str, ...]:
    """Return the descriptions that an XMP packet holds, the one for every language first; () where it holds none.

    Raises:
        MediaUnreadable: It is too large, is no XML, or declares what XMP has no use for.
    """
    if len(packet) > MAX_XMP_BYTES or _DECLARES.search(packet):
        raise MediaUnreadable("The XMP is not of the kind that photo programs write.")
    try:
        root = ElementTree.fromstring(packet.strip(b"\0 \t\r\n"))
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError) as error:
        raise MediaUnreadable("The XMP is damaged.") from error
    found: dict[str, str] = {}
    for about in root.iter(f"{_RDF}Description"):
        attribute = about.get(_DESCRIPTION)
        if attribute:
            found.setdefault("x-default", attribute)
        for description in about.iter(_DESCRIPTION):
            texts = list(description.iter(f"{_RDF}li")) or [description]
            for text in texts:
                if text.text and text.text.strip():
                    found.setdefault(text.get(_LANGUAGE, "x-default"), text.text)
    return tuple(found[language] for language in sorted(found, key=lambda name: name != "x-default"))


def xmp_page(description: str) -> str:
    """Return a sidecar with this description; characters that XML cannot hold are left out."""
    return _PAGE.format(escape(_NO_XML.sub(" ", description), quote=False))
