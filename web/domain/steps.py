"""Why may a step not be taken? Refusals that closing a month and approving a matter share."""


class NotYours(ValueError):
    """Somebody else takes this step; the sentence says who."""


class NotNow(ValueError):
    """The matter does not stand where this step begins; the sentence says where it stands."""


class NoReason(ValueError):
    """The step wants a reason and has none."""
