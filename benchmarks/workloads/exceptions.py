"""Throwing and catching."""


def checked(n):
    if n % 3 == 0:
        raise ValueError(f"three {n % 5}")
    return n


def main():
    good = 0
    bad = {}
    for i in range(300000):
        try:
            good += checked(i)
        except ValueError as error:
            text = str(error)
            bad[text] = bad.get(text, 0) + 1
    shown = ", ".join(f"{key}: {bad[key]}" for key in sorted(bad))
    print(f"{good} {{{shown}}}")


main()
