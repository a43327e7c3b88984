"""The longest Collatz sequence below a limit."""


def steps(start):
    n = start
    count = 0
    while n != 1:
        if n % 2 == 0:
            n //= 2
        else:
            n = 3 * n + 1
        count += 1
    return count


def main():
    best = longest = 0
    for start in range(1, 20000):
        length = steps(start)
        if length > longest:
            longest, best = length, start
    print(best, longest)


main()
