"""The chat page: pure views (values to HTML), a visitor's state, the wiring of Gradio, and its safety.

    safety      limits, headers and /healthz around everything
    layout      Gradio's blocks: a skeleton, wires to the browser, a bridge back from it
    handlers    one function an event: what the visitor did -> what the page shows
    endpoints   the three functions for machines
    visits      who is here: turns, an own collection, gone when they leave
    scratch     the folder for uploads and for visitors' collections
    *_view      values -> HTML; escaping happens here and nowhere else
    saved, export, feedback, examples, atlas (the map)   plain functions over plain values

Gradio is imported by ``layout``, ``endpoints`` and ``serve`` only.
"""
