"""Matching enums, literals and dicts."""

from dataclasses import dataclass


@dataclass
class Circle:
    radius: int


@dataclass
class Box:
    width: int
    height: int


@dataclass
class Empty:
    pass


def area(shape):
    match shape:
        case Circle(r):
            return 3 * r * r
        case Box(w, h):
            return w * h
        case Empty():
            return 0


def cost(order):
    match order:
        case {"kind": "fixed", "price": price}:
            return price
        case {"kind": "rate", "price": price, "count": count}:
            return price * count
        case _:
            return 1


def main():
    shapes = [Circle(3), Box(2, 5), Empty()]
    orders = [{"kind": "fixed", "price": 7}, {"kind": "rate", "price": 2, "count": 9}, {"kind": "other"}]
    total = 0
    for i in range(100000):
        total = total + area(shapes[i % 3]) + cost(orders[i % 3])
    print(total)


main()
