"""Structs with methods."""

from dataclasses import dataclass


@dataclass(slots=True)
class Vector:
    x: int
    y: int

    def plus(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def scaled(self, factor):
        return Vector(self.x * factor % 1009, self.y * factor % 1013)

    def size(self):
        return self.x * self.x + self.y * self.y


def main():
    at = Vector(1, 2)
    step = Vector(3, 5)
    total = 0
    for _ in range(150000):
        at = at.plus(step).scaled(7)
        total += at.size()
    print(total)


main()
