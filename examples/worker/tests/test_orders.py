from shop.orders import total


def test_total_is_the_sum() -> None:
    assert total([1, 2, 3]) == 6
