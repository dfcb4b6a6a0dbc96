"""The coded checks behind the requirements of a layer; what they look for stands in the layer, as data."""

from __future__ import annotations

from gipcore.hookspecs import Check, hookimpl

__all__ = ["gipcore_checks"]


@hookimpl
def gipcore_checks() -> list[Check]:
    """All checks of the requirements, by name."""
    # Imported when the first report is checked, so that loading the plugin costs nothing.
    from gipcore_layers.companions import check_companion
    from gipcore_layers.figures import check_figures
    from gipcore_layers.issuers import check_issuer
    from gipcore_layers.statements import check_statement
    from gipcore_layers.subheadings import check_subheadings
    from gipcore_layers.tables import check_extended

    return [
        Check("companion.present", check_companion),
        Check("figures.sum", check_figures),
        Check("form.extended", check_extended),
        Check("issuer.not_this_form", check_issuer),
        Check("statement.required", check_statement),
        Check("subheading.required", check_subheadings),
    ]
