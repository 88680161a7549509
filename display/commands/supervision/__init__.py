"""The children of ``panggil run``, kept alive, and how a child learns that its parent is gone."""
