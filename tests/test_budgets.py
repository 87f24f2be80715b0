"""Has every page of the desks a budget that the bench measures?"""

from bench import budgets


def test_every_page_is_measured_or_named_as_one_that_is_not() -> None:
    pages = {*budgets.pages()}
    assert len(pages) > 80
    assert {*budgets.BUDGETS} <= pages, "the page is gone: take its budget away"
    assert pages >= budgets.WITHOUT_RECORD, "the page is gone: take it out of WITHOUT_RECORD"
    assert all(
        budgets.budget(page)
        or "{" in page
        or page in budgets.WITHOUT_RECORD
        or page.startswith(budgets.STARTS)
        for page in pages
    )
