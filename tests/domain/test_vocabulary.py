"""Has every code a word at the desks, with the weight that the rules give it?"""

from web.domain import vocabulary
from web.domain.evidence import CONTRADICTIONS, INFORMATION, STRONG, WEIGHTY


def test_every_flag_has_a_label_and_the_weight_of_the_rules():
    by_weight = {"contradiction": CONTRADICTIONS, "strong": STRONG, "information": INFORMATION}

    for weight, looks in by_weight.items():
        for look in looks:
            assert vocabulary.FLAGS[look.__name__].weight == weight
    assert len(vocabulary.FLAGS) == sum(map(len, by_weight.values()))
    assert vocabulary.DOUBTS == WEIGHTY


def test_every_reason_of_refusal_has_its_sentence():
    reasons = {
        *("malformed", "too_large", "unknown_device", "bad_signature", "bad_assertion"),
        *("bad_anchor", "id_reused"),
    }
    assert vocabulary.QUARANTINE.keys() == reasons
