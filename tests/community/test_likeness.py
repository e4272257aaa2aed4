from community.likeness import grams, likeness


def test_the_same_report_in_the_other_script_is_the_same_report():
    assert likeness(grams("電梯壞了，請維修"), grams("电梯坏了，请维修")) == 1.0


def test_another_report_has_nothing_in_common():
    assert likeness(grams("電梯壞了"), grams("路灯不亮")) == 0.0
