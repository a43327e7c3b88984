"""A pipeline of generators."""


def numbers(limit):
    n = 0
    while n < limit:
        yield n
        n += 1


def squares(source):
    for n in source:
        if n % 3 != 1:
            yield n * n


def main():
    total = 0
    for square in squares(numbers(400000)):
        total = (total + square) % 1000003
    print(total)


main()
