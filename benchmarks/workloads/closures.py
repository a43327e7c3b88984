"""Closures over lists: map, filter, reduce."""

from functools import reduce


def adder(step):
    return lambda x: x + step


def main():
    numbers = list(range(2000))
    total = 0
    for round_ in range(150):
        shifted = list(map(adder(round_), numbers))
        odd = list(filter(lambda x: x % 2 == 1, shifted))
        total += reduce(lambda sum_, x: sum_ + x, odd, 0)
    print(total)


main()
