"""Keeps a built graph on disk, in whole snapshots, and writes it out in the formats of other tools.

    write(directory, quads, texts, manifest)  -> Path     a new snapshot, swapped in whole
    open_graph(directory)                     -> Graph    the current snapshot, read-only
    undo(directory)                           -> Path     back to the snapshot before
    export(graph, format, layers, out)                    for other tools

``graph.nq`` of a snapshot is the truth; the pyoxigraph store beside it answers queries and is never read for
exports, because it rewrites literals that are not in canonical form.
"""

from __future__ import annotations

from builder.store.export import DEFAULT_LAYERS, FORMATS, export
from builder.store.graph import Graph, open_graph
from builder.store.layers import layer_of_graph, split_layers
from builder.store.search_index import Entry
from builder.store.snapshots import Draft, draft, undo, write
from builder.store.spare import Spare
from builder.store.texts import TEXTS
from builder.store.written import Spelt, Written, spelt

__all__ = [
    "DEFAULT_LAYERS",
    "FORMATS",
    "TEXTS",
    "Draft",
    "Entry",
    "Graph",
    "Spare",
    "Spelt",
    "Written",
    "draft",
    "export",
    "layer_of_graph",
    "open_graph",
    "spelt",
    "split_layers",
    "undo",
    "write",
]
