"""Sorting records by computed keys."""


def main():
    seed = 42
    records = []
    for i in range(8000):
        seed = (seed * 1103515245 + 12345) % 2147483648
        records.append({"id": i, "score": seed % 1000, "name": f"n{seed % 97}"})
    check = 0
    for round_ in range(15):
        by_score = sorted(records, key=lambda r: r["score"])
        by_name = sorted(by_score, key=lambda r: r["name"])
        check += by_name[round_ * 100]["id"] + by_score[round_ * 7]["id"]
    print(check)


main()
