"""Building a text piece by piece, taking it apart again."""


def main():
    text = ""
    for i in range(200000):
        text = text + f"item {i},"
    parts = text.split(",")
    letters = 0
    for part in parts:
        letters += len(part.strip().upper())
    print(len(text), len(parts), letters)


main()
