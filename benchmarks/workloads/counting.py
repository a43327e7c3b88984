"""Counting in a dict."""


def main():
    words = "the quick brown fox jumps over the lazy dog and the cat sat on the mat".split(" ")
    counts = {}
    seed = 1
    for _ in range(300000):
        seed = (seed * 1103515245 + 12345) % 2147483648
        word = words[seed % len(words)]
        counts[word] = counts.get(word, 0) + 1
    lines = []
    for key in sorted(counts):
        lines.append(f"{key}={counts[key]}")
    print(" ".join(lines))


main()
