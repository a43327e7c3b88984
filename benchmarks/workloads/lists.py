"""A sieve, and a table filled cell by cell."""


def main():
    limit = 300000
    sieve = []
    for _ in range(limit + 1):
        sieve.append(True)
    p = 2
    while p * p <= limit:
        if sieve[p]:
            multiple = p * p
            while multiple <= limit:
                sieve[multiple] = False
                multiple += p
        p += 1
    primes = 0
    for i in range(2, limit + 1):
        if sieve[i]:
            primes += 1

    table = []
    for _ in range(250):
        row = []
        for _ in range(250):
            row.append(0)
        table.append(row)
    for y in range(1, 250):
        for x in range(1, 250):
            table[y][x] = (table[y - 1][x] + table[y][x - 1] + x * y) % 1000
    print(primes, table[249][249])


main()
