"""What Alembic runs: the migrations, inside the transaction that :mod:`~display.database.migration`
has opened and locked. All of them are kept, or none.
"""

from alembic import context

from display.database.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,  # SQLite alters a table by copying it
)
context.run_migrations()
